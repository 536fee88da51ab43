"""Those who try: a program with a person's key, and a person's browser."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hamafza.network import tokens
from hamafza.newsroom.models import Attachment
from hamafza.newsroom.uploads import save_attachment
from tests.world import World

PDF = b"%PDF-1.4 secret plans\n%%EOF"
EVERYBODY = ("officer", "colleague", "editor", "trusted", "head", "secretary", "observer", "outsider")


class Program:
    """A program with one person's key."""

    def __init__(self, world: World, username: str) -> None:
        self.client = Client(
            headers={"Authorization": f"Bearer {tokens.create_token(world.people[username])}"}
        )

    def post(self, path: str, body: dict[str, Any] | None = None) -> Any:
        return self.client.post(f"/api/v1{path}", body or {}, content_type="application/json")

    def patch(self, path: str, body: dict[str, Any]) -> Any:
        return self.client.patch(f"/api/v1{path}", body, content_type="application/json")

    def get(self, path: str) -> Any:
        return self.client.get(f"/api/v1{path}")


def browser(world: World, username: str) -> Client:
    client = Client()
    client.force_login(world.people[username])
    return client


def confidential(world: World, username: str, unit: str, data: bytes = PDF) -> Attachment:
    """A file that a unit keeps to itself."""
    file = SimpleUploadedFile("plans.pdf", data)
    return save_attachment(actor=world.as_(username), unit=world.units[unit], file=file)
