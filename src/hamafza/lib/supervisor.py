"""One command, several processes: started together, restarted when they die, stopped in order.

What the parent has imported before `supervise` is shared by the children made from
functions (copy on write), so Django is in memory once. No child outlives the parent,
however the parent ends.
"""

import ctypes
import fcntl
import gc
import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, NoReturn

log = logging.getLogger(__name__)

PAUSES = (0.1, 0.5, 1.0, 2.0, 5.0)  # seconds before a child that keeps dying is started again
ORPHANS = 5.0  # seconds the children of a killed server may take to go
SETTLED = 10.0  # seconds after which a child counts as having started well
_ENDINGS = (signal.SIGTERM, signal.SIGINT)
_AWAITED = {signal.SIGCHLD, *_ENDINGS}
_PR_SET_PDEATHSIG = 1
_PR_SET_NAME = 15
_libc = ctypes.CDLL(None, use_errno=True)


class AlreadyRunning(Exception):
    """Another server works on this data folder; `pid` is its number, or 0 if it did not say."""

    def __init__(self, folder: Path, pid: int) -> None:
        super().__init__(f"a server (process {pid or 'unknown'}) is already running on {folder}")
        self.pid = pid


@dataclass(frozen=True)
class Child:
    """A process to keep alive.

    `run` is a function called in a fork of this process, or the argument list of a program.
    Children of a lower `stage` are stopped first; `patience` is how many seconds they may take.
    """

    name: str
    run: Callable[[], None] | Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    stage: int = 1
    patience: float = 1.0


@dataclass
class _Life:
    child: Child
    pid: int = 0
    born: float = 0.0
    due: float = 0.0
    failures: int = 0
    status: int = 0


@contextmanager
def only_server(run_dir: Path) -> Iterator[None]:
    """Claim the data folder for this process and its children, and clear what a killed server left.

    Children hold the claim too, so nobody starts beside those of a parent that was just killed.
    Raises AlreadyRunning.
    """
    run_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(run_dir / "server.lock", "a+") as held:
        _claim(held, run_dir.parent)
        held.truncate(0)
        held.write(f"{os.getpid()}\n")
        held.flush()
        for stale in [*run_dir.glob("*.sock"), *run_dir.glob("bells/*")]:
            stale.unlink(missing_ok=True)
        yield


def _claim(held: IO[str], folder: Path) -> None:
    deadline = time.monotonic() + ORPHANS
    while True:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            held.seek(0)
            text = held.read().strip()
            pid = int(text) if text.isdigit() else 0
            if _alive(pid) or time.monotonic() > deadline:
                raise AlreadyRunning(folder, pid) from None
            time.sleep(0.02)  # its children are on their way out


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return pid > 0


def supervise(children: Sequence[Child]) -> None:
    """Run until SIGTERM or SIGINT, then stop the children stage by stage."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _AWAITED)
    try:
        gc.collect()
        gc.freeze()  # a collection in a child would copy every page of what is shared
        lives = [_Life(child) for child in children]
        _keep_alive(lives)
        _stop(lives)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _keep_alive(lives: list[_Life]) -> None:
    while True:
        now = time.monotonic()
        for life in lives:
            if not life.pid and life.due <= now:
                _start(life)
        waiting = [life.due - now for life in lives if not life.pid]
        received = signal.sigtimedwait(_AWAITED, max(0.0, min(waiting, default=3600.0)))
        if received is not None and received.si_signo in _ENDINGS:
            return
        for life in lives:
            if _has_ended(life):
                _plan_restart(life)


def _plan_restart(life: _Life) -> None:
    now = time.monotonic()
    if now - life.born > SETTLED:
        life.failures = 0
    pause = PAUSES[min(life.failures, len(PAUSES) - 1)]
    if life.status == 0 and not life.failures:
        life.due = now + pause  # it has ended of its own will, as a worker does that has grown
        log.debug("%s makes room for a new one", life.child.name)
        return
    life.failures += 1
    life.due = now + pause
    log.warning("%s ended unexpectedly; starting it again in %.1f s", life.child.name, pause)


def _has_ended(life: _Life) -> bool:
    if not life.pid:
        return False
    pid, status = os.waitpid(life.pid, os.WNOHANG)
    if pid:
        life.pid, life.status = 0, os.waitstatus_to_exitcode(status)
    return bool(pid)


def _stop(lives: list[_Life]) -> None:
    for stage in sorted({life.child.stage for life in lives}):
        group = [life for life in lives if life.child.stage == stage and life.pid]
        for life in group:
            os.kill(life.pid, signal.SIGTERM)
        _await_end(group, max((life.child.patience for life in group), default=0.0))


def _await_end(group: list[_Life], patience: float) -> None:
    deadline = time.monotonic() + patience
    while any(life.pid for life in group) and (left := deadline - time.monotonic()) > 0:
        signal.sigtimedwait({signal.SIGCHLD}, left)
        for life in group:
            _has_ended(life)
    for life in group:
        if life.pid:
            log.warning("%s did not stop in time", life.child.name)
            os.kill(life.pid, signal.SIGKILL)
            os.waitpid(life.pid, 0)
            life.pid = 0


def _start(life: _Life) -> None:
    parent = os.getpid()
    sys.stdout.flush()
    sys.stderr.flush()
    life.born = time.monotonic()
    life.pid = os.fork()
    if life.pid == 0:
        _become(life.child, parent)


def die_with(parent: int) -> None:
    """Tie the life of this process to that of its parent, which may be dead already."""
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def _become(child: Child, parent: int) -> NoReturn:
    """The rest of a child's life. It ends with its parent, even when that is killed outright."""
    code = 1
    try:
        die_with(parent)
        _libc.prctl(_PR_SET_NAME, f"hamafza {child.name}".encode(), 0, 0, 0)  # as `top` shows it
        os.setpgid(0, 0)  # Ctrl-C is for the parent, which stops the children in order
        for number in _ENDINGS:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _AWAITED)
        if callable(child.run):
            os.environ.update(child.environment)
            child.run()
            code = 0
        else:
            os.execve(child.run[0], list(child.run), {**os.environ, **child.environment})  # noqa: S606
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 1
    except BaseException:
        log.exception("%s failed", child.name)
    finally:
        with suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)
