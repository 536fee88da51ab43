from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "hamafza.pages"
    label = "pages"
