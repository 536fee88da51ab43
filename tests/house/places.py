"""Where rooms stand: those of the house, and the examples, which keep the same rules."""

from __future__ import annotations

from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).parents[2]
HOUSE, EXAMPLES = ROOT / "src/hamafza", ROOT / "examples"
ROOMS = sorted(
    [path.parent for path in HOUSE.glob("*/apps.py")] + [path.parent for path in EXAMPLES.glob("*/room.py")]
)


def found(pattern: str) -> list[Path]:
    """Files of all rooms, `pattern` within the room."""
    return sorted(path for room in [*HOUSE.iterdir(), *EXAMPLES.iterdir()] for path in room.glob(pattern))


def room_of(path: Path) -> str:
    """The name of the room a file belongs to."""
    return path.relative_to(HOUSE if path.is_relative_to(HOUSE) else EXAMPLES).parts[0]


def package_of(path: Path) -> str:
    """The package of the room a file belongs to, as it is imported."""
    return f"hamafza.{room_of(path)}" if path.is_relative_to(HOUSE) else f"examples.{room_of(path)}"


def tables() -> list[str]:
    """The modules with the permission tables of the rooms that are installed."""
    packages = [package_of(path) for path in found("tests/permissions.py")]
    return [f"{package}.tests.permissions" for package in packages if apps.is_installed(package)]
