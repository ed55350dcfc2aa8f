"""Whether a future tense tells a story of the past (« il mourra en 1998 »)."""

from __future__ import annotations

import re
from typing import Final

from recoupe.extract.forecasts.ahead import YEAR, ahead, reference
from recoupe.extract.forecasts.horizon import names_open
from recoupe.extract.forecasts.sentence import Sentence, is_participle
from recoupe.lexicon.forecast_cues import load_contexts
from recoupe.memo import Memo
from recoupe.read.verb_readings import readings

__all__ = ["told_of_the_past"]

_FAR: Final = 12
"""How many years before publication make a year the time of a story wherever it stands in the sentence."""
_REACH: Final = 24
_STATIVE: Final = re.compile(
    r"(?:depuis|(?:fond|cré|n|adopt|sign|inaugur|lanc)ée?s? en|(?:élu|paru|construit|ouvert)e?s? en|dat\w+ de|"
    r"de la loi de|directive) $"
)
_DECADE: Final = re.compile(r"(?<!\w)années (?:19\d0|[2-9]0|vingt|trente|quarante|cinquante|soixante)(?!\w)")
_CENTURY: Final = re.compile(r"(?<!\w)(?!xxi)[ivx]+e siècle")
_WORDS: Final = load_contexts()


def told_of_the_past(sentence: Sentence, at: int) -> bool:
    """Whether the future tense at a token tells a story, begun in its sentence or in the one before."""
    if ahead(sentence) or names_open(sentence):
        return False
    return sentence.once(_history) or _dated_back(sentence, at) or sentence.once(_continues)


def _history(sentence: Sentence) -> bool:
    """Whether words of the sentence, a far year or a simple past make it a story."""
    if sentence.has("past_anchor") or _DECADE.search(sentence.low) or _CENTURY.search(sentence.low):
        return True
    if sentence.document.published is None and (sentence.has("history") or _long_ago(sentence)):
        return True
    return any(_SIMPLE_PAST.of(token.low) for token in sentence.tokens if not token.capital)


def _long_ago(sentence: Sentence) -> bool:
    """Whether a text without a date names a year of the past, other than as a date of birth or of law."""
    return any(
        int(found[0]) < reference(sentence)
        and not _STATIVE.search(sentence.low, max(found.start() - 20, 0), found.start())
        for found in YEAR.finditer(sentence.low)
    )


def _years_behind(sentence: Sentence) -> list[tuple[int, int]]:
    """The past years that date what is told: (token index, year); not « depuis 2019 », not « fondée en 1962 »."""
    now = reference(sentence)
    found = []
    for index, token in enumerate(sentence.tokens):
        if len(token.low) == 4 and YEAR.fullmatch(token.low) and int(token.low) < now:
            at = index - 1
            while at > index - 5 and _in_date(sentence.word(at)):
                at -= 1
            dated = at < index - 2
            if (sentence.word(at) in _WORDS.year_leads or dated) and not is_participle(sentence.word(at - 1)):
                found.append((index, int(token.low)))
    return found


def _in_date(word: str) -> bool:
    return word in _WORDS.months or word.isdigit() or word in ("le", "er")


def _dated_back(sentence: Sentence, at: int) -> bool:
    """Whether a past year dates the verb at a token: a far one anywhere, a recent one in the same segment."""
    now = reference(sentence)
    for index, year in sentence.once(_years_behind):
        if year < now - _FAR or sentence.document.published is None:
            return True
        if abs(index - at) > _REACH:
            continue
        between = sentence.words(min(at, index) + 1, max(at, index))
        breaks = [word for word in between if word in (",", ";", ":", "(", ")")]
        if not breaks or (breaks == [","] and (index < 6 or at - index < 5)):
            return True
    return False


def _simple_past(word: str) -> bool:
    tenses = {form.tense for form in readings(word)}
    return "simple-past" in tenses and not tenses & {"present", "subjunctive", "past-participle"}


_SIMPLE_PAST: Final = Memo(_simple_past)


def _continues(sentence: Sentence) -> bool:
    """Whether the sentence goes on with a story: it opens with a pronoun, and the one before tells one."""
    document = sentence.document
    index = document.sentence_index(sentence.span.start)
    if index == 0 or sentence.word(0) not in _WORDS.continuing:
        return False
    span = document.sentences[index - 1]
    if "\n" in document.text[span.end : sentence.span.start]:
        return False
    before = Sentence(document, span)
    if ahead(before) or names_open(before):
        return False
    return any(
        _tells_alone(before, at)
        for at, token in enumerate(before.tokens)
        if any(form.tense == "future" for form in readings(token.low))
    )


def _tells_alone(sentence: Sentence, at: int) -> bool:
    """Whether a sentence by itself makes a story of the future tense at a token."""
    return sentence.once(_history) or _dated_back(sentence, at)
