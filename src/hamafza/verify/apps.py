from django.apps import AppConfig


class VerifyConfig(AppConfig):
    name = "hamafza.verify"
    label = "verify"
