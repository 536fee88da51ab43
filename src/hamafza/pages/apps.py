from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "hamafza.pages"
    label = "pages"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from hamafza.pages.characters import watch

        connection_created.connect(watch, dispatch_uid="characters")
