from django.apps import AppConfig


class InterchangeConfig(AppConfig):
    name = "hamafza.interchange"
    label = "interchange"
