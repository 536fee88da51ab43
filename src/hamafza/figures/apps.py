from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "hamafza.figures"
    label = "figures"
