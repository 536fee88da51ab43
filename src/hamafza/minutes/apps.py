from django.apps import AppConfig


class MinutesConfig(AppConfig):
    name = "hamafza.minutes"
    label = "minutes"
