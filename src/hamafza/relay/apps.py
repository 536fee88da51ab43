from django.apps import AppConfig


class RelayConfig(AppConfig):
    name = "hamafza.relay"
    label = "relay"

    def ready(self) -> None:
        from hamafza.newsroom import beside
        from hamafza.relay import parts

        beside.register(beside.Part("relay", on_page=parts.on_page, in_row=parts.in_row))
