from django.apps import AppConfig


class ResponseConfig(AppConfig):
    name = "hamafza.response"
    label = "response"

    def ready(self) -> None:
        from hamafza.newsroom.gates import register
        from hamafza.response.voices import before_publishing

        register(before_publishing)
