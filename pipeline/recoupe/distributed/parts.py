"""The folder that a run on a cluster writes: its parts, the receipt of each, the plan, and what the run was.

`parts/3f/3f….jsonl` and `.parquet` are what one chunk gave, `parts/3f/3f….json` its receipt, written last: without it
they do not count. `plan.jsonl` names the chunks in order, `recoupe-parts.json` says how the run was and whether it is
complete. Every file is written under another name and then renamed, so that no half of one is ever there to be read.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Literal

from pydantic import Field, ValidationError

from recoupe.errors import KnowledgeBaseError, UsageError
from recoupe.ingest.remote import file_system, is_address
from recoupe.records import Record

__all__ = ["PLAN", "RUN", "SUFFIXES", "Folder", "Mark", "Planned", "Receipt", "Run"]

RUN = "recoupe-parts.json"
PLAN = "plan.jsonl"
SUFFIXES = (".jsonl", ".parquet")


class Mark(Record):
    """A file: its bytes, and their SHA-256."""

    size: int
    sha256: str


class Receipt(Record):
    """What vouches for the parts of a chunk.

    Attributes:
        parts: the marks of the two, by suffix.
        inputs: how many inputs there were in the chunk.
        failed: how many of them could not be read.
        places: of a block of a large file, how many of its lines or rows it has.
        settled: whether reading once more would give the same; not so where a file could not be opened.
    """

    id: str
    parts: dict[str, Mark]
    inputs: int
    failed: int
    places: int
    settled: bool


class Planned(Record):
    """A line of the plan: a chunk, and the file that it is a block of."""

    chunk: str
    file: str | None = None


class Run(Record):
    """What a run was asked for, and how it ended; `inputs` and `failed` are there when it is complete."""

    schema_version: Literal[1] = 1
    complete: bool
    stamp: str
    versions: dict[str, str]
    published: dt.date | None
    skipped: dict[str, int] = Field(default_factory=dict)
    chunks: int
    inputs: int = 0
    failed: int = 0


class Folder:
    """Such a folder, on this machine or at an address of fsspec.

    Raises:
        UsageError: fsspec is not installed, or there is no such kind of address.
    """

    def __init__(self, where: str | Path) -> None:
        self.where = str(where) if is_address(where) else str(Path(where).absolute())
        address = self.where if is_address(where) else "file://"
        self._fs, root = file_system(address)
        self._root = (root if is_address(where) else Path(self.where).as_posix()).rstrip("/")

    def check_is_ours(self) -> None:
        """Sees that parts may be written here: nothing is here, or the parts of a former run.

        Raises:
            KnowledgeBaseError: something else is here that would be mixed up or lost.
        """
        if not self._fs.isdir(self._root):
            return
        names = {path.rstrip("/").rsplit("/", 1)[-1] for path in self._fs.ls(self._root, detail=False)}
        if any(not name.startswith(".") for name in names - {RUN, PLAN, "parts"}):
            raise KnowledgeBaseError(
                f"{self.where} holds other files: name another folder for the parts, or say --force to write there"
            )

    def path(self, name: str) -> str:
        """Where a file of the folder is, in its file system."""
        return f"{self._root}/{name}"

    def read(self, name: str) -> bytes:
        """The bytes of a file.

        Raises:
            FileNotFoundError: it is not there.
        """
        data: bytes = self._fs.cat_file(self.path(name))
        return data

    def open(self, name: str) -> BinaryIO:
        """A file, opened for reading.

        Raises:
            FileNotFoundError: it is not there.
        """
        file: BinaryIO = self._fs.open(self.path(name), "rb")
        return file

    @contextlib.contextmanager
    def writing(self, name: str) -> Iterator[BinaryIO]:
        """A file to write; it takes its name if the block ends well."""
        parent, _, last = self.path(name).rpartition("/")
        new = f"{parent}/.{last}.{uuid.uuid4().hex}"
        self._fs.makedirs(parent, exist_ok=True)
        try:
            with self._fs.open(new, "wb") as file:
                yield file
            self._rename(new, self.path(name))
        except BaseException:
            with contextlib.suppress(Exception):
                self._fs.rm_file(new)
            raise

    def _rename(self, new: str, path: str) -> None:
        try:
            self._fs.mv(new, path)
        except OSError:  # HDFS renames onto no file that is there; one that is was written by a run before.
            if not self._fs.exists(path):
                raise
            self._fs.rm_file(path)
            self._fs.mv(new, path)

    def write(self, name: str, data: bytes) -> Mark:
        """Writes a file whole."""
        with self.writing(name) as file:
            file.write(data)
        return Mark(size=len(data), sha256=hashlib.sha256(data).hexdigest())

    def write_record(self, name: str, record: Record) -> None:
        """Writes a file that is one record."""
        self.write(name, record.model_dump_json().encode() + b"\n")

    def part(self, id: str, suffix: str) -> str:
        """The name of a part, or of a receipt (`.json`)."""
        return f"parts/{id[:2]}/{id}{suffix}"

    def receipt(self, id: str) -> Receipt | None:
        """The receipt of a chunk, or None where there is none that can be read."""
        try:
            return Receipt.model_validate_json(self.read(self.part(id, ".json")))
        except (FileNotFoundError, ValidationError):
            return None

    def sound(self, receipt: Receipt) -> bool:
        """Whether the parts are there, to the byte."""
        try:
            return all(_is(self.read(self.part(receipt.id, suffix)), mark) for suffix, mark in receipt.parts.items())
        except FileNotFoundError:
            return False

    def run(self) -> Run:
        """What the run was.

        Raises:
            UsageError: there are no parts.
            KnowledgeBaseError: they are not of this version.
        """
        try:
            return Run.model_validate_json(self.read(RUN))
        except FileNotFoundError as error:
            raise UsageError(f"{self.where} holds no parts of a run: there is no {RUN}") from error
        except ValidationError as error:
            raise KnowledgeBaseError(f"{self.where}/{RUN} cannot be read by this version") from error

    def others(self, known: Any) -> Iterator[str]:
        """The parts of chunks that are not `known`, and what writers that were killed left, as paths to remove."""
        if not self._fs.isdir(self.path("parts")):
            return
        for shard in self._fs.ls(self.path("parts"), detail=False):
            for path in self._fs.ls(shard, detail=False):
                name = path.rstrip("/").rsplit("/", 1)[-1]
                id = name.split(".", 1)[0]
                if name.startswith(".") or (len(id) == 32 and id not in known):
                    yield path

    def remove(self, path: str) -> None:
        """Removes a file, given as `others` gives it."""
        self._fs.rm_file(path)


def _is(data: bytes, mark: Mark) -> bool:
    return len(data) == mark.size and hashlib.sha256(data).hexdigest() == mark.sha256
