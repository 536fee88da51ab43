from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "hamafza.archive"
    label = "archive"
