"""Credit lines and glued words of real pages, in own words."""

import pytest

from hamafza.lib.formats.credit import credited, opening
from hamafza.lib.text.display import display
from hamafza.lib.text.fold import fold
from hamafza.lib.text.halfspace import restore
from hamafza.lib.text.numbers import numbers
from tests.samples.given import given_json

CREDIT = given_json("persian/credit.json")


@pytest.mark.parametrize("case", [case for case in CREDIT if "text" in case], ids=lambda case: case["want"])
def test_the_whole_name_of_who_is_credited_is_read(case):
    assert credited(case["text"]) == case["want"]


@pytest.mark.parametrize(
    "case", [case for case in CREDIT if "want" in case and "lead" in case], ids=lambda case: case["lead"][:20]
)
def test_a_speaker_with_a_name_in_brackets_is_no_network(case):
    assert opening(case["lead"]).end == 0


@pytest.mark.parametrize(
    "case", [case for case in CREDIT if "want_dateline" in case], ids=lambda case: case["lead"]
)
def test_a_place_and_an_agency_before_the_lead_are_read(case):
    found = opening(case["lead"])
    assert (found.dateline, found.agency) == (case["want_dateline"], case.get("want_source"))


@pytest.mark.parametrize("case", given_json("persian/halfspace.json"), ids=lambda case: case["glued"])
def test_a_glued_word_gets_its_half_spaces(case):
    assert restore(display(case["glued"])) == case["want"]


@pytest.mark.parametrize(
    "case", [c for c in given_json("persian/amounts.json") if "words" in c], ids=lambda c: c["words"]
)
def test_an_amount_in_words_has_its_value(case):
    assert [str(number) for number in numbers(fold(case["words"]).split())] == case["want"]
