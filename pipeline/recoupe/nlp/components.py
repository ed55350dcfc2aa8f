"""Recoupe in a spaCy pipeline: `nlp.add_pipe("recoupe")`, or one kind at a time (`recoupe_money`…).

What is found stands in two places. `doc._.recoupe` holds it as plain dicts by kind, the records as they are published:
they survive `n_process`, pickling and DocBin. `doc.spans["money"]` and its like are views of the mentions, widened to
whole tokens and linked by `span.id_`: characters are the truth, tokens only show them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from recoupe.extract.article import Extraction, read
from recoupe.extract.companies import find_companies
from recoupe.extract.composed import composed, through
from recoupe.extract.forecasts import find_forecasts
from recoupe.extract.money import find_money
from recoupe.extract.multiples import find_multiples
from recoupe.extract.percentages import find_percentages
from recoupe.extract.periods import find_periods
from recoupe.extract.syntax import NoSyntax, Syntax
from recoupe.nlp.doc_syntax import syntax_of
from recoupe.read.document import Document
from recoupe.records import Claim, Mention

__all__ = [
    "Component",
    "make_claims",
    "make_companies",
    "make_forecasts",
    "make_money",
    "make_multiples",
    "make_percentages",
    "make_periods",
    "make_recoupe",
    "views",
]

Records = Mapping[str, Sequence[Mention | Claim]]
Finder = Callable[[Document, Syntax], Records]

for extension in ("recoupe", "recoupe_published"):
    if not Doc.has_extension(extension):
        Doc.set_extension(extension, default=None)


class Component:
    """One step of a pipeline: finds some kinds of records and sets them on the document.

    Args:
        find: what finds them.
        published: the day that texts are counted from, ISO 8601; `doc._.recoupe_published` says it for one document.
    """

    def __init__(self, find: Finder, published: str | None = None) -> None:
        self._find = find
        self._published = published

    def __call__(self, doc: Doc) -> Doc:
        """Adds what is found to `doc._.recoupe` and to `doc.spans`.

        Raises:
            ValueError: the publication date is no ISO date.
        """
        day = doc._.recoupe_published or self._published
        document = Document(doc.text, published=dt.date.fromisoformat(day) if day else None)
        found = self._find(document, syntax_of(doc, document))
        plain = {kind: [record.model_dump(mode="json") for record in records] for kind, records in found.items()}
        doc._.recoupe = {**(doc._.recoupe or {}), **plain}
        for kind, records in found.items():
            doc.spans[kind] = list(views(doc, records))
        return doc


def views(doc: Doc, records: Iterable[Mention | Claim]) -> Iterable[Span]:
    """Spans over the words that mentions, or the figures of claims, stand in; a span's id is its record's."""
    for record in records:
        place = (record.value or record.evidence) if isinstance(record, Claim) else record
        start, end = place.start, place.end
        label = record.realis if isinstance(record, Claim) else record.type
        view = doc.char_span(start, end, label=label, span_id=record.id, alignment_mode="expand")
        if view is not None:
            yield view


def _read(document: Document, syntax: Syntax) -> Extraction:
    """Everything in a text; one with combining accents is read composed, without the parse of its other letters."""
    whole = document.once(composed)
    return read(document, syntax) if whole is None else whole.restore(read(whole.document, NoSyntax()))


def _companies(document: Document, syntax: Syntax) -> Records:
    plain = syntax if document.once(composed) is None else NoSyntax()
    return {"companies": through(document, lambda one: find_companies(one, plain))}


def _all(document: Document, syntax: Syntax) -> Records:
    found = _read(document, syntax)
    return {
        "money": found.money,
        "percentages": found.percentages,
        "multiples": found.multiples,
        "companies": found.companies,
        "periods": found.periods,
        "forecasts": found.forecasts,
        "claims": found.claims,
    }


def _kind(name: str, find: Callable[[Document], list[Any]]) -> Finder:
    return lambda document, syntax: {name: through(document, find)}


def _make(name: str, find: Finder) -> Callable[..., Component]:
    def make(nlp: Language, name: str, published: str | None = None) -> Component:
        return Component(find, published)

    factory: Any = Language.factory(name, default_config={"published": None}, func=make)
    made: Callable[..., Component] = factory
    return made


make_recoupe = _make("recoupe", _all)
make_claims = _make("recoupe_claims", lambda document, syntax: {"claims": _read(document, syntax).claims})
make_companies = _make("recoupe_companies", _companies)
make_forecasts = _make("recoupe_forecasts", _kind("forecasts", find_forecasts))
make_money = _make("recoupe_money", _kind("money", find_money))
make_multiples = _make("recoupe_multiples", _kind("multiples", find_multiples))
make_percentages = _make("recoupe_percentages", _kind("percentages", find_percentages))
make_periods = _make("recoupe_periods", _kind("periods", find_periods))
