"""Knowledge bases for tests: written from claims that are made up, without reading anything."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from recoupe.read.document import article_id
from recoupe.records import Article, Claim, Evidence, Mention, Money, MoneyValue, Place
from recoupe.store.companies import Sighting
from recoupe.store.manifest import Manifest, Parameters
from recoupe.store.publishing import publication
from recoupe.store.writer import Extracted, Writer

__all__ = ["article", "claim", "write"]


def article(path: str, text: str, published: dt.date | None = dt.date(2024, 5, 2), **facts: Any) -> Article:
    """An article with its id and digest."""
    sha = hashlib.sha256(text.encode()).hexdigest()
    return Article(id=article_id(text, published), path=path, published=published, sha256=sha, text=text, **facts)


def money(one: Article, figure: str, **fields: Any) -> Money:
    """The money mention that a figure of the text is."""
    start = one.text.index(figure)
    sentence = Place(start=0, end=len(one.text))
    return Money(
        article_id=one.id, start=start, end=start + len(figure), text=figure, sentence=sentence, rule="made", **fields
    )


def claim(one: Article, mention: Mention | None = None, **fields: Any) -> Claim:
    """A claim whose evidence is the whole text; of a money mention, with its value."""
    value = MoneyValue(**{name: getattr(mention, name) for name in MoneyValue.model_fields}) if mention else None
    made = {"subject": None, "metric": None, "value": value, "realis": "actual", "rules": ("made",)} | fields
    evidence = Evidence(text=one.text, start=0, end=len(one.text))
    mentions = (mention.id if mention else f"cue-{len(str(fields))}",)
    return Claim(article_id=one.id, evidence=evidence, mentions=mentions, **made)


def write(folder: Path, contents: Sequence[tuple[Article, Sequence[Mention], Sequence[Claim]]]) -> Manifest:
    """Writes a knowledge base, its articles in the order of their paths, its companies those of the claims."""
    with publication(folder) as new:
        writer = Writer(new)
        for one, mentions, claims in sorted(contents, key=lambda content: content[0].path):
            lines = ["".join(f"{record.model_dump_json()}\n" for record in records) for records in (mentions, claims)]
            subjects = [found.subject for found in claims if found.subject and found.subject.company_id]
            seen = tuple(Sighting(who.company_id or "", who.name, (), 1, 1) for who in subjects)
            kinds = {"money": len(mentions)} if mentions else {}
            writer.add(one, Extracted(one.id, lines[0].encode(), lines[1].encode(), kinds, seen))
        return writer.finish(Parameters(), {})
