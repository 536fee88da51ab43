"""The edges of the house: files on disk, metrics, streams, news codes, withdrawn texts."""

from __future__ import annotations

import os
import pwd
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from hamafza.demo.build import build as demo_build
from hamafza.newsroom import actions
from hamafza.newsroom.content import Content
from hamafza.newsroom.importing import import_page
from tests.attacks.callers import Program
from tests.world import World

ROOT = Path(__file__).parents[2]
MADE = """
import os, sys
os.umask(0o022)
from hamafza.project.cli import main
code = main(["setup-database"])
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
default_storage.save("evidence/2026/01/x.bin", ContentFile(b"x"))
sys.exit(code)
"""


def open_to_others(folder: Path) -> list[str]:
    found = [folder, *folder.rglob("*")]
    return [
        str(path) for path in found if not path.is_symlink() and stat.S_IMODE(path.stat().st_mode) & 0o077
    ]


@pytest.mark.slow
@pytest.mark.parametrize("user", ["root", "nobody"])
def test_nothing_of_the_data_folder_is_readable_by_others(tmp_path: Path, user: str) -> None:
    if os.geteuid() != 0 and user == "root":
        pytest.skip("not root")
    data = tmp_path / "data"
    data.mkdir(mode=0o755)
    options: dict[str, Any] = {}
    if os.geteuid() == 0 and user != "root":
        known = pwd.getpwnam(user)
        os.chown(data, known.pw_uid, known.pw_gid)
        for above in (tmp_path, tmp_path.parent, tmp_path.parent.parent):
            above.chmod(0o755)
        options = {"user": known.pw_uid, "group": known.pw_gid, "extra_groups": []}
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("HAMAFZA", "DJANGO", "DATABASE"))},
        "HAMAFZA_DATA": str(data), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "HOME": str(tmp_path),
        "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
    command = [sys.executable, "-c", MADE]
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, **options)
    except PermissionError:
        pytest.skip("this user may not run the sources from here")
    assert done.returncode == 0, done.stderr
    assert (data / "media/evidence/2026/01/x.bin").exists()
    assert (data / "hamafza.sqlite3").exists()
    assert open_to_others(data) == []


# Metrics


def test_metrics_are_open_on_this_machine_only_where_nobody_stands_between(
    world: World, settings: Any
) -> None:
    assert Client().get("/metrics").status_code == 200
    for header in ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"):
        assert Client().get("/metrics", headers={header: "203.0.113.1"}).status_code == 404
    settings.BASE_URL = "https://news.example.org"
    assert Client().get("/metrics").status_code == 404
    assert Program(world, "admin").client.get("/metrics").status_code == 200


# Streams


def test_one_account_has_so_many_streams_and_no_more() -> None:
    from hamafza.wire.stream.grant import Grant
    from hamafza.wire.stream.roster import Roster

    class Window:
        def __init__(self, person: int) -> None:
            self.grant = Grant(audiences=("all",), person=person, session="s")

    roster: Any = Roster(10, 10, per_person=60)
    opened = 0
    for _number in range(300):
        window = Window(1)
        if roster.has_room(window):
            roster.add(window)
            opened += 1
    assert opened == 60
    assert roster.has_room(Window(2))


# News codes


PAGE = (Path(demo_build.__code__.co_filename).parent / "shara-50215.txt").read_bytes()


def test_a_page_s_news_code_is_taken_by_the_centre_or_an_administrator_only(world: World) -> None:
    item = import_page(actor=world.as_("trusted"), unit=world.units["trusted"], data=PAGE)
    assert item.code is None
    assert actions.publish(actor=world.as_("trusted"), item=item).code not in {None, 50215}


@pytest.mark.parametrize("who", ["admin", "head"])
def test_they_may(world: World, who: str) -> None:
    assert import_page(actor=world.as_(who), unit=world.units["centre"], data=PAGE).code == 50215


# Withdrawn texts


def test_of_a_withdrawn_item_other_units_get_the_reason_and_no_text(world: World) -> None:
    who = world.as_("trusted")
    content = Content(headline="تیتر پنهان", abstract="لید پنهان", body="<p>متن پنهان</p>", ednote="یادداشت")
    item = actions.create(actor=who, unit=world.units["trusted"], content=content)
    actions.publish(actor=who, item=item)
    actions.withdraw(actor=who, item=item, reason="نادرست بود")
    for name in ("officer", "outsider"):
        program = Program(world, name)
        for answer in (program.get(f"/items/{item.pk}"), program.get("/items?include_body=true")):
            assert answer.status_code == 200
            said = str(answer.json())
            assert "متن پنهان" not in said
            assert "لید پنهان" not in said
            assert "یادداشت" not in said
            assert "نادرست بود" in said
    assert "متن پنهان" in str(Program(world, "trusted").get(f"/items/{item.pk}").json())
