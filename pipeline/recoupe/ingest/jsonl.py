"""JSON Lines: an article a line, read one line at a time however long the file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from recoupe.errors import IngestError
from recoupe.ingest.encodings import decode
from recoupe.ingest.metadata import fields
from recoupe.ingest.reading import MAX_BYTES, Raw
from recoupe.ingest.sources import Source

__all__ = ["read_jsonl"]


def read_jsonl(source: Source) -> Iterator[tuple[str, Raw | IngestError]]:
    """The articles of a file, named `file.jsonl#1` by their lines; a line that is none costs only itself.

    An object needs `text`; `title`, `published`, `url`, `publisher` and `author` are taken where they are.
    """
    with source.open() as file:
        any_line = False
        for number, line in enumerate(_lines(file), 1):
            if not line.strip():
                continue
            any_line = True
            name = f"{source.name}#{number}"
            try:
                yield name, _article(line, name)
            except IngestError as error:
                yield name, error
        if not any_line:
            yield source.name, Raw("")


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines, each cut once it is longer than an article can be."""
    while line := file.readline(MAX_BYTES + 1):
        yield line
        while len(line) > MAX_BYTES and not line.endswith(b"\n"):
            line = file.readline(MAX_BYTES + 1)


def _article(line: bytes, name: str) -> Raw:
    if len(line) > MAX_BYTES:
        raise IngestError(name, "too-large", f"the line is longer than {MAX_BYTES >> 20} MiB, which no article is")
    try:
        data: Any = json.loads(decode(line, name))
    except (ValueError, RecursionError) as error:
        raise IngestError(name, "not-json", f"the line is not JSON: {error}") from error
    if not isinstance(data, dict):
        raise IngestError(name, "not-an-object", "the line is JSON, but not an object with a `text`")
    text = data.get("text")
    if not isinstance(text, str):
        raise IngestError(name, "no-text", "the object has no `text`, or it is not a string")
    return Raw(text, **fields(data))
