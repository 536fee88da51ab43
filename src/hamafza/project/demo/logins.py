"""The log-ins of the demo: kept in the data folder, readable by its owner only."""

from __future__ import annotations

import json
import os
from pathlib import Path

from django.conf import settings

from hamafza.project.environment import Environment

FILE = "demo-logins.json"


def keep(passwords: dict[str, str]) -> None:
    path = Path(settings.DATA) / FILE
    with open(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as file:
        json.dump(passwords, file, indent=1)


def show(environment: Environment) -> bool:
    """Print the log-ins; False if there are none."""
    path = environment.data / FILE
    if not path.exists():
        return False
    for username, password in json.loads(path.read_text()).items():
        print(f"  {username:<10} {password}")
    return True
