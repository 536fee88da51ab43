from django.apps import AppConfig


class RelayConfig(AppConfig):
    name = "hamafza.relay"
    label = "relay"

    def ready(self) -> None:
        from hamafza.newsroom import beside
        from hamafza.relay import parts

        beside.register(beside.Part("relay", above=parts.above, below=parts.below, in_row=parts.in_row))
