"""Settings under test: a throw-away data folder, quick password hashing, plain static files."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("HAMAFZA_DATA", tempfile.mkdtemp(prefix="hamafza-test-"))
os.environ.setdefault("HAMAFZA_SECRET_KEY", "only-for-tests-" + "x" * 40)

from hamafza.project.settings import *  # noqa: F403
from hamafza.project.settings import DATA, DATABASES, STORAGES

(DATA / "static").mkdir(parents=True, exist_ok=True)  # WhiteNoise warns of a folder that is not there
RUN_DIR = DATA / f"run-{os.getpid()}"  # workers of a suite are installations of their own
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

DATABASES = {"default": dict(DATABASES["default"])}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: threads and processes share it as they do in production. Tests need no disk.
    DATABASES["default"]["TEST"] = {"NAME": f"{DATA}/test.sqlite3"}
    DATABASES["default"]["OPTIONS"] = {
        **DATABASES["default"]["OPTIONS"],
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF;",
    }
