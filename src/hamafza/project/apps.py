from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "hamafza.project"
    label = "project"
