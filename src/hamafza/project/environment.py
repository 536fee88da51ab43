"""What an installation may set from outside, read once, typed, with working defaults."""

from __future__ import annotations

import os
import secrets
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo

from pydantic import AliasChoices, Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class Environment(BaseSettings):
    """Settings from `HAMAFZA_*` variables (and `DATABASE_URL`), or their defaults.

    A wrong value stops the start with pydantic's message, which names the variable.
    """

    model_config = SettingsConfigDict(env_prefix="HAMAFZA_", extra="ignore")

    data: Path = Path("data")
    rooms: str = Field("", pattern=r"^[\w., ]*$")
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=1, le=65535)
    stream_port: int = Field(0, ge=0, le=65535)
    public_url: str = ""
    allowed_hosts: str = ""
    trusted_proxies: str = ""
    database_url: str = Field("", validation_alias=AliasChoices("DATABASE_URL", "HAMAFZA_DATABASE_URL"))
    nats_url: str = Field("", validation_alias=AliasChoices("NATS_URL", "HAMAFZA_NATS_URL"))
    nats_copies: bool = False
    site: str = Field("home", pattern="^[a-z0-9-]{1,32}$")
    traces: str = Field("", pattern="^(https?://.+)?$")
    hsts_subdomains: bool = False
    hsts_preload: bool = False
    security_contact: str = Field("", pattern="^((mailto:|https://|tel:).+)?$")
    secret_key: str = ""
    secret_key_file: Path | None = None
    debug: bool = False
    language: str = Field("fa", pattern="^(fa|en)$")
    time_zone: str = "Asia/Tehran"
    email_url: str = ""
    email_from: str = "hamafza@localhost"
    push_contact: str = Field("", pattern="^((mailto:|https://).+)?$")
    push_private: bool = False
    web_threads: int = Field(2, ge=1, le=64)
    public_streams: int = Field(5_000, ge=0, le=100_000)
    public_streams_per_address: int = Field(500, ge=1, le=100_000)
    streams_per_person: int = Field(60, ge=1, le=100_000)
    log_format: str = Field("text", pattern="^(text|json)$")
    upload_limit_mb: int = Field(20, ge=1, le=500)

    @field_validator("data")
    @classmethod
    def absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @field_validator("time_zone")
    @classmethod
    def known_zone(cls, value: str) -> str:
        ZoneInfo(value)
        return value

    @field_validator("nats_url")
    @classmethod
    def nats_servers(cls, value: str) -> str:
        for server in filter(None, value.split(",")):
            parts = urlsplit(server.strip())
            if parts.scheme not in {"nats", "tls"} or not parts.hostname:
                raise ValueError("use nats://host:4222 or tls://host:4222, several separated by commas")
        return value

    @property
    def base_url(self) -> str:
        """The public address without a trailing slash."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def run_dir(self) -> Path:
        """Sockets and locks of the running processes."""
        return self.data / "run"

    def hosts(self) -> list[str]:
        """Names this installation answers to."""
        named = [name.strip() for name in self.allowed_hosts.split(",") if name.strip()]
        return [*named, urlsplit(self.base_url).hostname or self.host, *sorted(LOOPBACK), "[::1]"]

    def more_rooms(self) -> list[str]:
        """Packages of rooms that are not part of the house."""
        return [name.strip() for name in self.rooms.split(",") if name.strip()]

    def proxies(self) -> tuple[str, ...]:
        """Addresses whose X-Forwarded-* headers are believed."""
        return tuple(name.strip() for name in self.trusted_proxies.split(",") if name.strip())

    def key(self) -> str:
        """The secret key: from the environment, a named file, or one made once per data folder."""
        if self.secret_key:
            return self.secret_key
        path = self.secret_key_file or self.data / "secret-key"
        if not path.exists() and self.secret_key_file is None:
            self.data.mkdir(parents=True, exist_ok=True)
            with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(48))
        return path.read_text().strip()

    def database(self) -> dict[str, Any]:
        """Django's `DATABASES['default']` for SQLite (default) or PostgreSQL."""
        if not self.database_url:
            return sqlite(self.data / "hamafza.sqlite3")
        url = urlsplit(self.database_url)
        if url.scheme == "sqlite":
            return sqlite(Path(unquote(url.path)))
        if url.scheme in {"postgres", "postgresql"}:
            return postgres(self.database_url)
        raise ValueError(
            f"DATABASE_URL: unknown kind of database {url.scheme!r}; use sqlite:///… or postgresql://…"
        )

    def email(self) -> dict[str, Any]:
        """Django's e-mail settings: `smtp[s]://user:password@host:port`, or files in the data folder."""
        if not self.email_url:
            return {
                "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
                "EMAIL_FILE_PATH": str(self.data / "mail"),
            }
        url = urlsplit(self.email_url)
        if url.scheme not in {"smtp", "smtps", "smtp+tls"}:
            raise ValueError("HAMAFZA_EMAIL_URL: use smtp://, smtp+tls:// or smtps://")
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": url.hostname or "localhost",
            "EMAIL_PORT": url.port or (465 if url.scheme == "smtps" else 25),
            "EMAIL_HOST_USER": unquote(url.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
            "EMAIL_USE_SSL": url.scheme == "smtps",
            "EMAIL_USE_TLS": url.scheme == "smtp+tls",
            "EMAIL_TIMEOUT": 10,
        }


def sqlite(path: Path) -> dict[str, Any]:
    # IMMEDIATE: a transaction that reads first and writes later must not fail with "locked".
    # FULL: a position given to a client may never be given to another event after a power cut.
    return {
        "ENGINE": "hamafza.project.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA mmap_size=33554432;"
                "PRAGMA journal_size_limit=67108864;PRAGMA cache_size=-2000;"
            ),
        },
    }


def postgres(url: str) -> dict[str, Any]:
    # Compiling a query takes longer than any of ours; what stands in the address goes before this.
    usual = {"connect_timeout": 5, "options": "-c jit=off"}
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**usual, **dict(parse_qsl(parts.query))},
    }


@lru_cache(maxsize=1)
def environment() -> Environment:
    """This process's environment, read once."""
    return Environment()
