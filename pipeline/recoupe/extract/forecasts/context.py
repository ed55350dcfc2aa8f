"""What the rest of a sentence makes of a cue: a condition, a question, a story of the past, an instruction."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from recoupe.extract.forecasts.horizon import names_later
from recoupe.extract.forecasts.sentence import Sentence, is_participle, phrases
from recoupe.lexicon.forecast_cues import load_contexts
from recoupe.read.conjugation import readings
from recoupe.records import Modality

__all__ = ["Cue", "ahead", "conditioned", "in_condition", "modality_in", "told_of_the_past", "unreal_future"]

# Without a publication date, a year before this one is taken for the past: most text that names it looks back.
_UNDATED_PAST = 2005
_YEAR = re.compile(r"(?<![\d.,])(1[0-9]\d\d|20\d\d)(?![\d%€$]|[.,]\d| ?(?:€|%|euros|dollars|millions|francs))")
_DECADE = re.compile(r"(?<!\w)années (?:19\d0|[2-9]0|vingt|trente|quarante|cinquante|soixante)(?!\w)")
_CENTURY = re.compile(r"(?<!\w)(?!xxi)[ivx]+e siècle")
_AHEAD = re.compile(
    r"(?<!\w)(?:d'ici|à l'horizon|l'an prochain|l'année prochaine|(?:le|la|au|du|ce|en) [\w ]{0,24}prochaine?|demain|"
    r"après-demain|prochainement|à compter d|bientôt|l'été prochain|à terme|à l'avenir)(?!\w)"
)
_WORDS = load_contexts()


class Cue(NamedTuple):
    """A cue that a rule found: tokens `first` to `last`, both included; `at` is its finite verb or noun."""

    first: int
    last: int
    at: int
    modality: Modality
    rule: str


def _reference(sentence: Sentence) -> int:
    published: dt.date | None = sentence.document.published
    return published.year if published else _UNDATED_PAST


def ahead(sentence: Sentence) -> bool:
    """Whether the sentence names a time to come."""
    if _AHEAD.search(sentence.low) or names_later(sentence):
        return True
    now = _reference(sentence)
    dated = sentence.document.published is not None
    return any(int(year) > now if dated else int(year) >= now for year in _YEAR.findall(sentence.low))


def _years_behind(sentence: Sentence) -> list[tuple[int, int]]:
    """The past years that date what is told: (token index, year); not « depuis 2019 », not « fondée en 1962 »."""
    now = _reference(sentence)
    found = []
    for index, token in enumerate(sentence.tokens):
        if len(token.low) != 4 or not _YEAR.fullmatch(token.low) or int(token.low) >= now:
            continue
        at = index - 1
        while (
            sentence.word(at) in _WORDS.months
            or sentence.word(at).isdigit()
            or sentence.word(at) in ("le", "1er", "er")
        ):
            at -= 1
        lead = sentence.word(at) if at < index - 1 else sentence.word(index - 1)
        dated = at < index - 2 and at + 1 < index
        if (lead in _WORDS.year_leads or dated) and not is_participle(sentence.word(at - 1)):
            found.append((index, int(token.low)))
    return found


def behind(sentence: Sentence, at: int) -> bool:
    """Whether a past year dates the verb at a token: a far one anywhere, a recent one in the same segment."""
    now = _reference(sentence)
    for index, year in _years_behind(sentence):
        if year < now - 12 or sentence.document.published is None:
            return True
        between = sentence.words(min(at, index) + 1, max(at, index))
        if not {",", ";", ":", "(", ")"} & set(between) or (index < 6 and between.count(",") == 1):
            return True
    return False


def _simple_past(word: str) -> bool:
    tenses = {form.tense for form in readings(word)}
    return "simple-past" in tenses and not tenses & {"present", "subjunctive", "past-participle"}


def told_of_the_past(sentence: Sentence, at: int) -> bool:
    """Whether the future tense at a token tells a story (« il mourra en 1998 »)."""
    if ahead(sentence):
        return False
    if sentence.has(_WORDS.past_anchor) or _DECADE.search(sentence.low) or _CENTURY.search(sentence.low):
        return True
    if behind(sentence, at):
        return True
    return any(_simple_past(token.low) for token in sentence.tokens if not token.capital)


def unreal_future(sentence: Sentence, at: int, lemma: str) -> bool:
    """Whether a future tense is a habit, an instruction, a clause of law, or an author's way to speak."""
    if sentence.has(_WORDS.habit) or sentence.has(_WORDS.instruction) or sentence.has(_WORDS.law):
        return True
    near = {*sentence.words(at - 4, at), *sentence.words(at + 1, at + 4)}
    if lemma in _WORDS.author_verbs and near & {"on", "nous", "vous", "je", "j'"}:
        return True
    if lemma in _WORDS.speech_verbs:
        after = sentence.words(at + 1, at + 16)
        quoted = bool({"»", '"'} & set(sentence.words(at - 3, at)))
        past = any(form.tense == "imperfect" for word in after for form in readings(word))
        return quoted or past
    return False


