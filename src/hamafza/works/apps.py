from django.apps import AppConfig


class WorksConfig(AppConfig):
    name = "hamafza.works"
    label = "works"
