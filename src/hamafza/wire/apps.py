from django.apps import AppConfig


class WireConfig(AppConfig):
    name = "hamafza.wire"
    label = "wire"

    def ready(self) -> None:
        from hamafza.wire.hearing import listen

        listen()
