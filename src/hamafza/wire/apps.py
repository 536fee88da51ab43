from django.apps import AppConfig


class WireConfig(AppConfig):
    name = "hamafza.wire"
    label = "wire"
