"""What was read, whom it is about, and what could not be read."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from recoupe.records.base import Record

__all__ = ["Article", "Company", "Problem"]


class Article(Record):
    """A text that was read, with what is known of where it comes from."""

    id: str
    path: str
    title: str | None = None
    published: dt.date | None = None
    published_source: Literal["metadata", "front-matter", "file-name", "option"] | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    copies: tuple[str, ...] = ()
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    text: str


class Company(Record):
    """A company of the knowledge base, under one name."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    sector: str | None = None
    isin: str | None = None
    ticker: str | None = None
    lei: str | None = None
    wikidata: str | None = None
    articles: int = 0
    mentions: int = 0
    claims: int = 0


class Problem(Record):
    """An input that could not be read, or was read with a warning."""

    path: str
    error: str
    detail: str
