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

from hamafza.archive.indexing import index
from hamafza.demo.build import build as demo_build
from hamafza.newsroom import actions
from hamafza.newsroom.content import Content
from hamafza.newsroom.importing import import_page
from hamafza.verify import actions as verifying
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
DROPPED = """
import ctypes, os, pwd
# Somebody else, who may still read the interpreter and the sources wherever they lie: CAP_DAC_READ_SEARCH alone.
libc, user = ctypes.CDLL(None), pwd.getpwnam("nobody")
assert libc.prctl(8, 1, 0, 0, 0) == 0  # PR_SET_KEEPCAPS
os.setgroups([]), os.setgid(user.pw_gid), os.setuid(user.pw_uid)
head = (ctypes.c_uint32 * 2)(0x20080522, 0)
sets = (ctypes.c_uint32 * 6)(4, 4, 4, 0, 0, 0)
assert libc.capset(head, sets) == 0
assert libc.prctl(47, 2, 2, 0, 0) == 0  # PR_CAP_AMBIENT_RAISE: programs it starts read, too
assert os.geteuid() == user.pw_uid
"""


def open_to_others(folder: Path) -> list[str]:
    found = [folder, *folder.rglob("*")]
    return [
        str(path) for path in found if not path.is_symlink() and stat.S_IMODE(path.stat().st_mode) & 0o077
    ]


@pytest.mark.slow
@pytest.mark.parametrize("user", ["the one who runs it", "nobody"])
def test_nothing_of_the_data_folder_is_readable_by_others(tmp_path: Path, user: str) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o755)
    program = MADE
    if os.geteuid() == 0 and user == "nobody":
        known = pwd.getpwnam(user)
        os.chown(data, known.pw_uid, known.pw_gid)
        for above in (tmp_path, tmp_path.parent, tmp_path.parent.parent):
            above.chmod(0o755)
        program = DROPPED + MADE
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("HAMAFZA", "DJANGO", "DATABASE"))},
        "HAMAFZA_DATA": str(data), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "HOME": str(tmp_path),
        "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (data / "media/evidence/2026/01/x.bin").exists()
    assert (data / "hamafza.sqlite3").stat().st_uid == data.stat().st_uid
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


HIDDEN = "ابرپروژه‌ی پنهان‌ماندهٔ زعفرانیه"


@pytest.mark.parametrize("name", ["officer", "outsider", "observer"])
def test_a_withdrawn_text_is_not_found_counted_suggested_or_quoted(world: World, name: str) -> None:
    who = world.as_("trusted")
    text = f"{HIDDEN} از فردا در سه شهر آغاز می‌شود و همهٔ هزینه‌هایش را صندوق می‌پردازد."
    content = Content(headline="طرح تازه", abstract=text, body=f"<p>{text}</p>", topics=["work"])
    item = actions.publish(
        actor=who, item=actions.create(actor=who, unit=world.units["trusted"], content=content)
    )
    index([item.pk])
    verifying.index(item=item)
    program = Program(world, name)
    assert program.get("/search?q=زعفرانیه&facets=true").json()["total"] == 1
    actions.withdraw(actor=who, item=item, reason="نادرست بود")
    searches = [f"/search?q={said}&facets=true" for said in ("زعفرانیه", "زعفرانيه", "unit:trusted")]
    for asked in searches:
        assert program.get(asked).json()["items"] == []  # before the index follows, too
    index([item.pk])
    for asked in searches:
        found = program.get(asked).json()
        assert found["total"] == len(found["items"]) == 0, found
        assert not any(facet.get("values") for facet in found["facets"])
        assert "زعفرانیه" not in str(found["suggestions"])
    for asked in ("/items", "/items?include_body=true", "/items?state=retired", f"/items/{item.pk}/versions"):
        assert "زعفرانیه" not in program.get(asked).content.decode()
    said = program.post("/verify", {"text": text})
    assert said.json()["verdict"] == "withdrawn"
    assert all(not one["passages"] and not one["changes"] for one in said.json()["sources"])
