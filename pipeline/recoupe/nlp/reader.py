"""The front door: a text in, records out, with the language model loaded once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, TypeVar

from recoupe.extract.article import Extraction, draft, finish
from recoupe.extract.claims import Rejected, Witness
from recoupe.extract.composed import composed
from recoupe.nlp.model import load_model
from recoupe.nlp.syntax import SpacySyntax, Wish, together
from recoupe.read.document import Document
from recoupe.records import Claim, CompanyMention

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Reader", "extract_claims", "extract_companies", "load"]

T = TypeVar("T")


class Reader:
    """Reads articles, one by one or several together, with one model.

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
        (found,) = self.read_all([document])
        if isinstance(found, Exception):
            raise found
        return found

    def explain(self, text: str, published: dt.date | None = None) -> tuple[Extraction, list[list[Rejected]]]:
        """Everything found in a text, and for each claim what was not taken for its slots, by which rules."""
        others: list[list[Rejected]] = []
        found = _Begun(Document(text, published=published), self._model).finish(others.extend)
        return found, others

    def read_all(self, documents: Sequence[Document]) -> list[Extraction | Exception]:
        """Everything found in some documents, read together, which costs less than one by one.

        Returns:
            For each document what is found in it, the same as if it were read alone, or what went wrong with it.
        """
        begun = [_tried(partial(_Begun, document, self._model)) for document in documents]
        wishes = [
            Wish(one.syntax, one.draft.names.doubtful(), one.draft.parsed) for one in begun if isinstance(one, _Begun)
        ]
        if isinstance(_tried(partial(together, wishes)), Exception) and len(documents) > 1:
            return [found for document in documents for found in self.read_all([document])]
        return [one if isinstance(one, Exception) else _tried(one.finish) for one in begun]


class _Begun:
    """An article of which the text is read, and that waits for its parse."""

    def __init__(self, document: Document, model: Language) -> None:
        self._whole = composed(document)
        self.draft = draft(self._whole.document if self._whole else document)
        self.syntax = SpacySyntax(self.draft.document, model)

    def finish(self, witness: Witness | None = None) -> Extraction:
        found = finish(self.draft, self.syntax, witness)
        self.draft.document.forget()
        return self._whole.restore(found) if self._whole else found


def _tried(work: Callable[[], T]) -> T | Exception:
    try:
        return work()
    except Exception as error:  # Whatever one article trips over, it must not cost the others.
        return error


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
