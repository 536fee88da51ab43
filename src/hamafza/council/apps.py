from django.apps import AppConfig


class CouncilConfig(AppConfig):
    name = "hamafza.council"
    label = "council"
