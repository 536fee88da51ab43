from django.apps import AppConfig


class ResponseConfig(AppConfig):
    name = "hamafza.response"
    label = "response"

    def ready(self) -> None:
        from hamafza.newsroom import gates
        from hamafza.relay import gates as relay_gates
        from hamafza.response.voices import before_publishing, before_relaying

        gates.register(before_publishing)
        relay_gates.register(before_relaying)
