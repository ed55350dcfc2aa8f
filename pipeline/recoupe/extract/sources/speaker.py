"""Who a phrase stands for: the name to file, the company that it is, and whether it speaks of others."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple

from recoupe.extract.periods import find_periods
from recoupe.extract.sources.phrase import apposed_name, name_in, tokens
from recoupe.lexicon.speech import load_speech
from recoupe.read.document import Document
from recoupe.records import CompanyMention
from recoupe.text import Span

__all__ = ["Speaker", "Speakers"]

_PERSON: Final = re.compile(r"(?:M|MM|Mme|Mmes|Me|Dr|Pr)\.? ")


_LETTERS: Final = re.compile(r"[^\W\d_]{2}")
_NEAR: Final = 100
_MOST: Final = 40
"""How far before a phrase a company may begin that overlaps it, and how many are looked at."""


class Speaker(NamedTuple):
    """One source.

    Attributes:
        span: the words of the name.
        observer: whether it observes others (an analyst, an institute), so that what it foresees is a statement.
        public: whether it is a government, which plans but also expects what it does not make.
    """

    name: str
    company_id: str | None
    span: Span
    observer: bool
    public: bool = False


class Speakers:
    """Reads the source in a noun phrase, with what is known of the document's companies."""

    def __init__(self, document: Document, companies: Sequence[CompanyMention]) -> None:
        self.document = document
        self.companies = companies
        self.starts = [company.start for company in companies]
        times = find_periods(document)
        self._time_starts = [time.start for time in times]
        self._time_ends = [time.end for time in times]
        speech = load_speech()
        self._nouns = speech.observer_nouns
        self._names = frozenset(name.casefold() for name in speech.observer_names)
        self._public = speech.public_nouns
        self._none = speech.no_source
        self._self = speech.speaking_self

    def of(self, phrase: Span, end: int) -> Speaker | None:
        """The source that a phrase names; None for « nous », « selon les cas ».

        Args:
            phrase: a noun phrase; end: how far an apposed name may stand.
        """
        folded = self.document.folded
        words = [word.low for word in tokens(folded, phrase.start, phrase.end)]
        if self._is_time(phrase) or not words or words[0] in self._self or self._is_no_source(words):
            return None
        span = apposed_name(folded, phrase, end) or name_in(folded, phrase)
        if not _LETTERS.search(folded, span.start, span.end):
            return None
        observer = self._observes(words, span)
        company = self._company(span, phrase)
        if company is not None:
            return Speaker(company.name, company.company_id, span, observer or company.name.casefold() in self._names)
        public = any(word in self._public for word in words[:4])
        return Speaker(self.document.text[span.start : span.end], None, span, observer, public)

    def _is_time(self, phrase: Span) -> bool:
        """« Deux ans plus tard », « mardi »: no one."""
        at = bisect_left(self._time_starts, phrase.start + 3) - 1
        return at >= 0 and self._time_ends[at] >= phrase.end - 1

    def _is_no_source(self, words: list[str]) -> bool:
        heads = [word for word in words if word not in ("le", "la", "les", "l'", "un", "une", "des", "d'", "de", "du")]
        return not heads or heads[0] in self._none

    def _observes(self, words: list[str], span: Span) -> bool:
        folded = self.document.folded
        if any(word in self._nouns for word in words[:4]):
            return True
        name = folded[span.start : span.end].casefold()
        return name in self._names or _PERSON.match(folded, span.start) is not None

    def _company(self, span: Span, phrase: Span) -> CompanyMention | None:
        """The company that the name is, or that the phrase (« l'entreprise ») points back to."""
        first = bisect_left(self.starts, phrase.start - _NEAR)
        for company in self.companies[first : first + _MOST]:
            named, start, end = company.named, company.start, company.end
            if named and abs(start - span.start) <= 3 and end == span.end:
                return company
            if not named and start < phrase.end == end and phrase.start < end:
                return company
        return None
