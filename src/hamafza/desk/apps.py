from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "hamafza.desk"
    label = "desk"
