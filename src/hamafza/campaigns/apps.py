from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "hamafza.campaigns"
    label = "campaigns"
