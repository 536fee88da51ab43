"""Setting Django up for a command."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import ValidationError

from hamafza.project.environment import Environment, environment
from hamafza.project.failures import Failure
from hamafza.project.words import gettext as _
from hamafza.project.words import language


def shut(folder: Path) -> None:
    """A data folder made by an older program, or by hand, is closed to others."""
    if folder.is_dir() and folder.stat().st_uid == os.geteuid() and folder.stat().st_mode & 0o077:
        folder.chmod(0o700)


def start() -> Environment:
    """Set Django up in the user's language. Raises `Failure` that names a wrong setting."""
    os.umask(0o077)  # what this and every process it starts makes is for its own user only
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hamafza.project.settings")
    try:
        settings = environment()
        shut(settings.data)
        import django

        django.setup()
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        name = name if name in {"DATABASE_URL", "NATS_URL"} else f"HAMAFZA_{name}"
        raise Failure(
            _("The setting %(name)s is wrong: %(why)s") % {"name": name, "why": first["msg"]}
        ) from error
    except OSError as error:
        raise Failure(
            _("%(file)s cannot be used: %(why)s") % {"file": error.filename, "why": error.strerror}
        ) from error
    except ValueError as error:
        raise Failure(_("A setting is wrong: %(why)s") % {"why": error}) from error
    from django.utils import translation

    translation.activate(language())
    return settings
