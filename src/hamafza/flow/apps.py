from django.apps import AppConfig


class FlowConfig(AppConfig):
    name = "hamafza.flow"
    label = "flow"
