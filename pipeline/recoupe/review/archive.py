"""What is reviewed: every claim in a short row kept in memory, its record and its article read when they are shown."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from recoupe.errors import KnowledgeBaseError
from recoupe.records import Article, Claim, Company, Mention
from recoupe.store.kinds import kind_of_file
from recoupe.store.layout import ARTICLES, CLAIMS, COMPANIES, MENTIONS, lines_of
from recoupe.store.manifest import read_manifest
from recoupe.store.publishing import settle

__all__ = ["Archive", "Row", "plain", "rank"]

_OF_ARTICLE = re.compile(rb'"article_id":\s*"([^"]*)"')
_ID = re.compile(rb'"id":\s*"([^"]*)"')


class Row(NamedTuple):
    """What claims are chosen and ordered by.

    Attributes:
        number: its place among all claims, in text order.
        kind: of its figure: money, percentage, multiple, or none.
        who: the subject's name and company, plain.
        words: everything of it that is searched, plain.
    """

    number: int
    id: str
    mention: str
    kind: str
    realis: str
    confidence: float | None
    rules: tuple[str, ...]
    who: str
    words: str


class _Stretch(NamedTuple):
    """Where lines stand in a file."""

    start: int
    size: int


def plain(text: str) -> str:
    """The text in small ASCII letters, as people type who search: « Société Générale » → ``societe generale``."""
    text = text.casefold().replace("œ", "oe").replace("æ", "ae")
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


class Archive:
    """The files of a knowledge base, open for review; about a second and 100 MB for 100,000 claims.

    Raises:
        KnowledgeBaseError: the folder is no knowledge base, or a line of it cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        settle(folder)
        self.manifest = read_manifest(folder)
        self.folder = folder
        # Kept open: a run that writes the files anew leaves these to be read to the end.
        self._files = {name: _open(folder / name) for name in (ARTICLES, MENTIONS, CLAIMS)}
        self.rows: list[Row] = []
        self._claims: list[_Stretch] = []
        for number, (line, stretch) in enumerate(_stretches(self._files[CLAIMS])):
            self.rows.append(_row(number, line))
            self._claims.append(stretch)
        self.by_confidence = sorted(self.rows, key=lambda row: rank(row)[0])
        self.numbers = {row.id: row.number for row in self.rows}
        self._articles = _by_id(self._files[ARTICLES], _ID)
        self._mentions = _by_id(self._files[MENTIONS], _OF_ARTICLE)
        self.article = lru_cache(32)(self._article)
        self.mentions = lru_cache(32)(self._mentions_of)

    def claim(self, number: int) -> Claim:
        """A claim by its place."""
        (claim,) = self._read(CLAIMS, self._claims[number])
        return claim  # type: ignore[no-any-return]

    def _article(self, id: str) -> Article:
        (article,) = self._read(ARTICLES, self._articles[id])
        return article  # type: ignore[no-any-return]

    def _mentions_of(self, article_id: str) -> list[Mention]:
        """The mentions of an article, in text order."""
        return self._read(MENTIONS, self._mentions[article_id]) if article_id in self._mentions else []

    def company_of(self, name: str) -> str | None:
        """The id of the company that goes by a name in this knowledge base."""
        return self._companies.get(name)

    @cached_property
    def _companies(self) -> dict[str, str]:
        known = [Company.model_validate_json(line) for line in lines_of(self.folder, COMPANIES)]
        return {alias: one.id for one in known for alias in one.aliases} | {one.name: one.id for one in known}

    def _read(self, name: str, stretch: _Stretch) -> list[Any]:
        kind = kind_of_file(name)
        assert kind is not None
        file = self._files[name]
        file.seek(stretch.start)
        try:
            return [kind.adapter.validate_json(line) for line in file.read(stretch.size).splitlines()]
        except ValueError as error:
            raise KnowledgeBaseError(f"{file.name} is damaged: run `recoupe validate {self.folder}`") from error


def rank(row: Row) -> tuple[float, int]:
    """What claims are ordered by to have the least confident first, those of unknown confidence before them."""
    return (-1 if row.confidence is None else row.confidence, row.number)


def _open(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise KnowledgeBaseError(f"{path} cannot be read: {error.strerror}") from error


def _stretches(file: BinaryIO) -> Iterator[tuple[bytes, _Stretch]]:
    start = 0
    for line in file:
        yield line, _Stretch(start, len(line))
        start += len(line)


def _by_id(file: BinaryIO, pattern: re.Pattern[bytes]) -> dict[str, _Stretch]:
    """Where the lines of each article stand; they follow each other."""
    found: dict[str, _Stretch] = {}
    for line, stretch in _stretches(file):
        match = pattern.search(line)
        if match is None:
            raise KnowledgeBaseError(f"{file.name} holds a line without an id: run `recoupe validate`")
        id = match[1].decode()
        known = found.get(id, _Stretch(stretch.start, 0))
        found[id] = _Stretch(known.start, known.size + stretch.size)
    return found


def _row(number: int, line: bytes) -> Row:
    try:
        claim = json.loads(line)
        subject, metric, value = claim["subject"] or {}, claim["metric"] or {}, claim["value"] or {}
        who = f"{subject.get('name', '')} {subject.get('company_id') or ''}"
        parts = (who, metric.get("text", ""), metric.get("key") or "", claim["evidence"]["text"])
        return Row(
            number=number,
            id=claim["id"],
            mention=claim["mentions"][0],
            kind=value.get("type", "none"),
            realis=claim["realis"],
            confidence=claim["confidence"],
            rules=tuple(claim["rules"]),
            who=plain(who),
            words=plain("\n".join(parts)),
        )
    except (ValueError, LookupError, TypeError) as error:
        raise KnowledgeBaseError(f"line {number + 1} of {CLAIMS} is no claim: run `recoupe validate`") from error
