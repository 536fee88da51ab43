from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "hamafza.decisions"
    label = "decisions"
