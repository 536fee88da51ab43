from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "hamafza.portal"
    label = "portal"

    def ready(self) -> None:
        from hamafza.newsroom import previews
        from hamafza.portal.previews import draw

        previews.register(draw)
