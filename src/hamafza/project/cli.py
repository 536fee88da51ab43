"""The command line: what it understands. `running` says what each command runs."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from hamafza import __version__
from hamafza.project import running
from hamafza.project.failures import Failure
from hamafza.project.words import gettext as _


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Exit status: 0 done, 1 failed, 2 unusable input."""
    arguments = parser().parse_args(argv)
    command: running.Command = arguments.run
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

    def add(name: str, run: running.Command, about: str, details: str = "") -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=about, description=f"{about} {details}".strip())
        command.set_defaults(run=run)
        return command

    add("version", running.version, _("Print the version."))
    add_running(add)
    add_network(add)
    add_content(add)
    add_search(add)
    add_wire(add("wire", running.wire, _("Show the event ledger and its consumers.")))
    return top


def add_running(add: Callable[..., argparse.ArgumentParser]) -> None:
    command = add("serve", running.serve, _("Prepare what is missing and run until stopped."))
    command.add_argument(
        "--demo", action="store_true", help=_("set up the demo network in a new data folder")
    )
    command = add(
        "setup-database", running.setup_database, _("Create or update the database and the static files.")
    )
    command.add_argument("--tables", action="store_true", help=_("only the database"))
    command = add("check", running.check, _("Check settings, data folder, database, clock and disk."))
    command.add_argument(
        "--deploy", action="store_true", help=_("also check whether it is ready for use from other machines")
    )
    add_keeping(add)


def add_keeping(add: Callable[..., argparse.ArgumentParser]) -> None:
    command = add(
        "backup",
        running.command_of("backup", "run", "file"),
        _("Write database, files and keys into FILE while everything runs."),
        _("Whoever has this file can act as this installation; only its owner may read it."),
    )
    command.add_argument("file", metavar="FILE", type=Path)
    command = add(
        "restore",
        running.command_of("backup", "restore", "file", "force"),
        _("Take in the backup FILE; the server must not run."),
    )
    command.add_argument("file", metavar="FILE", type=Path)
    command.add_argument("--force", action="store_true", help=_("replace what is here; it is set aside"))
    command = add(
        "move-to-postgres",
        running.command_of("backup", "move_to_postgres", "url"),
        _("Copy the network into the empty PostgreSQL database URL and compare all rows."),
        _("The server must not run. SQLite's file stays as it is."),
    )
    command.add_argument("url", metavar="URL")
    add(
        "move-to-sqlite",
        running.command_of("backup", "move_to_sqlite"),
        _("Copy the network from PostgreSQL into the data folder and compare all rows."),
        _("The server must not run. PostgreSQL's database stays as it is."),
    )


def add_network(add: Callable[..., argparse.ArgumentParser]) -> None:
    add("demo", running.demo, _("Set up the demo network in a new data folder."))
    command = add(
        "drill",
        running.drill,
        _("Play a false claim in the demo network, as an exercise, and print its timeline."),
    )
    command.add_argument("--units", type=int, default=20, help=_("how many units take part (20)"))
    command.add_argument("--pace", type=float, default=0.0, help=_("seconds between two steps (0)"))
    command = add(
        "rehearse", running.rehearse, _("Play a room's story in the demo network, and print its timeline.")
    )
    command.add_argument("room", choices=["council"], help=_("which room"))
    command.add_argument("--pace", type=float, default=0.0, help=_("seconds between two steps (0)"))
    add("demo-logins", running.demo_logins, _("Print the log-ins of the demo network."))
    command = add("token", running.token, _("Print a new key for programs that act as USERNAME."))
    command.add_argument("username", metavar="USERNAME")
    command.add_argument("--label", default="", help=_("what the key is for"))
    command.add_argument("--read-only", action="store_true", help=_("the key changes nothing"))
    command.add_argument("--days", type=int, default=365, help=_("how long it works (365)"))
    command = add("keys", running.list_keys, _("List the keys of USERNAME, or end them."))
    command.add_argument("username", metavar="USERNAME")
    command.add_argument("--revoke", type=int, metavar="NUMBER", help=_("end this one"))
    command.add_argument("--revoke-all", action="store_true", help=_("end them all"))
    command = add(
        "make-admin",
        running.command_of("accounts", "make_admin", "username"),
        _("Make USERNAME an administrator."),
    )
    command.add_argument("username", metavar="USERNAME")
    add("people", running.command_of("accounts", "people"), _("List who has an account."))
    command = add(
        "set-password",
        running.command_of("accounts", "set_password", "username", "generate"),
        _("Give USERNAME a new password and end their sessions."),
        _("It is asked for on a terminal, or read from standard input."),
    )
    command.add_argument("username", metavar="USERNAME")
    command.add_argument("--generate", action="store_true", help=_("make a password and print it"))
    command = add(
        "erase-words",
        running.command_of("accounts", "erase_words", "username", "reason", "yes"),
        _("Erase names, addresses and free text about USERNAME from the audit trail."),
        _("Who did what and when stays. It asks before it erases."),
    )
    command.add_argument("username", metavar="USERNAME")
    command.add_argument("--reason", required=True, help=_("why; it is written into the trail"))
    command.add_argument("--yes", action="store_true", help=_("do not ask"))
    command = add(
        "import-network", running.import_network, _("Import units and people from a CSV or XLSX file.")
    )
    command.add_argument("file", metavar="FILE", type=Path)
    command.add_argument("--dry-run", action="store_true", help=_("only show what would change"))


def add_content(add: Callable[..., argparse.ArgumentParser]) -> None:
    command = add(
        "import-page",
        running.import_page,
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
    command = add(
        "text", running.text, _("Read lines from standard input and print one JSON object for each.")
    )
    command.add_argument("what", choices=["normalise", "fold", "tokens", "dates"])
    command = add(
        "verify", running.verify, _("Check whether a text from standard input is official or altered.")
    )
    command.add_argument("--json", action="store_true", help=_("print the answer as JSON"))
    add(
        "rebuild-fingerprints",
        running.rebuild_fingerprints,
        _("Rebuild the index of “verify” while Hamafza runs."),
    )


def add_search(add: Callable[..., argparse.ArgumentParser]) -> None:
    command = add("search", running.search, _("Search items as readers do."))
    command.add_argument("query", metavar="QUERY")
    command.add_argument("--json", action="store_true", help=_("print the results as JSON"))
    command.add_argument("--as", dest="as_", metavar="USERNAME", help=_("search what this person can see"))
    command.add_argument("--size", type=int, default=20, help=_("how many items (20, at most 1000)"))
    command.add_argument("--after", default="", metavar="CURSOR", help=_("continue after a page"))
    command.add_argument("--facets", action="store_true", help=_("also count units, topics, kinds and dates"))
    add("learn-spelling", running.learn_spelling, _("Learn half-spaces again from published items."))
    command = add("rebuild-index", running.rebuild_index, _("Rebuild the search index while Hamafza runs."))
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


if __name__ == "__main__":
    sys.exit(main())
