"""The command line: what it understands. What the commands do stands in `commands`.

Django is set up only by commands that need it, so that the others answer at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from hamafza import __version__
from hamafza.project.failures import Failure, UnusableInput
from hamafza.project.words import gettext as _

if TYPE_CHECKING:
    from hamafza.project.environment import Environment

Command = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Exit status: 0 done, 1 failed, 2 unusable input."""
    arguments = parser().parse_args(argv)
    command: Command = arguments.run
    try:
        return command(arguments)
    except Failure as failure:
        print(f"hamafza: {failure}", file=sys.stderr)
        return failure.status
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader has seen enough
        return 0
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="hamafza", description=_("Hamafza, a networked newsroom for public-relations offices.")
    )
    top.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = top.add_subparsers(required=True, metavar=_("COMMAND"))

    def add(name: str, run: Command, about: str, details: str = "") -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=about, description=f"{about} {details}".strip())
        command.set_defaults(run=run)
        return command

    add("version", version, _("Print the version."))
    add_running(add)
    add_network(add)
    add_content(add)
    add_search(add)
    add_wire(add("wire", wire, _("Show the event ledger and its consumers.")))
    return top


def add_running(add: Callable[..., argparse.ArgumentParser]) -> None:
    command = add("serve", serve, _("Prepare what is missing and run until stopped."))
    command.add_argument(
        "--demo", action="store_true", help=_("set up the demo network in a new data folder")
    )
    command = add("setup-database", setup_database, _("Create or update the database and the static files."))
    command.add_argument("--tables", action="store_true", help=_("only the database"))
    command = add("check", check, _("Check settings, data folder, database, clock and disk."))
    command.add_argument(
        "--deploy", action="store_true", help=_("also check whether it is ready for use from other machines")
    )
    add_keeping(add)


def add_keeping(add: Callable[..., argparse.ArgumentParser]) -> None:
    command = add(
        "backup",
        of("backup", "run", "file"),
        _("Write database, files and keys into FILE while everything runs."),
        _("Whoever has this file can act as this installation; only its owner may read it."),
    )
    command.add_argument("file", metavar="FILE", type=Path)
    command = add(
        "restore",
        of("backup", "restore", "file", "force"),
        _("Take in the backup FILE; the server must not run."),
    )
    command.add_argument("file", metavar="FILE", type=Path)
    command.add_argument("--force", action="store_true", help=_("replace what is here; it is set aside"))
    command = add(
        "move-to-postgres",
        of("backup", "move_to_postgres", "url"),
        _("Copy the network into the empty PostgreSQL database URL and compare all rows."),
        _("The server must not run. SQLite's file stays as it is."),
    )
    command.add_argument("url", metavar="URL")
    add(
        "move-to-sqlite",
        of("backup", "move_to_sqlite"),
        _("Copy the network from PostgreSQL into the data folder and compare all rows."),
        _("The server must not run. PostgreSQL's database stays as it is."),
    )


def add_network(add: Callable[..., argparse.ArgumentParser]) -> None:
    add("demo", demo, _("Set up the demo network in a new data folder."))
    command = add(
        "drill",
        drill,
        _("Play a false claim in the demo network, as an exercise, and print its timeline."),
    )
    command.add_argument("--units", type=int, default=20, help=_("how many units take part (20)"))
    command.add_argument("--pace", type=float, default=0.0, help=_("seconds between two steps (0)"))
    command = add("rehearse", rehearse, _("Play a room's story in the demo network, and print its timeline."))
    command.add_argument("room", choices=["council"], help=_("which room"))
    command.add_argument("--pace", type=float, default=0.0, help=_("seconds between two steps (0)"))
    add("demo-logins", demo_logins, _("Print the log-ins of the demo network."))
    command = add("token", token, _("Print a new key for programs that act as USERNAME."))
    command.add_argument("username", metavar="USERNAME")
    command.add_argument("--label", default="", help=_("what the key is for"))
    command.add_argument("--read-only", action="store_true", help=_("the key changes nothing"))
    command.add_argument("--days", type=int, default=365, help=_("how long it works (365)"))
    command = add("keys", list_keys, _("List the keys of USERNAME, or end them."))
    command.add_argument("username", metavar="USERNAME")
    command.add_argument("--revoke", type=int, metavar="NUMBER", help=_("end this one"))
    command.add_argument("--revoke-all", action="store_true", help=_("end them all"))
    command = add(
        "make-admin", of("accounts", "make_admin", "username"), _("Make USERNAME an administrator.")
    )
    command.add_argument("username", metavar="USERNAME")
    add("people", of("accounts", "people"), _("List who has an account."))
    command = add(
        "set-password",
        of("accounts", "set_password", "username", "generate"),
        _("Give USERNAME a new password and end their sessions."),
        _("It is asked for on a terminal, or read from standard input."),
    )
    command.add_argument("username", metavar="USERNAME")
    command.add_argument("--generate", action="store_true", help=_("make a password and print it"))
    command = add(
        "erase-words",
        of("accounts", "erase_words", "username", "reason", "yes"),
        _("Erase names, addresses and free text about USERNAME from the audit trail."),
        _("Who did what and when stays. It asks before it erases."),
    )
    command.add_argument("username", metavar="USERNAME")
    command.add_argument("--reason", required=True, help=_("why; it is written into the trail"))
    command.add_argument("--yes", action="store_true", help=_("do not ask"))
    command = add("import-network", import_network, _("Import units and people from a CSV or XLSX file."))
    command.add_argument("file", metavar="FILE", type=Path)
    command.add_argument("--dry-run", action="store_true", help=_("only show what would change"))


