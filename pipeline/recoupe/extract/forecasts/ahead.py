"""Whether a sentence, or what follows a word closely, names a time still to come at publication."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from recoupe.extract.forecasts.horizon import names_later
from recoupe.extract.forecasts.sentence import Sentence
from recoupe.extract.periods import find_periods
from recoupe.read.words import words_in

__all__ = ["YEAR", "ahead", "ahead_of", "beyond_time", "reference"]

# Without a publication date, a year before this one is taken for the past: most text that names it looks back.
_UNDATED_PAST: Final = 2005
_NEAR: Final = 60
"""How far a time may stand from the word that it completes, in characters."""
YEAR: Final = re.compile(r"(?<![\d.,])(1[0-9]\d\d|20\d\d)(?![\d%€$]|[.,]\d| ?(?:€|%|euros|dollars|millions|francs))")
_TIME: Final = (
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|janvier|février|mars|avril|mai|juin|juillet|août|septembre|"
    r"octobre|novembre|décembre|printemps|été|automne|hiver|an|année|ans|années|mois|jours|semaines?|week-end|"
    r"trimestres?|semestres?|rentrée|saisons?|exercices?)"
)
_AHEAD: Final = re.compile(
    rf"(?<!\w)(?:d'ici|à l'horizon|{_TIME} prochaine?s?|prochaine?s? {_TIME}|demain|après-demain|prochainement|"
    r"à compter d|bientôt|à l'avenir)(?!\w)"
)
_BREAK: Final = re.compile(r"[;:()]|, ")


def reference(sentence: Sentence) -> int:
    """The year that others are compared with: that of publication, or a cautious one."""
    published = sentence.document.published
    return published.year if published else _UNDATED_PAST


def ahead(sentence: Sentence) -> bool:
    """Whether the sentence names a time to come."""
    return sentence.once(_ahead)


def _ahead(sentence: Sentence) -> bool:
    if _AHEAD.search(sentence.low) or names_later(sentence, sentence.span.start, sentence.span.end):
        return True
    first = reference(sentence) + (sentence.document.published is not None)
    return any(int(year) >= first for year in YEAR.findall(sentence.low))


def ahead_of(sentence: Sentence, at: int) -> bool:
    """Whether a time to come follows a token closely, as its complement does."""
    start = sentence.tokens[at].end
    stretch = words_in(sentence.document).low[start : min(start + _NEAR, sentence.span.end)]
    clause = _BREAK.split(stretch, maxsplit=1)[0]
    if _AHEAD.search(clause) or names_later(sentence, start, start + len(clause)):
        return True
    now = reference(sentence)
    return sentence.document.published is None and any(int(year) >= now for year in YEAR.findall(clause))


def beyond_time(sentence: Sentence, index: int) -> int:
    """The token after « pour 2025 », « d'ici à 2030 », « l'an prochain » between a verb and its complement; the same
    where no time stands there."""
    at = index
    while at < index + 3 and sentence.word(at) in _BEFORE_TIME:
        at += 1
    if at >= len(sentence.tokens):
        return index
    periods = find_periods(sentence.document)
    start = sentence.tokens[index].start
    first = bisect_left(periods, start, key=lambda period: period.start)
    if first == len(periods) or periods[first].start > sentence.tokens[at].start:
        return index
    return next((i for i in range(at, len(sentence.tokens)) if sentence.tokens[i].start >= periods[first].end), index)


_BEFORE_TIME: Final = frozenset(
    {"pour", "en", "dès", "à", "au", "sur", "d'ici", "d'", "ici", "l'", "le", "la", "cette", "du", "fin"}
)
