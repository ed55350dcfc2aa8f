"""DocBin: articles as spaCy documents, with the mentions as spans and the records in `doc._.recoupe`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc, DocBin

from recoupe.nlp.components import views
from recoupe.records import Article, Claim, Mention

__all__ = ["read", "write"]

_GROUPS = {
    "money": "money",
    "percentage": "percentages",
    "multiple": "multiples",
    "company": "companies",
    "period": "periods",
    "forecast": "forecasts",
}
"""The groups of spans by the type of their mentions: the names that the pipeline's component gives them."""


def write(base: Any, path: Path) -> int:
    """Writes the articles of a knowledge base (`export.base.Base`); how many claims there are.

    All documents are held in memory, as DocBin does. Words are those of spaCy's French tokeniser, without a model.
    """
    tokenise = spacy.blank("fr").make_doc
    bin = DocBin(attrs=["ORTH", "SPACY"], store_user_data=True)
    count = 0
    for article in base.articles():
        claims = list(base.claims_of(article.id))
        bin.add(_document(tokenise(article.text), article, list(base.mentions(article.id)), claims))
        count += len(claims)
    bin.to_disk(path)
    return count


def read(path: Path) -> Iterator[Doc]:
    """The documents of such a file."""
    return DocBin(store_user_data=True).from_disk(path).get_docs(spacy.blank("fr").vocab)


def _document(doc: Doc, article: Article, mentions: list[Mention], claims: list[Claim]) -> Doc:
    groups: dict[str, list[Mention | Claim]] = {name: [] for name in (*_GROUPS.values(), "claims")}
    for mention in mentions:
        groups[_GROUPS[mention.type]].append(mention)
    groups["claims"].extend(claims)
    doc._.recoupe = {name: [record.model_dump(mode="json") for record in found] for name, found in groups.items()}
    doc._.recoupe_published = str(article.published) if article.published else None
    doc.user_data["article"] = article.model_dump(mode="json", exclude={"text"})
    for name, found in groups.items():
        doc.spans[name] = list(views(doc, found))
    return doc
