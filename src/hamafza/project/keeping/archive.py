"""The one file of a backup: a plain tar with a manifest that says what must be in it."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

MANIFEST, DATABASE, FILES = "manifest.json", "database.sqlite3", "files/"
FORMAT = 1
CHUNK = 1024 * 1024


class Damaged(Exception):
    """The file is no backup, or not the one that was written."""


@dataclass
class Manifest:
    """`kind` is "file" for SQLite's own file and "rows" for bare rows of another database."""

    hamafza: str
    made: str
    kind: str
    whole: bool  # with pictures and files, not the database and keys alone
    migrations: list[list[str]]
    rows: dict[str, int]
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def applied(self) -> set[tuple[str, str]]:
        return {(app, name) for app, name in self.migrations}


class _Hashing(io.RawIOBase):
    """Reads a file and remembers what it read."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source, self.digest = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._source.read(size)
        self.digest.update(data)
        return data


class Writer:
    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.files: dict[str, dict[str, Any]] = {}

    def add(self, name: str, path: Path) -> None:
        """A file that vanishes or shrinks meanwhile was deleted or is being written: the first is left out."""
        try:
            source = path.open("rb")
        except FileNotFoundError:
            return
        with source:
            reader = _Hashing(source)
            self._tar.addfile(entry(name, os.fstat(source.fileno()).st_size), reader)
            self.files[name] = {"size": source.tell(), "sha256": reader.digest.hexdigest()}

    def add_bytes(self, name: str, data: bytes) -> None:
        self._tar.addfile(entry(name, len(data)), io.BytesIO(data))
        self.files[name] = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}

    def finish(self, manifest: Manifest) -> None:
        manifest.files = self.files
        text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
        self._tar.addfile(entry(MANIFEST, len(text.encode())), io.BytesIO(text.encode()))


def entry(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = size, 0o600, int(time.time())
    return info


@contextmanager
def writing(file: Path) -> Iterator[Writer]:
    """The file is there at the end, whole and for its owner only, or not at all."""
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    try:
        with open(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
            with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
                yield Writer(tar)
            out.flush()
            os.fsync(out.fileno())
        part.rename(file)
    finally:
        part.unlink(missing_ok=True)


def read_manifest(file: Path) -> Manifest:
    """Raises Damaged for what is no backup of a kind we know."""
    try:
        with tarfile.open(file, "r:") as tar:
            member = tar.extractfile(MANIFEST)
            data = json.loads(member.read()) if member else {}
        if data.get("format") != FORMAT:
            raise Damaged
        return Manifest(**data)
    except (tarfile.TarError, KeyError, ValueError, TypeError) as error:
        raise Damaged from error


def unpack(file: Path, manifest: Manifest, folder: Path) -> None:
    """Write everything below the folder. Raises Damaged unless it is exactly what the manifest says."""
    missing = set(manifest.files)
    try:
        with tarfile.open(file, "r:") as tar:
            for member in tar:
                if member.name == MANIFEST:
                    continue
                if not member.isreg() or member.name not in missing or not inside(member.name):
                    raise Damaged
                source = tar.extractfile(member)
                assert source is not None
                if write(source, folder / member.name) != manifest.files[member.name]["sha256"]:
                    raise Damaged
                missing.discard(member.name)
    except tarfile.TarError as error:
        raise Damaged from error
    if missing:
        raise Damaged


def inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def write(source: IO[bytes], path: Path) -> str:
    """Copy it to a new file; the digest of what was copied."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    reader = _Hashing(source)
    with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
        while data := reader.read(CHUNK):
            out.write(data)
    return reader.digest.hexdigest()
