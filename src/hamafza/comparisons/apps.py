from django.apps import AppConfig


class ComparisonsConfig(AppConfig):
    name = "hamafza.comparisons"
    label = "comparisons"

    def ready(self) -> None:
        from hamafza.comparisons.gates import before_publishing
        from hamafza.newsroom import gates

        gates.register(before_publishing)
