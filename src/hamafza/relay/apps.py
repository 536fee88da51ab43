from django.apps import AppConfig


class RelayConfig(AppConfig):
    name = "hamafza.relay"
    label = "relay"
