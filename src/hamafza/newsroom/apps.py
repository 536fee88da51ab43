from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    name = "hamafza.newsroom"
    label = "newsroom"
