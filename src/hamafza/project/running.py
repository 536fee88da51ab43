"""What each command runs. Those with Django import their module after it is set up; the others answer at once."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from hamafza import __version__
from hamafza.project.failures import Failure, UnusableInput
from hamafza.project.words import gettext as _

if TYPE_CHECKING:
    from hamafza.project.environment import Environment

Command = Callable[[argparse.Namespace], int]


def command_of(module: str, name: str, *given: str) -> Command:
    """The function of a module in `commands`, which is imported after Django is set up, and called with what was given."""

    def run(arguments: argparse.Namespace) -> int:
        start_django()
        function = getattr(import_module(f"hamafza.project.commands.{module}"), name)
        status: int = function(**{one: getattr(arguments, one) for one in given})
        return status

    return run


def version(_arguments: argparse.Namespace) -> int:
    print(__version__)
    return 0


def text(arguments: argparse.Namespace) -> int:
    from hamafza.lib.commands import text_command

    if sys.stdin.encoding.lower() != "utf-8":
        sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        return text_command(arguments.what, sys.stdin, sys.stdout)
    except UnicodeDecodeError as error:
        raise UnusableInput(_("The input is not UTF-8 text.")) from error


def verify(arguments: argparse.Namespace) -> int:
    start_django()
    from hamafza.project.commands.verify import check as check_text

    return check_text(as_json=arguments.json)


def rebuild_fingerprints(_arguments: argparse.Namespace) -> int:
    start_django()
    from hamafza.project.commands.verify import rebuild

    return rebuild()


def import_page(arguments: argparse.Namespace) -> int:
    from hamafza.project.commands import page

    if arguments.json and arguments.unit is None:
        return page.show(arguments.file)
    start_django()
    return page.take_in(
        arguments.file, unit=arguments.unit, publish=arguments.publish, as_json=arguments.json
    )


def serve(arguments: argparse.Namespace) -> int:
    if os.environ.get("HAMAFZA_LOG_FORMAT") == "json":
        from hamafza.project.logs import only_json

        only_json()
    from hamafza.project.progress import kept_saying, say

    say(_("Starting Hamafza."))
    with kept_saying():
        environment = start_django()
        from hamafza.project.commands.checkup import refuse_to_serve
        from hamafza.project.serve import serve as run

    refuse_to_serve(environment, demo=arguments.demo)
    return run(environment, demo=arguments.demo)


def setup_database(arguments: argparse.Namespace) -> int:
    start_django()
    from hamafza.project.commands import database

    database.make_tables() if arguments.tables else database.set_up()
    return 0


def check(arguments: argparse.Namespace) -> int:
    environment = start_django()
    from hamafza.project.commands.checkup import run

    return run(environment, deploy=arguments.deploy)


def demo(_arguments: argparse.Namespace) -> int:
    environment = start_django()
    from hamafza.demo.build import build
    from hamafza.demo.logins import print_logins
    from hamafza.project.commands.checkup import refuse_to_serve
    from hamafza.project.commands.database import set_up
    from hamafza.project.progress import kept_saying, say

    refuse_to_serve(environment, demo=True)
    set_up()
    with kept_saying():
        built = build(say)
    if not built:
        raise Failure(_("This data folder already holds another network. Use a new one for the demo."))
    print_logins()
    return 0


def drill(arguments: argparse.Namespace) -> int:
    environment = start_django()
    from hamafza.project.commands.drill import run

    return played(partial(run, port=environment.port, units=arguments.units, pace=arguments.pace))


def rehearse(arguments: argparse.Namespace) -> int:
    environment = start_django()
    from hamafza.project.commands.rehearse import run

    return played(partial(run, port=environment.port, pace=arguments.pace))


def played(play: Callable[[], None]) -> int:
    from hamafza.demo.staging import Failed
    from hamafza.project.commands.drill import NotRunning, NotTheDemo

    try:
        play()
    except NotTheDemo:
        raise Failure(_("The drill runs only on the demo network.")) from None
    except NotRunning:
        raise Failure(
            _("The demo is not running. Start it with ./run, then start the drill in another terminal.")
        ) from None
    except Failed as failed:
        raise Failure(str(failed)) from None
    return 0


def demo_logins(_arguments: argparse.Namespace) -> int:
    start_django()
    from hamafza.demo.logins import print_logins

    if not print_logins():
        raise Failure(_("This data folder has no demo log-ins."))
    return 0


def token(arguments: argparse.Namespace) -> int:
    start_django()
    from hamafza.project.commands import people as keys

    scope = "read" if arguments.read_only else "write"
    return keys.token(arguments.username, arguments.label, scope, arguments.days)


def list_keys(arguments: argparse.Namespace) -> int:
    start_django()
    from hamafza.project.commands import people as keys

    return keys.keys(arguments.username, revoke=arguments.revoke, revoke_all=arguments.revoke_all)


def import_network(arguments: argparse.Namespace) -> int:
    start_django()
    from hamafza.project.commands import people as network

    return network.import_network(arguments.file, dry_run=arguments.dry_run)


def search(arguments: argparse.Namespace) -> int:
    start_django()
    from hamafza.project.commands.search import find

    return find(
        arguments.query,
        as_=arguments.as_,
        size=arguments.size,
        after=arguments.after,
        as_json_=arguments.json,
        facets=arguments.facets,
    )


def learn_spelling(_arguments: argparse.Namespace) -> int:
    start_django()
    from hamafza.project.commands.search import learn

    return learn()


def rebuild_index(arguments: argparse.Namespace) -> int:
    start_django()
    from hamafza.project.commands.search import rebuild

    return rebuild(from_scratch=arguments.from_scratch)


def wire(arguments: argparse.Namespace) -> int:
    start_django()
    from hamafza.project.commands import ledger

    return ledger.run(arguments)


def start_django() -> Environment:
    """Set Django up with this process's settings; a wrong setting is told in one line."""
    from hamafza.project.start import start

    return start()
