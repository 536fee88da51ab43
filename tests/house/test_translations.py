"""Both languages are complete at every commit."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from tests.house.places import ROOMS, found

PERSIAN = re.compile(r"[\u0600-\u06ff]")
TAGS = re.compile(
    r"{%\s*comment\s*%}.*?{%\s*endcomment\s*%}|{%.*?%}|{{.*?}}|{#.*?#}|<!--.*?-->|<[^>]*>", re.S
)
HTML_ATTRS = re.compile(r"{% block (?:html_attrs|body_class) %}.*?{% endblock %}", re.S)
TRANSLATED = re.compile(r"{%\s*blocktranslate.*?endblocktranslate\s*%}", re.S)
SCRIPT = re.compile(r"<(script|style|svg)\b.*?</\1>", re.S)
# Words that are the same in every language, or names.
NAMES = {
    "RSS",
    "Atom",
    "JSON",
    "Feed",
    "SMS",
    "SHA",
    "QR",
    "English",
    "Telegram",
    "WhatsApp",
    "Facebook",
    "html",
    "API",
    "URL",
}


def catalogue(room: Path) -> Path:
    return room / "locale/fa/LC_MESSAGES/django.po"


def collected(room: Path, scratch: Path) -> set[str]:
    """Every msgid the room's sources and templates ask for now."""
    copy = scratch / room.name
    shutil.copytree(room, copy, ignore=shutil.ignore_patterns("locale", "tests", "static", "__pycache__"))
    (copy / "locale").mkdir()
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "-l", "fa", "--no-location", "-v0"],
        cwd=copy,
        check=True,
        env=environment,
    )
    made = copy / "locale/fa/LC_MESSAGES/django.po"
    if not made.exists() or not made.read_text():
        return set()
    return {entry.msgid for entry in polib.pofile(str(made))}


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("xgettext") is None, reason="GNU gettext is not installed")
@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_every_string_of_a_room_is_translated(room: Path, tmp_path: Path) -> None:
    wanted = collected(room, tmp_path)
    if not wanted:
        return
    entries = polib.pofile(str(catalogue(room)))
    done = {e.msgid for e in entries if e.translated() and not e.fuzzy and not e.obsolete}
    assert wanted - done == set()
    assert {e.msgid for e in entries if not e.obsolete} - wanted == set(), "left over"


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_the_compiled_catalogue_is_fresh(room: Path) -> None:
    source = catalogue(room)
    if not source.exists():
        return
    written = {(e.msgid, e.msgstr) for e in polib.pofile(str(source)) if e.translated()}
    compiled = {(e.msgid, e.msgstr) for e in polib.mofile(str(source.with_suffix(".mo")))}
    assert {pair for pair in written if pair[1]} == {pair for pair in compiled if pair[1]}


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_translations_are_written_as_good_persian(room: Path) -> None:
    if not catalogue(room).exists():
        return
    for entry in polib.pofile(str(catalogue(room))):
        assert not re.search(r"[يكةۀ]", entry.msgstr + "".join(entry.msgstr_plural.values())), entry.msgid
        for source, translation in forms(entry):
            assert values(source) == values(translation), entry.msgid


def forms(entry: polib.POEntry) -> list[tuple[str, str]]:
    """Each form of a string with its translation: one, or the forms for one and for many."""
    if entry.msgid_plural:
        return [(entry.msgid, entry.msgstr_plural[0]), (entry.msgid_plural, entry.msgstr_plural[1])]
    return [(entry.msgid, entry.msgstr or entry.msgid)]


def values(text: str) -> list[str]:
    return sorted(re.findall(r"%\(\w+\)[sd]", text))


TEMPLATES = found("templates/**/*.html")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_template_says_nothing_untranslated(template: Path) -> None:
    text = template.read_text()
    visible = TAGS.sub(" ", SCRIPT.sub(" ", TRANSLATED.sub(" ", HTML_ATTRS.sub(" ", text))))
    words = set(re.findall(r"[A-Za-z]{2,}|[\u0600-\u06ff]{2,}", visible))
    assert words - NAMES - {"nbsp", "amp", "middot", "rarr", "larr", "copy"} == set()


def test_the_same_words_mean_the_same_in_every_room() -> None:
    """Catalogues of all rooms are one at run time: of two translations only one would ever be seen."""
    said: dict[tuple[str | None, str], dict[str, str]] = {}
    for room in ROOMS:
        if catalogue(room).exists():
            for entry in polib.pofile(str(catalogue(room))):
                if not entry.obsolete:
                    text = entry.msgstr or str(entry.msgstr_plural)
                    said.setdefault((entry.msgctxt, entry.msgid), {})[room.name] = text
    assert {key[1]: texts for key, texts in said.items() if len(set(texts.values())) > 1} == {}