def add_content(add: Callable[..., argparse.ArgumentParser]) -> None:
    command = add(
        "import-page",
        import_page,
        _("Read a news page (text or HTML, - for standard input) and import it."),
        _("With --json and without --unit nothing is stored; the fields of the page are only printed."),
    )
    command.add_argument("file", metavar="FILE")
    command.add_argument(
        "--unit", metavar="CODE", help=_("the unit that the item belongs to; default: the centre")
    )
    command.add_argument("--json", action="store_true", help=_("print the fields of the page as JSON"))
    how = command.add_mutually_exclusive_group()
    how.add_argument(
        "--publish",
        dest="publish",
        action="store_true",
        default=None,
        help=_("publish it; not possible if the unit needs a check by a second person"),
    )
    how.add_argument(
        "--draft",
        dest="publish",
        action="store_false",
        help=_("keep it as a draft; default: published if the unit publishes without a check"),
    )
    command = add("text", text, _("Read lines from standard input and print one JSON object for each."))
    command.add_argument("what", choices=["normalise", "fold", "tokens", "dates"])
    command = add("verify", verify, _("Check whether a text from standard input is official or altered."))
    command.add_argument("--json", action="store_true", help=_("print the answer as JSON"))
    add("rebuild-fingerprints", rebuild_fingerprints, _("Rebuild the index of “verify” while Hamafza runs."))


def add_search(add: Callable[..., argparse.ArgumentParser]) -> None:
    command = add("search", search, _("Search items as readers do."))
    command.add_argument("query", metavar="QUERY")
    command.add_argument("--json", action="store_true", help=_("print the results as JSON"))
    command.add_argument("--as", dest="as_", metavar="USERNAME", help=_("search what this person can see"))
    command.add_argument("--size", type=int, default=20, help=_("how many items (20, at most 1000)"))
    command.add_argument("--after", default="", metavar="CURSOR", help=_("continue after a page"))
    command.add_argument("--facets", action="store_true", help=_("also count units, topics, kinds and dates"))
    add("learn-spelling", learn_spelling, _("Learn half-spaces again from published items."))
    command = add("rebuild-index", rebuild_index, _("Rebuild the search index while Hamafza runs."))
    command.add_argument(
        "--from-scratch",
        action="store_true",
        help=_("empty it first; search finds fewer items until it is full"),
    )


def add_wire(command: argparse.ArgumentParser) -> None:
    parts = command.add_subparsers(dest="what", required=True, metavar=_("PART"))
    tail = parts.add_parser("tail", help=_("print the latest events, one JSON object a line"))
    tail.add_argument("-n", dest="count", type=int, default=20, help=_("how many events (20)"))
    tail.add_argument("-f", "--follow", action="store_true", help=_("continue with new events"))
    parts.add_parser("consumers", help=_("how far each consumer of the ledger has got"))
    parts.add_parser("parked", help=_("events that a consumer could not handle"))
    retry = parts.add_parser("retry", help=_("try parked events again"))
    retry.add_argument("id", nargs="*", type=int, help=_("number of a parked event; default: all"))
    drop = parts.add_parser("drop", help=_("delete parked events for good"))
    drop.add_argument("id", nargs="+", type=int, help=_("number of a parked event"))
    replay = parts.add_parser("replay", help=_("let a consumer handle events again"))
    replay.add_argument("consumer", metavar="CONSUMER")
    replay.add_argument("--from", dest="start", metavar="POS", required=True, help=_("the first of them"))
    park = parts.add_parser("park", help=_("set aside the event that a consumer is stuck on"))
    park.add_argument("consumer", metavar="CONSUMER")
    parts.add_parser("new-epoch", help=_("after a restore: reload every screen"))


def of(module: str, name: str, *given: str) -> Command:
    """The function of a module in `commands`, which is imported after Django is set up, and called with what was given."""

    def run(arguments: argparse.Namespace) -> int:
        start_django()
        function = getattr(import_module(f"hamafza.project.commands.{module}"), name)
        status: int = function(**{one: getattr(arguments, one) for one in given})
        return status

    return run


# The commands. Those with Django import their module after it is set up.


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
    from hamafza.demo.logins import show
    from hamafza.project.commands.checkup import refuse_to_serve
    from hamafza.project.commands.database import set_up
    from hamafza.project.progress import kept_saying, say

    refuse_to_serve(environment, demo=True)
    set_up()
    with kept_saying():
        built = build(say)
    if not built:
        raise Failure(_("This data folder already holds another network. Use a new one for the demo."))
    show()
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
    from hamafza.demo.logins import show

    if not show():
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


if __name__ == "__main__":
    sys.exit(main())
