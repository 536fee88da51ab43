"""A work from the form to the achievement, and a report that is handed in, by hands."""

from __future__ import annotations

from typing import Any

from tests.browser.conftest import Screen
from tests.browser.hands import Hands


def test_a_work_is_entered_moved_finished_and_told(log_in: Any, screen: Screen) -> None:
    title = f"کارگاه سیار {screen}"
    officer: Hands = log_in("officer", screen).opens("/desk/works/")
    officer.send("Enter a work")
    officer.write("what is done", title)
    officer.write("for whom", "روستاییان")
    officer.write("promised day", "1420/01/10")
    officer.send("Enter the work")
    officer.sees(title)
    officer.at("#do-progress").write("share done, in percent", "40")
    officer.send("Save the share")
    officer.sees("The share done was changed.")
    officer.tap(officer.place.locator("#do-finish > summary"))
    officer.send(officer.place.locator("#do-finish button"))
    officer.sees("The work was finished.")
    officer.send("Make an achievement of it")
    officer.sees(title)
    officer.sees("A draft of an achievement was made.")


def test_a_report_gets_words_and_is_handed_in(log_in: Any, screen: Screen) -> None:
    officer: Hands = log_in("officer", screen).opens("/desk/reports/")
    officer.send("last month")
    officer.tap(officer.place.locator("#group-asks summary"))
    officer.at("#group-asks").write("your words beside the numbers", f"یک دوربین برای {screen}")
    officer.send(officer.place.locator("#group-asks button"))
    officer.sees("Your words stand beside the numbers.")
    button = "Hand the report in"
    if officer.place.get_by_label(officer.say("what is different from the version before")).count():
        officer.write("what is different from the version before", f"خواسته {screen}")
        button = "Hand in a new version"
    officer.send(officer.place.locator("#hand-in button", has_text=officer.say(button)))
    officer.sees("The report was handed in.")
    officer.sees(f"یک دوربین برای {screen}")
