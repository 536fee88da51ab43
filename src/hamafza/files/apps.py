from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "hamafza.files"
    label = "files"
