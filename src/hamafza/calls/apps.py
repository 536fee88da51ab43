from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "hamafza.calls"
    label = "calls"

    def ready(self) -> None:
        from hamafza.calls import parts
        from hamafza.newsroom import beside

        beside.register(beside.Part("calls", below=parts.below))
