"""A site learns from what it publishes where half-spaces belong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hamafza.archive.spelling import learn
from hamafza.archive.tests.conftest import Archive
from hamafza.lib.text.halfspace import restore, site
from hamafza.lib.text.tokens import _keys, keys
from hamafza.newsroom.importing import preview

Z = "\u200c"
NAME, GLUED = f"بهادری{Z}جهرمی", "بهادریجهرمی"


@pytest.fixture(autouse=True)
def own_file(tmp_path: Path) -> Iterator[None]:
    before, site.path = site.path, tmp_path / "spellings.tsv"
    yield
    site.path = before


def test_a_published_spelling_is_restored_in_the_next_page(archive: Archive) -> None:
    page = f"سخنگو\n\n{GLUED} در این نشست چنین گفت که کارها خوب پیش می‌رود و ادامه خواهد داشت.\n\nپایان نشست".encode()
    assert restore(GLUED) == GLUED
    archive.publish("خبر", f"<p>{NAME} گفت</p>")
    assert learn() == 1
    assert restore(GLUED) == NAME
    assert NAME in "\n".join(
        [*preview(page).body, preview(page).abstract or "", preview(page).headline or ""]
    )


def test_names_of_units_and_people_are_known(archive: Archive) -> None:
    person = archive.world.people["officer"]
    person.name = f"علی {NAME}"
    person.save()
    archive.publish("خبر")
    learn()
    assert restore(GLUED) == NAME


def test_only_what_readers_see_teaches_and_each_version_once(archive: Archive) -> None:
    archive.write("پیش‌نویس", f"<p>{NAME}</p>")
    archive.publish("آینده", f"<p>{NAME}</p>", embargo_days=1)
    assert learn() == 0
    for _ in range(3):
        archive.publish("خبر", "<p>متن</p>")
    assert [learn(most=2), learn(most=2), learn(most=2)] == [2, 1, 0]
    assert learn(anew=True) == 3
    assert restore(GLUED) == GLUED


def test_keys_do_not_depend_on_what_a_site_learnt(archive: Archive) -> None:
    before = keys(GLUED + "ای")
    archive.publish("خبر", f"<p>{NAME}{Z}ای</p>")
    learn()
    assert _keys(GLUED + "ای") == before


@pytest.mark.parametrize("content", ["", "x", "# 3\nno-tab", "# 3\na\tb"])
def test_a_broken_file_is_as_good_as_none(archive: Archive, content: str) -> None:
    assert site.path is not None
    site.path.write_text(content, "utf-8")
    assert restore(f"لحظهای {GLUED}") == f"لحظه{Z}ای {GLUED}"
    archive.publish("خبر", f"<p>{NAME}</p>")
    assert learn() == 1
    assert restore(GLUED) == NAME
