"""HTML pages: trafilatura finds the article among the menus, and what the page says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recoupe.errors import IngestError
from recoupe.ingest.encodings import decode
from recoupe.ingest.reading import Raw
from recoupe.ingest.sources import Source

__all__ = ["read_html"]

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
# No date is searched for in the running text, and none is bounded by the day of the run: same page, same article.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2199-12-31"}


def read_html(source: Source) -> Iterator[tuple[str, Raw]]:
    """The article that a page holds; its body as trafilatura extracts it, no-break spaces made plain.

    Raises:
        IngestError: `no-article` where there is none to be found.
    """
    data = source.read()
    declared = _CHARSET.search(data, 0, 4096)
    page = decode(data, source.name, declared[1].decode("ascii") if declared else None)
    if not page.strip():
        yield source.name, Raw("")
        return
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    try:
        found = bare_extraction(page, with_metadata=True, include_comments=False, date_extraction_params=dict(_DATES))
    except (ValueError, TypeError, AttributeError, RecursionError, AssertionError) as error:
        raise IngestError(source.name, "no-article", f"the page cannot be read ({type(error).__name__})") from error
    if not isinstance(found, Document) or not _is_article(found.text or ""):
        raise IngestError(source.name, "no-article", "no article was found in the page")
    yield (
        source.name,
        Raw(
            found.text or "",
            title=found.title,
            publisher=found.sitename,
            author=found.author,
            url=found.url,
            published=found.date,
        ),
    )


def _is_article(text: str) -> bool:
    """Whether a text has a line that ends as a sentence, or a long one; of a page without article there is the menu."""
    for line in text.split("\n"):
        words = line.split()
        if len(words) >= 8 or (len(words) >= 3 and line.rstrip(' »”")]').endswith((".", "!", "?", "…", ":", ";"))):
            return True
    return False
