"""Before the tables change: is this program new enough, and is there a way back?"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.utils import timezone

from hamafza import __version__
from hamafza.project.failures import Failure
from hamafza.project.keeping import backup, rows
from hamafza.project.words import gettext as _

KEPT = 3


def refuse_newer(migrations: rows.Applied) -> None:
    """Raises `Failure` for tables that a newer program made."""
    unknown = rows.unknown(migrations)
    if unknown:
        raise Failure(
            _(
                "The database was made by a newer Hamafza than this one (%(version)s does not know %(change)s)."
                " Install the newer version again, or restore a backup into a new data folder."
            )
            % {"version": __version__, "change": ".".join(unknown[0])}
        )


def back_up(tell: rows.Tell) -> Path:
    """Keep the database and the keys as they are now; of such backups the last three stay."""
    folder = settings.DATA / backup.OWN_FOLDER
    folder.mkdir(exist_ok=True, mode=0o700)
    file: Path = folder / f"before-{__version__}-{timezone.now():%Y%m%dT%H%M%S}.hamafza"
    backup.make(file, tell, whole=False)
    for old in sorted(folder.glob("before-*.hamafza"), key=lambda path: path.stat().st_mtime)[:-KEPT]:
        old.unlink()
    return file