def _conditional_si(sentence: Sentence, index: int) -> bool:
    """Whether the « si » or « s' » at a token opens a condition."""
    word, before, after = sentence.word(index), sentence.word(index - 1), sentence.word(index + 1)
    if word == "s'":
        opens = after in ("il", "ils")
    elif word == "si":
        opens = (
            after in _WORDS.si_subject
            or after == "("
            or (index + 1 < len(sentence.tokens) and sentence.tokens[index + 1].capital)
        )
    else:
        return False
    return opens and before not in _WORDS.si_asks and before not in _WORDS.si_is_none


def _conditions(sentence: Sentence) -> list[int]:
    return [index for index in range(len(sentence.tokens)) if _conditional_si(sentence, index)]


def _si_end(sentence: Sentence, start: int) -> int:
    """Where the clause of a « si » ends: at its comma, or at the next stronger sign."""
    depth = 0
    for index in range(start, len(sentence.tokens)):
        word = sentence.word(index)
        depth += (word == "(") - (word == ")")
        if word in (";", ":", "»") or (word == "," and depth <= 0):
            return index
    return len(sentence.tokens)


def in_condition(sentence: Sentence, at: int) -> bool:
    """Whether a token lies inside a clause of « si »: supposed, not foretold."""
    return any(start < at < _si_end(sentence, start) for start in _conditions(sentence))


def _concedes(sentence: Sentence, start: int) -> bool:
    """« Si le chiffre d'affaires a reculé, … »: the fact is granted, not supposed."""
    stop = _si_end(sentence, start)
    words = sentence.words(start, stop)
    return any(
        word in ("a", "ont") and any(is_participle(after) for after in words[index + 1 : index + 4])
        for index, word in enumerate(words)
    )


def conditioned(sentence: Sentence, at: int) -> bool:
    """Whether the sentence states a condition for what the token foretells."""

    def apart(index: int) -> bool:
        return ";" in sentence.words(min(index, at), max(index, at))

    if any(not apart(index) and not _concedes(sentence, index) for index in _conditions(sentence)):
        return True
    plain = phrases(_WORDS.no_condition).sub("", sentence.low)
    return phrases(_WORDS.condition).search(plain) is not None


def _asked(sentence: Sentence, at: int) -> bool:
    for index in range(max(at - 14, 0), at):
        if sentence.word(index) in ("si", "s'") and sentence.word(index - 1) in _WORDS.si_asks:
            return True
    return False


def modality_in(sentence: Sentence, at: int, modality: Modality, finite: bool) -> Modality:
    """The modality that the sentence gives a cue.

    Args:
        at: the token of the cue.
        modality: what the cue says by itself.
        finite: whether it is a future or a conditional; these become a possibility in a question.
    """
    if conditioned(sentence, at) and not in_condition(sentence, at):
        return "conditional"
    if _asked(sentence, at):
        return "possibility"
    if finite and (sentence.question or sentence.has(_WORDS.perhaps)):
        return "possibility"
    return modality
