from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "hamafza.project"
    label = "project"

    def ready(self) -> None:
        from hamafza.project import checks, deploy_checks  # noqa: F401 - registers them
