"""The files of a knowledge base read together, article by article, in memory that does not grow with them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Generator
from pathlib import Path
from typing import NamedTuple

from recoupe.errors import KnowledgeBaseError
from recoupe.store.layout import ARTICLES, CLAIMS, MENTIONS, lines_of

__all__ = ["Bundle", "bundles"]

_ARTICLE_ID = b'"article_id":"'


class Bundle(NamedTuple):
    """The lines of one article: its own, its mentions', its claims', without their ends.

    Attributes:
        position: the place of the article in the file, from 0.
        lines: the numbers in their files, from 1, of the article's line, of the first mention and of the first claim.
        digest: says whether an article is read as it was: the same for the same lines.
    """

    id: str
    position: int
    article: bytes
    mentions: list[bytes]
    claims: list[bytes]
    lines: tuple[int, int, int]
    digest: str


def bundles(folder: Path) -> Generator[Bundle, None, None]:
    """Every article with its lines, in the order of the articles.

    Raises:
        KnowledgeBaseError: a file is not there, or a line does not follow the order of the articles.
    """
    mentions, claims = _Lines(folder, MENTIONS), _Lines(folder, CLAIMS)
    for position, line in enumerate(lines_of(folder, ARTICLES)):
        id = _field(line, b'"id":"', "id", folder, ARTICLES, position + 1)
        starts = position + 1, mentions.number, claims.number
        article, parts = line.rstrip(b"\n"), (mentions.of(id), claims.of(id))
        data = hashlib.blake2b(digest_size=16)
        for lines in ((article,), *parts):
            data.update(b"%d\n" % len(lines))
            for one in lines:
                data.update(b"%d\n" % len(one) + one)
        yield Bundle(id, position, article, *parts, starts, data.hexdigest())
    for rest in (mentions, claims):
        rest.expect_end()


def _field(line: bytes, mark: bytes, name: str, folder: Path, file: str, number: int) -> str:
    """The value of a field of a line; found without parsing it where it is spelled as we spell it.

    The mark cannot stand inside a string: there, its quotes would be escaped.
    """
    at = line.find(mark)
    if at >= 0:
        return line[at + len(mark) : line.index(b'"', at + len(mark))].decode("utf-8", "replace")
    try:
        return str(json.loads(line)[name])
    except (ValueError, KeyError, TypeError) as error:
        where = f"{folder / file}, line {number}"
        raise KnowledgeBaseError(f"{where}: not a record ({error!r}); recoupe validate says more") from error


class _Lines:
    """A file whose lines belong to articles, in their order."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._name = folder, name
        self._lines = lines_of(folder, name)
        self.number = 0
        self._line = b""
        self._article: str | None = None
        self._step()

    def _step(self) -> None:
        line = next(self._lines, None)
        self.number += 1
        self._line = (line or b"").rstrip(b"\n")
        self._article = None
        if line is not None:
            self._article = _field(line, _ARTICLE_ID, "article_id", self._folder, self._name, self.number)

    def of(self, article: str) -> list[bytes]:
        """The lines that come next and belong to that article."""
        found = []
        while self._article == article:
            found.append(self._line)
            self._step()
        return found

    def expect_end(self) -> None:
        """Sees that no line is left.

        Raises:
            KnowledgeBaseError: one is: it names no article, or stands out of the order of the articles.
        """
        if self._article is not None:
            raise KnowledgeBaseError(
                f"{self._folder / self._name}, line {self.number}: article_id {self._article!r} names no article, or "
                "the line stands out of the order of the articles"
            )
