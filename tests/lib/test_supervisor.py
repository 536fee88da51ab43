"""Processes that start together, come back when they die, and never outlive their parent."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hamafza.wire.tests.processes import SOURCE, eventually

pytestmark = pytest.mark.slow

SCRIPT = """
import os, signal, sys, time
from pathlib import Path
from hamafza.lib.supervisor import AlreadyRunning, Child, only_server, supervise

folder = Path(sys.argv[1])


def works(name, obedient=True):
    def run():
        def end(*_):
            with open(folder / "order", "a") as order:
                order.write(name + "\\n")
            if obedient:
                sys.exit(0)
        signal.signal(signal.SIGTERM, end)
        (folder / name).write_text(str(os.getpid()))
        while True:
            time.sleep(1)
    return run


program = [sys.executable, "-c", "import os, sys, time; open(sys.argv[1], 'w').write(f'{os.getpid()} ' + os.environ['TOLD']); time.sleep(100)", str(folder / "program")]
children = [
    Child("door", works("door"), stage=0, patience=2),
    Child("worker", works("worker", obedient="stubborn" not in sys.argv), patience=0.5),
    Child("program", program, environment={"TOLD": "secret"}),
]
try:
    with only_server(folder / "run"):
        supervise(children)
except AlreadyRunning as error:
    sys.exit(str(error))
"""


class Supervised:
    def __init__(self, folder: Path, *arguments: str) -> None:
        self.folder = folder
        script = folder / "script.py"
        script.write_text(textwrap.dedent(SCRIPT))
        with open(folder / "said", "w") as said:
            self.process = subprocess.Popen(
                [sys.executable, str(script), str(folder), *arguments],
                env={**os.environ, "PYTHONPATH": SOURCE},
                stderr=said,
            )

    def pid(self, name: str) -> int:
        def told() -> str:
            path = self.folder / name
            return path.read_text() if path.exists() else ""

        return int(eventually(told).split()[0])

    def pids(self) -> list[int]:
        return [self.pid(name) for name in ("door", "worker", "program")]

    def end(self, number: int = signal.SIGTERM) -> float:
        began = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(10)
        return time.monotonic() - began


@pytest.fixture
def supervised(tmp_path: Path) -> Iterator[Supervised]:
    running = Supervised(tmp_path)
    yield running
    running.process.kill()
    running.process.wait(10)


def alive(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def test_functions_and_programs_are_started(supervised: Supervised) -> None:
    assert all(alive(pid) for pid in supervised.pids())
    assert (supervised.folder / "program").read_text().endswith(" secret")


def test_what_a_program_is_told_is_not_on_its_command_line(supervised: Supervised) -> None:
    pid = supervised.pid("program")
    assert b"secret" not in Path(f"/proc/{pid}/cmdline").read_bytes()


def test_a_child_that_dies_is_started_again_and_the_others_go_on(supervised: Supervised) -> None:
    door, worker, _ = supervised.pids()
    os.kill(worker, signal.SIGKILL)
    assert eventually(lambda: supervised.pid("worker") != worker)
    assert alive(door)


def test_a_child_that_keeps_dying_is_started_again_more_and_more_slowly(supervised: Supervised) -> None:
    began = time.monotonic()
    for _ in range(3):
        worker = supervised.pid("worker")
        os.kill(worker, signal.SIGKILL)
        eventually(lambda worker=worker: supervised.pid("worker") != worker)
    assert time.monotonic() - began > 0.1 + 0.5 + 1.0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_everything_ends_in_order(supervised: Supervised, number: int) -> None:
    pids = supervised.pids()
    assert supervised.end(number) < 2
    assert supervised.process.returncode == 0
    assert not any(alive(pid) for pid in pids)
    assert (supervised.folder / "order").read_text().split() == ["door", "worker"]


def test_a_child_that_will_not_end_is_ended(tmp_path: Path) -> None:
    supervised = Supervised(tmp_path, "stubborn")
    pids = supervised.pids()
    assert supervised.end() < 2
    assert not any(alive(pid) for pid in pids)


def test_no_child_outlives_a_parent_that_is_killed(supervised: Supervised) -> None:
    pids = supervised.pids()
    supervised.process.kill()
    supervised.process.wait(10)
    eventually(lambda: not any(alive(pid) for pid in pids), 2)


def test_a_second_server_on_the_same_data_is_told_so(supervised: Supervised, tmp_path: Path) -> None:
    supervised.pids()
    second = Supervised(tmp_path)
    second.process.wait(10)
    said = (tmp_path / "said").read_text()
    assert second.process.returncode == 1
    assert f"process {supervised.process.pid}" in said
    assert str(tmp_path) in said


def test_a_server_starts_right_after_its_predecessor_was_killed(
    supervised: Supervised, tmp_path: Path
) -> None:
    old = supervised.pids()
    (tmp_path / "run" / "bells").mkdir()
    (tmp_path / "run" / "bells" / "stale").touch()
    (tmp_path / "run" / "stream.sock").touch()
    supervised.process.kill()
    supervised.process.wait()
    (tmp_path / "door").unlink()
    heir = Supervised(tmp_path)
    try:
        assert heir.pid("door") not in old
        assert not (tmp_path / "run" / "stream.sock").exists()
        assert not list((tmp_path / "run" / "bells").iterdir())
    finally:
        heir.end()
