"""`hamafza serve`: make ready what is missing, then run the door, the stream and the worker."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from socket import socket

from hamafza.door.config import DoorConfig
from hamafza.door.serve import AddressInUse, listen, run_door
from hamafza.lib.supervisor import AlreadyRunning, Child, only_server, supervise
from hamafza.project.environment import Environment
from hamafza.project.failures import Failure
from hamafza.project.logs import record_to_stdout
from hamafza.project.progress import kept_saying, say
from hamafza.project.words import gettext as _
from hamafza.wire import trace
from hamafza.wire.carrier.config import CarrierConfig
from hamafza.wire.stream.__main__ import run as run_stream
from hamafza.wire.stream.config import StreamConfig

log = logging.getLogger(__name__)

WORKER_GROWTH = (
    8 * 1024 * 1024
)  # bytes, less than the word lists take, after which an idle worker makes room for a slim one


def serve(environment: Environment, *, demo: bool = False) -> int:
    """Run until SIGTERM or SIGINT; the exit status is 0, or 1 if the start was refused.

    Django is set up by the caller. With `demo`, a new data folder gets the demo network first.
    """
    try:
        with only_server(environment.run_dir):
            listening = listen(environment.host, environment.port)
            live = listen(environment.host, environment.stream_port) if environment.stream_port else None
            if not made_ready(environment, demo=demo):
                return 1
            supervise(children(environment, listening, live))
    except AlreadyRunning as refusal:
        print(f"hamafza: {refusal}", file=sys.stderr)
        return 1
    except AddressInUse as refusal:
        print(
            f"hamafza: {refusal} Set HAMAFZA_PORT (or HAMAFZA_STREAM_PORT) to a free port.", file=sys.stderr
        )
        return 1
    return 0


def made_ready(environment: Environment, *, demo: bool) -> bool:
    """Make ready in a process of its own, so that what it needs of memory is not kept for ever."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            make_ready(environment, demo=demo)
            code = 0
        except Failure as failure:
            print(f"hamafza: {failure}", file=sys.stderr)
        except Exception:
            log.exception("The start failed")
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    load_what_is_shared()  # meanwhile
    _pid, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        return False
    load_application()
    return True


def load_what_is_shared() -> None:
    """What door and worker need is loaded before they are made: memory is shared until it is written to."""
    from django.urls import get_resolver

    from hamafza.wire.worker import discover

    discover()
    get_resolver().reverse_dict  # noqa: B018 - every room's views, and the names of their addresses


def load_application() -> None:
    """It looks at the static files, so they must be there."""
    import hamafza.project.wsgi  # noqa: F401

    record_to_stdout()  # after it: setting Django up configures all logging anew


def make_ready(environment: Environment, *, demo: bool) -> None:
    """Database, static files and, if asked, the demo; then say where to go."""
    from hamafza.demo.logins import print_logins
    from hamafza.project.commands.database import make_tables, static_files
    from hamafza.wire.rebooting import notice_reboot

    with kept_saying(), static_files():
        make_tables()
        notice_reboot(environment.data)
        if demo:
            from hamafza.demo.build import build

            build(say)
    if demo:
        print_logins()
    say(_("Ready. Ctrl+C stops Hamafza."))
    print(*addresses(environment.base_url), sep="\n", flush=True)


def addresses(site: str) -> list[str]:
    """Where readers and where staff go."""
    return [
        _("The public network: %(address)s") % {"address": f"{site}/"},
        _("The desk, for staff: %(address)s") % {"address": f"{site}/desk/"},
    ]


def children(environment: Environment, listening: socket, live: socket | None = None) -> list[Child]:
    """Forks of this process, so what they have in common is in memory once. The stream never touches Django."""
    from django.conf import settings

    ledger = environment.database_url or str(environment.data / "hamafza.sqlite3")
    stream = StreamConfig(
        run_dir=str(environment.run_dir),
        ledger=ledger,
        anonymous_total=environment.public_streams,
        anonymous_per_address=environment.public_streams_per_address,
        per_person=environment.streams_per_person,
        listening=live.fileno() if live is not None else -1,
        ticket_key=settings.TICKET_KEY,
        trusted_proxies=environment.proxies(),
        traces=environment.traces,
    )
    carriers = [carrier(environment, ledger)] if environment.nats_url else []
    return [
        *carriers,
        Child("door", lambda: door(environment, listening, ledger), stage=1, patience=5),
        Child("worker", lambda: worker(environment), stage=1, patience=5),
        Child("stream", lambda: run_stream(stream), stage=2, patience=2),
    ]


def carrier(environment: Environment, ledger: str) -> Child:
    """The process that speaks to NATS; the only one that loads its client."""
    config = CarrierConfig(
        run_dir=str(environment.run_dir),
        ledger=ledger,
        servers=environment.nats_url,
        site=environment.site,
        copies=environment.nats_copies,
    )
    program = [sys.executable, "-m", "hamafza.wire.carrier"]
    return Child("carrier", program, environment=config.environment(), stage=2, patience=1)


def door(environment: Environment, listening: socket, ledger: str) -> None:
    from django.conf import settings

    from hamafza.project.wsgi import application

    if environment.traces:
        trace.switch_on(environment.traces, "door")
    config = DoorConfig(
        host=environment.host,
        port=environment.port,
        run_dir=environment.run_dir,
        ledger=ledger,
        ticket_key=settings.TICKET_KEY,
        threads=environment.web_threads,
        body_limit=(environment.upload_limit_mb + 2) * 1024 * 1024,
        trusted_proxies=environment.proxies(),
        show_cache=environment.debug,
    )
    run_door(config, application, listening)


def worker(environment: Environment) -> None:
    from hamafza.wire.worker import run

    if environment.traces:
        trace.switch_on(environment.traces, "worker")
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    run(stop, growth=WORKER_GROWTH)
