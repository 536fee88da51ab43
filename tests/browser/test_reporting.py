"""A claim is reported and stands in its room."""

from __future__ import annotations

from typing import Any

from tests.browser.conftest import Screen
from tests.browser.hands import Hands


def test_a_claim_is_reported_with_where_it_was_said(log_in: Any, screen: Screen) -> None:
    claim = f"می‌گویند بیمارستان {screen} بسته شده است"
    officer: Hands = log_in("officer", screen).opens("/desk/incidents/new/")
    officer.write("the claim, word for word", claim)
    officer.write("where", "یک کانال شهری")
    officer.send("Send the report")
    officer.sees(claim)
    officer.sees("یک کانال شهری")
    officer.sees("no unit is answering yet")
    duty: Hands = log_in("head", screen).opens("/desk/incidents/")
    duty.sees(claim)
