"""A first start as whoever runs it sees it: what is done, with seconds; then who can log in, and where to go."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from tests.server import free_port, own_database

from hamafza.project import progress

ROOT = Path(__file__).parents[4]
NAMES = ["officer", "colleague", "trusted", "editor", "head", "secretary", "observer", "admin", "outsider"]
LINE = re.compile(r"^ *(\d+\.\d) s  \S")


@contextmanager
def started(data: Path, port: int) -> Iterator[tuple[list[str], list[str]]]:
    """What `serve --demo` says and answers until it is ready; both are pipes, no terminal."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("HAMAFZA_", "DJANGO_", "DATABASE_"))}
    with own_database() as database_url:
        environment = {
            **kept,
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
            "HAMAFZA_DATA": str(data),
            "HAMAFZA_PORT": str(port),
            "HAMAFZA_LANGUAGE": "en",
            **({"DATABASE_URL": database_url} if database_url else {}),
        }
        command = [sys.executable, "-m", "hamafza.project.cli", "serve", "--demo"]
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert process.stdout
        assert process.stderr
        try:
            said = until(process.stderr, "Ready")
            answered = until(process.stdout, "/desk/")
            yield said, answered
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=30)


def until(stream: Iterator[str], word: str) -> list[str]:
    lines = []
    for line in stream:
        lines.append(line.rstrip("\n"))
        if word in line:
            return lines
    raise AssertionError("\n".join(lines))


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_first_start_says_what_it_does_and_who_can_log_in(tmp_path: Path) -> None:
    port = free_port()
    with started(tmp_path / "data", port) as (said, answered):
        shown = [LINE.match(line) for line in said]
        assert all(shown), said
        seconds = [float(match[1]) for match in shown if match]
        assert seconds == sorted(seconds)
        words = "\n".join(said)
        for step in ("tables", "style sheets", "600 units", "calls, claims", "search and verification"):
            assert step in words
        gaps = [after - before for before, after in zip(seconds, seconds[1:], strict=False)]
        assert max(gaps) < 6 * progress.SILENCE, words
        assert answered[0].split() == ["name", "password", "role", "unit"]
        rows = [line for line in answered[1:-2] if not line.startswith(" ")]
        passwords = json.loads((tmp_path / "data/demo-logins.json").read_text())
        assert [row.split()[:2] for row in rows] == [[name, passwords[name]] for name in NAMES]
        tries = [line for line in answered[1:-2] if line.startswith(" ")]
        assert len(tries) == 2 * len(NAMES)
        assert all(re.search("[آ-ی]", line) for line in tries[1::2])
        assert f"http://127.0.0.1:{port}/" in answered[-2]
        assert answered[-1].endswith(f"http://127.0.0.1:{port}/desk/")
        assert_can_log_in(port, "officer", passwords["officer"])


def assert_can_log_in(port: int, name: str, password: str) -> None:
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30, follow_redirects=True) as client:
        form = client.get("/accounts/login/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form.text)
        assert token
        data = {"login": name, "password": password, "csrfmiddlewaretoken": token[1]}
        answer = client.post("/accounts/login/", data=data, headers={"Referer": str(form.url)})
        assert answer.url.path == "/desk/"


def test_a_long_step_is_named_again_and_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard, told = socket.socketpair()
    monkeypatch.setattr(progress, "SILENCE", 0.05)
    monkeypatch.setattr(progress, "tell", lambda what: told.send(f"{what}\n".encode()))
    with progress.kept_saying(), heard.makefile() as lines:
        progress.say("Making the tables.")
        assert until(lines, "… Making the tables.")  # comes although nothing else is said
        assert until(lines, "… Making the tables.")
    heard.close()
    told.close()


def test_lines_are_in_the_language_of_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "language", lambda: "fa")
    progress.say("جدول‌ها")
    assert re.match(r"^ *[۰-۹]+٫?\.?[۰-۹] ", capsys.readouterr().err)


# The script


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A copy of `run` with an environment whose programs only note how they were called."""
    for folder in ("requirements", ".venv/bin", "src"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("run", "pyproject.toml", "requirements/run.txt"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    (tmp_path / "run").chmod(0o755)
    program(tmp_path / ".venv/bin/pip", "exit 0")
    program(tmp_path / ".venv/bin/hamafza", "echo hamafza $*")
    return tmp_path


def program(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def run_script(clone: Path, *arguments: str) -> subprocess.Popen[str]:
    tools = clone / "tools"  # without uv or pipx, as on most machines
    tools.mkdir()
    for name in (
        "sh",
        "date",
        "grep",
        "cut",
        "tail",
        "sleep",
        "cat",
        "cksum",
        "basename",
        "dirname",
        "mkfifo",
    ):
        found = next(p for p in (Path("/usr/bin") / name, Path("/bin") / name) if p.exists())
        (tools / name).symlink_to(found)
    return subprocess.Popen(
        ["./run", *arguments],
        cwd=clone,
        env={"PATH": str(tools)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_installing_shows_what_pip_is_at_while_it_is_at_it(clone: Path) -> None:
    os.mkfifo(clone / "gate")
    at_work = 'case "$*" in *"-r "*) echo "Collecting django==5.2"; read _ < gate ;; esac'
    program(clone / ".venv/bin/python", at_work)
    process = run_script(clone)
    assert process.stderr
    lines = until(process.stderr, "Collecting django==5.2")  # before the gate is open
    (clone / "gate").write_text("go\n")
    out, rest = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "47" in lines[0] or re.search(r"\d+ packages", lines[0])
    assert [line for line in [*lines, *rest.splitlines()] if not re.match(r"^ *\d+ s  +\S", line)] == []
    assert out == "hamafza serve --demo\n"


def test_a_failed_installation_shows_all_that_was_said_and_stops(clone: Path) -> None:
    program(clone / ".venv/bin/python", "echo no such package; exit 3")
    process = run_script(clone)
    out, error = process.communicate(timeout=60)
    assert process.returncode == 3
    assert "no such package" in error
    assert out == ""


def test_a_machine_without_semaphores_compiles_in_one_process(clone: Path) -> None:
    lacking = 'echo "$*" >> calls; case "$*" in *"-j 0"*) echo "OSError: no semaphores" >&2; exit 1 ;; esac'
    program(clone / ".venv/bin/python", lacking)
    process = run_script(clone)
    out, error = process.communicate(timeout=60)
    assert process.returncode == 0, error
    assert out == "hamafza serve --demo\n"
    assert [line for line in (clone / "calls").read_text().splitlines() if "compileall" in line] == [
        "-m compileall -q -j 0 src",
        "-m compileall -q -j 1 src",
    ]
    assert "semaphores" not in error


def test_what_is_installed_already_is_not_installed_again(clone: Path) -> None:
    program(clone / ".venv/bin/python", "echo called >> calls")
    run_script(clone).communicate(timeout=60)
    before = (clone / "calls").read_text()
    (clone / "tools").rename(clone / "old-tools")
    _out, error = run_script(clone).communicate(timeout=60)
    assert (clone / "calls").read_text() == before
    assert "Installing" not in error
