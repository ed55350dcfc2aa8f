"""Checking a knowledge base, or one file of it, against the records and against itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from recoupe.errors import UsageError
from recoupe.records import Article, Claim, Mention
from recoupe.store.kinds import KINDS, Kind, kind_of_file
from recoupe.store.layout import ARTICLES, CLAIMS, FILES, MANIFEST, MENTIONS, lines_of
from recoupe.store.manifest import read_manifest

__all__ = ["Fault", "check_file", "check_knowledge_base", "misquotes"]


class Fault(NamedTuple):
    """Something wrong: the file, the line (from 1; 0 for the file as a whole), the field, and what is wrong."""

    file: str
    line: int
    field: str
    detail: str


class _Row(NamedTuple):
    line: int
    record: Any


def check_file(path: Path) -> Iterator[Fault]:
    """Checks each line of one JSON Lines file against the schema of its record.

    The kind of record is told by the name of the file, else by the fields of its first line.

    Raises:
        UsageError: it cannot be told what the file holds.
        KnowledgeBaseError: the file cannot be read.
    """
    kind = kind_of_file(path.name) or _kind_by_fields(path)
    if kind.file == MANIFEST:
        read_manifest(path.parent)
        return
    for row in _rows(path.parent, kind, path.name):
        if isinstance(row, Fault):
            yield row


def check_knowledge_base(folder: Path) -> Iterator[Fault]:
    """Checks every file of a knowledge base, that records point at each other, and that the text is where they say.

    Memory does not grow with the knowledge base, but for the ids of its articles' mentions.

    Raises:
        KnowledgeBaseError: the folder is no knowledge base, or of a version that cannot be read.
    """
    manifest = read_manifest(folder)
    for name in FILES:
        kind = kind_of_file(name)
        mark = manifest.files.get(name)
        if kind is None or name == MANIFEST:
            continue
        data = hashlib.sha256()
        lines = 0
        for line in lines_of(folder, name):
            data.update(line)
            lines += 1
        if mark is None or (mark.lines, mark.sha256) != (lines, data.hexdigest()):
            yield Fault(name, 0, "", "it is not the file that the manifest speaks of: it was changed since the run")
        if name not in (ARTICLES, MENTIONS, CLAIMS):
            yield from (row for row in _rows(folder, kind, name) if isinstance(row, Fault))
    yield from _check_articles(folder)


def _kind_by_fields(path: Path) -> Kind:
    line = next(iter(lines_of(path.parent, path.name)), b"")
    for kind in KINDS:
        try:
            kind.adapter.validate_json(line)
        except ValidationError:
            continue
        return kind
    raise UsageError(f"{path}: neither its name nor its first line tells which records it holds")


def _rows(folder: Path, kind: Kind, name: str) -> Iterator[_Row | Fault]:
    for number, line in enumerate(lines_of(folder, name), 1):
        try:
            record = kind.adapter.validate_json(line)
        except ValidationError as error:
            for wrong in error.errors(include_url=False, include_input=False):
                yield Fault(name, number, ".".join(map(str, wrong["loc"])), wrong["msg"])
            continue
        yield from (
            Fault(name, number, field, detail)
            for field, detail in _differences(json.loads(line), json.loads(kind.adapter.dump_json(record)), "")
        )
        yield _Row(number, record)


def _differences(written: Any, canonical: Any, field: str) -> Iterator[tuple[str, str]]:
    """Where a line differs from what the record it means is written as: a field left out, a number spelled oddly."""
    if isinstance(written, dict) and isinstance(canonical, dict):
        for key, value in canonical.items():
            place = f"{field}.{key}".lstrip(".")
            if key not in written:
                yield place, "the field is absent: one that does not apply is null"
            else:
                yield from _differences(written[key], value, place)
    elif isinstance(written, list) and isinstance(canonical, list):
        for number, (one, other) in enumerate(zip(written, canonical, strict=True)):
            yield from _differences(one, other, f"{field}.{number}")
    elif written != canonical:
        yield field, f"{_short(written)} is not the canonical spelling, {_short(canonical)}"


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:60]}…"


class _Stream:
    """The records of a file, taken article by article in the order of the articles."""

    def __init__(self, rows: Iterable[_Row | Fault]) -> None:
        self._rows = iter(rows)
        self._next = next(self._rows, None)

    def of(self, article_id: str | None) -> Iterator[_Row | Fault]:
        """The rows up to the first of another article; with None, all that are left."""
        while self._next is not None:
            row = self._next
            if isinstance(row, _Row) and article_id is not None and row.record.article_id != article_id:
                return
            yield row
            self._next = next(self._rows, None)


def _check_articles(folder: Path) -> Iterator[Fault]:
    kinds = {kind.file: kind for kind in KINDS}
    mentions, claims = (_Stream(_rows(folder, kinds[name], name)) for name in (MENTIONS, CLAIMS))
    for row in _rows(folder, kinds[ARTICLES], ARTICLES):
        if isinstance(row, Fault):
            yield row
            continue
        article: Article = row.record
        if hashlib.sha256(article.text.encode()).hexdigest() != article.sha256:
            yield Fault(ARTICLES, row.line, "sha256", "is not that of the text")
        ids = set()
        for found in mentions.of(article.id):
            if isinstance(found, _Row):
                ids.add(found.record.id)
            yield from _check(found, MENTIONS, article, ids)
        for found in claims.of(article.id):
            yield from _check(found, CLAIMS, article, ids)
    for name, stream in ((MENTIONS, mentions), (CLAIMS, claims)):
        for found in stream.of(None):
            detail = "names no article, or stands out of the order of the articles"
            yield found if isinstance(found, Fault) else Fault(name, found.line, "article_id", detail)


def _check(row: _Row | Fault, file: str, article: Article, ids: set[str]) -> Iterator[Fault]:
    """Checks that one mention or claim says of the article's text what stands there."""
    if isinstance(row, Fault):
        yield row
        return
    record: Mention | Claim = row.record
    if isinstance(record, Claim) and (missing := [id for id in record.mentions if id not in ids]):
        yield Fault(file, row.line, "mentions", f"{missing[0]} is no mention of the article")
    for field, detail in misquotes(record, article.text):
        yield Fault(file, row.line, field, detail)


def misquotes(record: Mention | Claim, text: str) -> Iterator[tuple[str, str]]:
    """The fields of a mention or claim that are not what stands at their place in the article's text, and how so."""
    quotes: list[tuple[str, int, int, str]] = []
    if isinstance(record, Claim):
        quotes.append(("evidence", record.evidence.start, record.evidence.end, record.evidence.text))
        if record.value:
            quotes.append(("value", record.value.start, record.value.end, record.value.text))
    else:
        quotes.append(("text", record.start, record.end, record.text))
    for field, start, end, quote in quotes:
        if text[start:end] != quote:
            yield field, f"is not what stands at {start}–{end} of the article"
