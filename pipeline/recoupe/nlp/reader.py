"""The front door: a text in, records out, with the language model loaded once."""

from __future__ import annotations

import datetime as dt
from functools import cache

from recoupe.extract.article import Extraction, read
from recoupe.extract.composed import composed
from recoupe.nlp.model import load_model
from recoupe.nlp.syntax import SpacySyntax
from recoupe.read.document import Document
from recoupe.records import Claim, CompanyMention

__all__ = ["Reader", "extract_claims", "extract_companies", "load"]


class Reader:
    """Reads articles one after the other with one model.

    >>> reader = load()
    >>> found = reader.read("Alstom a dépensé 3 millions d'euros.")
    >>> found.money[0].text, found.claims[0].subject.name
    ("3 millions d'euros", 'Alstom')
    """

    def __init__(self) -> None:
        self._model = load_model()

    def read(self, text: str | Document, published: dt.date | None = None, id: str | None = None) -> Extraction:
        """Everything found in a text.

        Args:
            text: the text; the offsets of all records point into it.
            published: the day that « hier » and « cette année » are counted from.
            id: the id of its article; made from the text and the date by default.
        """
        document = text if isinstance(text, Document) else Document(text, published=published, id=id)
        whole = composed(document)
        if whole is not None:
            return whole.restore(read(whole.document, SpacySyntax(whole.document, self._model)))
        return read(document, SpacySyntax(document, self._model))


@cache
def load() -> Reader:
    """The reader, the same object at every call.

    Raises:
        ModelError: the language model is not installed.
    """
    return Reader()


def extract_claims(text: str | Document, *, published: dt.date | None = None) -> list[Claim]:
    """The claims of a text, in order.

    >>> claim, = extract_claims("En 2024, Alstom a dépensé 3 millions d'euros.")
    >>> claim.subject.name, claim.metric.key, str(claim.value.amount), claim.period.start.isoformat()
    ('Alstom', 'spending', '3000000', '2024-01-01')
    """
    return load().read(text, published).claims


def extract_companies(text: str | Document, *, published: dt.date | None = None) -> list[CompanyMention]:
    """The companies of a text, in order: names, and descriptions that point back to them.

    >>> [company.name for company in extract_companies("Alstom rachète Bombardier Transport.")]
    ['Alstom', 'Bombardier Transport']
    """
    return load().read(text, published).companies
