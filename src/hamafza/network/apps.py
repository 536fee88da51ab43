from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    name = "hamafza.network"
    label = "network"
    verbose_name = _("Network")

    def ready(self) -> None:
        from hamafza.network.accounts import listen

        listen()
