"""The demo's log-ins: random for each data folder, readable by its owner only."""

from __future__ import annotations

import json
import os
import secrets

from django.conf import settings

from hamafza.project.checks import DEMO_LOGINS
from hamafza.project.environment import Environment
from hamafza.project.words import gettext as _


def make(usernames: list[str]) -> dict[str, str]:
    """New passwords by user name, noted in the data folder before anybody can use them."""
    passwords = {name: secrets.token_urlsafe(9) for name in usernames}
    path = settings.DATA / DEMO_LOGINS
    path.unlink(missing_ok=True)
    with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        json.dump(passwords, file, indent=1)
    return passwords


def show(environment: Environment) -> bool:
    """Print user names and passwords; False if this data folder has none."""
    try:
        passwords = json.loads((environment.data / DEMO_LOGINS).read_text())
    except (OSError, ValueError):
        return False
    print(_("Demo log-ins:"))
    for username, password in passwords.items():
        print(f"  {username:<10} {password}")
    return True
