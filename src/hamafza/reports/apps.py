from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "hamafza.reports"
    label = "reports"
