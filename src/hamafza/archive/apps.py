from django.apps import AppConfig
from django.conf import settings

from hamafza.lib.text.halfspace import site


class ArchiveConfig(AppConfig):
    name = "hamafza.archive"
    label = "archive"

    def ready(self) -> None:
        """Let words be shown as this site spells them, once it has learnt how."""
        site.path = settings.DATA / "spellings.tsv"
