"""JSON Lines: an article a line, read one line at a time however long the file."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO

from recoupe.errors import IngestError
from recoupe.ingest.encodings import decode
from recoupe.ingest.metadata import fields
from recoupe.ingest.reading import MAX_BYTES, Raw
from recoupe.ingest.sources import Source

__all__ = ["count_lines", "read_jsonl"]

_ALL = (0, sys.maxsize)


def read_jsonl(source: Source) -> Iterator[tuple[str, Raw | IngestError]]:
    """The articles of a file, named `file.jsonl#1` by their lines; a line that is none costs only itself.

    An object needs `text`; `title`, `published`, `url`, `publisher` and `author` are taken where they are. Of a block
    the lines are read that begin in it; that there is none is then nothing to tell.
    """
    with source.open() as file:
        any_line = source.block is not None
        for number, line in enumerate(_lines(file, *(source.block or _ALL)), 1):
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


def _lines(file: BinaryIO, start: int, end: int) -> Iterator[bytes]:
    """The lines that begin in a block, each cut once it is longer than an article can be."""
    at = start
    if start:
        # The line that the block begins in is another's, but where it ends just before. No line that is longer than
        # the block is followed beyond it: then none begins here.
        file.seek(start - 1)
        at = start - 1 + len(file.readline(end - start + 1))
    while at < end and (line := file.readline(MAX_BYTES + 1)):
        yield line
        at += len(line)
        while not line.endswith(b"\n") and (line := file.readline(MAX_BYTES + 1)):
            at += len(line)


def count_lines(source: Source) -> int:
    """How many lines begin in the block of a source, blank ones too.

    Raises:
        IngestError: the file cannot be read.
    """
    start, end = source.block or _ALL
    with source.open() as file:
        file.seek(max(start - 1, 0))
        at, lines = max(start - 1, 0), 0
        if start == 0 and file.peek(1):  # type: ignore[attr-defined]  # Every file opened here is buffered.
            lines = 1
        while at < end - 1 and (data := file.read(min(1 << 20, end - 1 - at))):
            lines += data.count(b"\n")
            at += len(data)
    return lines


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
