from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "hamafza.calls"
    label = "calls"
