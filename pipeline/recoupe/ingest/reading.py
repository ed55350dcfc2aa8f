"""What reading an input ends in: an article, or a problem with a name; and the rest of what is told about it."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Literal, NamedTuple

from recoupe.errors import IngestError
from recoupe.ingest.dates import date_in_name, read_date
from recoupe.ingest.language import language_of
from recoupe.read.document import article_id
from recoupe.records import Article, Problem

__all__ = ["MAX_BYTES", "Raw", "Reading", "failed", "finish"]

MAX_BYTES = 10 * 2**20
"""The most bytes that one article may take, mark-up included. What is longer is no article: it is refused unread."""


class Raw(NamedTuple):
    """What a format found in one input, before anything is made of it.

    Attributes:
        text: the text of the article, exactly as it was read; every offset points into it.
        published: the publication date as the input writes it.
        dated_by: where `published` was written.
    """

    text: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    published: str | None = None
    dated_by: Literal["metadata", "front-matter"] = "metadata"
    warnings: tuple[tuple[str, str], ...] = ()


class Reading(NamedTuple):
    """How one input ended: exactly one of `article` and `problem` is set.

    Attributes:
        path: the input as the knowledge base names it, `file.jsonl#3` for the third line of a file.
        warnings: what was odd about an article that was read all the same.
    """

    path: str
    article: Article | None = None
    problem: Problem | None = None
    warnings: tuple[Problem, ...] = ()


def failed(error: IngestError) -> Reading:
    """The reading of an input that could not be read."""
    return Reading(error.path, problem=Problem(path=error.path, error=error.error, detail=error.detail))


def finish(raw: Raw, path: str, published: dt.date | None) -> Reading:
    """Makes the article: settles its date and language, and gives it its id.

    Args:
        raw: what the format found.
        path: the input as the knowledge base names it.
        published: the date of an input that states none, nor has one in its name.

    Returns:
        A reading with the article, or with the problem `empty`.
    """
    if not raw.text.strip():
        return failed(IngestError(path, "empty", "there is no text in it"))
    # A lone surrogate (JSON's "\ud800") is no character and cannot be written; one sign for one keeps the offsets.
    text = raw.text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if _lone(raw.text) else raw.text
    date, source, warnings = _publication(raw, path, published)
    language = language_of(text)
    if language != "fr":
        warnings.append(Problem(path=path, error="not-french", detail=f"the text reads as {language!r}; it is kept"))
    article = Article(
        id=article_id(text, date),
        path=path,
        title=_clean(raw.title),
        published=date,
        published_source=source,
        publisher=_clean(raw.publisher),
        author=_clean(raw.author),
        url=_clean(raw.url),
        language=language,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
    )
    return Reading(path, article=article, warnings=tuple(warnings))


_Source = Literal["metadata", "front-matter", "file-name", "option"]


def _publication(raw: Raw, path: str, given: dt.date | None) -> tuple[dt.date | None, _Source | None, list[Problem]]:
    warnings = [Problem(path=path, error=error, detail=detail) for error, detail in raw.warnings]
    if raw.published and raw.published.strip():
        if found := read_date(raw.published):
            return found, raw.dated_by, warnings
        detail = f"the publication date {raw.published.strip()[:60]!r} cannot be read; it is passed over"
        warnings.append(Problem(path=path, error="bad-date", detail=detail))
    if found := date_in_name(path):
        return found, "file-name", warnings
    return given, "option" if given else None, warnings


def _lone(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _clean(field: str | None) -> str | None:
    """A field of metadata on one line, or None where it says nothing."""
    words = " ".join(field.split()) if field else ""
    return words.encode("utf-8", "replace").decode() or None
