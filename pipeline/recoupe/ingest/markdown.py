"""Markdown with YAML front matter: the text is what follows the closing line, to the letter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recoupe.ingest.encodings import decode
from recoupe.ingest.metadata import fields
from recoupe.ingest.reading import Raw
from recoupe.ingest.sources import Source

__all__ = ["read_markdown"]

_OPENING = re.compile(r"---[ \t]*\r?\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)


def read_markdown(source: Source) -> Iterator[tuple[str, Raw]]:
    """The article that a Markdown file is.

    The text starts on the line after the one that closes the front matter; Markdown's own marks stay in it. Front
    matter that is not YAML costs the article its metadata, with the warning `bad-front-matter`.
    """
    whole = decode(source.read(), source.name)
    opening = _OPENING.match(whole)
    closing = opening and _CLOSING.search(whole, opening.end())
    if not opening or not closing:
        yield source.name, Raw(whole)
        return
    text = whole[closing.end() :]
    data = _yaml(whole[opening.end() : closing.start()])
    if data is None:
        detail = "its front matter is not YAML of names and values; it is passed over"
        yield source.name, Raw(text, warnings=(("bad-front-matter", detail),))
    else:
        yield source.name, Raw(text, **fields(data), dated_by="front-matter")


def _yaml(block: str) -> dict[str, object] | None:
    """The mapping that a block of YAML is; every scalar a string, so that no date or number is read twice."""
    import yaml

    try:
        data = yaml.load(block, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError):
        return None
    return data if isinstance(data, dict) else ({} if data in (None, "") else None)
