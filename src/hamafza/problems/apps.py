from django.apps import AppConfig


class ProblemsConfig(AppConfig):
    name = "hamafza.problems"
    label = "problems"
