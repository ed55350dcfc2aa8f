"""The names under which front matter and JSON lines keep what is known of an article."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict

__all__ = ["NAMES", "Fields", "fields"]


class Fields(TypedDict):
    """What is known of an article besides its text; "" where it is not said."""

    title: str
    publisher: str
    author: str
    url: str
    published: str


_TITLE = ("title", "titre", "headline")
_PUBLISHER = ("publisher", "source", "publication", "journal", "site")
_AUTHOR = ("author", "authors", "auteur", "auteurs", "byline")
_URL = ("url", "link", "canonical", "permalink")
_PUBLISHED = ("published", "date", "date_published", "datePublished", "published_at", "publication_date", "pubDate")
NAMES = frozenset((*_TITLE, *_PUBLISHER, *_AUTHOR, *_URL, *_PUBLISHED))
"""Every name under which something is looked for."""


def fields(data: Mapping[str, Any]) -> Fields:
    """What is said of title, publisher, author, url and publication date, by the first name that says it.

    A list of texts is joined by commas; anything else that is not a text is passed over.
    """
    return Fields(
        title=_first(data, _TITLE),
        publisher=_first(data, _PUBLISHER),
        author=_first(data, _AUTHOR),
        url=_first(data, _URL),
        published=_first(data, _PUBLISHED),
    )


def _first(data: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((text for name in names if (text := _text(data.get(name)))), "")


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(item for item in value if isinstance(item, str))
    return value if isinstance(value, str) else ""
