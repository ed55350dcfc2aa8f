"""What the rest of a sentence makes of a cue: a condition, a question, a story of the past, an instruction."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from recoupe.extract.forecasts.conditions import asked, bound
from recoupe.extract.forecasts.horizon import names_later, names_open
from recoupe.extract.forecasts.sentence import Sentence, is_participle, lowered
from recoupe.lexicon.forecast_cues import load_contexts
from recoupe.read.conjugation import readings
from recoupe.records import Modality

__all__ = ["Cue", "ahead", "ahead_of", "modality_in", "told_of_the_past", "unreal_future"]

# Without a publication date, a year before this one is taken for the past: most text that names it looks back.
_UNDATED_PAST = 2005
_LONG_AGO = 1990
_STATIVE = re.compile(r"(?:depuis|fondée?s? en|créée?s? en|née?s? en|datant de|de la loi de|directive) $")
_YEAR = re.compile(r"(?<![\d.,])(1[0-9]\d\d|20\d\d)(?![\d%€$]|[.,]\d| ?(?:€|%|euros|dollars|millions|francs))")
_DECADE = re.compile(r"(?<!\w)années (?:19\d0|[2-9]0|vingt|trente|quarante|cinquante|soixante)(?!\w)")
_CENTURY = re.compile(r"(?<!\w)(?!xxi)[ivx]+e siècle")
_TIME = (
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|janvier|février|mars|avril|mai|juin|juillet|août|septembre|"
    r"octobre|novembre|décembre|printemps|été|automne|hiver|an|année|ans|années|mois|jours|semaines?|week-end|"
    r"trimestres?|semestres?|rentrée|saisons?|exercices?)"
)
_AHEAD = re.compile(
    rf"(?<!\w)(?:d'ici|à l'horizon|{_TIME} prochaine?s?|prochaine?s? {_TIME}|demain|après-demain|prochainement|"
    r"à compter d|bientôt|à l'avenir)(?!\w)"
)
_BREAK = re.compile(r"[;:()]|, ")
_NEAR = 60
_FINITE = frozenset({"future-tense", "near-future", "devrait", "pourrait"})
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
    if _AHEAD.search(sentence.low) or names_later(sentence, *sentence.span):
        return True
    now = _reference(sentence)
    dated = sentence.document.published is not None
    return any(int(year) > now if dated else int(year) >= now for year in _YEAR.findall(sentence.low))


def ahead_of(sentence: Sentence, at: int) -> bool:
    """Whether a time to come follows a token closely, as its complement does."""
    start = sentence.tokens[at].end
    stretch = sentence.document.folded[start : min(start + _NEAR, sentence.span.end)]
    clause = _BREAK.split(stretch, maxsplit=1)[0]
    if _AHEAD.search(lowered(clause)) or names_later(sentence, start, start + len(clause)):
        return True
    now = _reference(sentence)
    return sentence.document.published is None and any(int(year) >= now for year in _YEAR.findall(clause))


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
    if sentence.document.published is None and any(
        int(found[0]) < _LONG_AGO and not _STATIVE.search(sentence.low, 0, found.start())
        for found in _YEAR.finditer(sentence.low)
    ):
        return True
    for index, year in _years_behind(sentence):
        if year < now - 12 or sentence.document.published is None:
            return True
        between = sentence.words(min(at, index) + 1, max(at, index))
        breaks = [word for word in between if word in (",", ";", ":", "(", ")")]
        if not breaks or (breaks == [","] and (index < 6 or at - index < 5)):
            return True
    return False


def _simple_past(word: str) -> bool:
    tenses = {form.tense for form in readings(word)}
    return "simple-past" in tenses and not tenses & {"present", "subjunctive", "past-participle"}


def _before(sentence: Sentence) -> Sentence | None:
    """The sentence before, where this one goes on in the same paragraph with a pronoun."""
    document = sentence.document
    index = document.sentence_index(sentence.span.start)
    if index == 0 or sentence.word(0) not in _WORDS.continuing:
        return None
    before = document.sentences[index - 1]
    return None if "\n" in document.text[before.end : sentence.span.start] else Sentence(document, before)


def told_of_the_past(sentence: Sentence, at: int) -> bool:
    """Whether the future tense at a token tells a story (« il mourra en 1998 »), begun here or just before."""
    if _tells(sentence, at):
        return True
    before = None if ahead(sentence) or names_open(sentence) else _before(sentence)
    if before is None:
        return False
    futures = [
        index
        for index, token in enumerate(before.tokens)
        if any(form.tense == "future" for form in readings(token.low))
    ]
    return any(_tells(before, index) for index in futures)


def _tells(sentence: Sentence, at: int) -> bool:
    if ahead(sentence) or names_open(sentence):
        return False
    if sentence.has(_WORDS.past_anchor) or _DECADE.search(sentence.low) or _CENTURY.search(sentence.low):
        return True
    if behind(sentence, at):
        return True
    if sentence.document.published is None and sentence.has(_WORDS.history):
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


def modality_in(sentence: Sentence, cue: Cue, cues: list[int]) -> Modality:
    """The modality that the sentence gives a cue.

    Args:
        cues: the tokens of all cues of the sentence, in order.
    """
    if bound(sentence, cue.at, cues):
        return "conditional"
    if asked(sentence, cue.at):
        return "possibility"
    asks = sentence.question and not {":", ";", "»"} & set(sentence.words(cue.at, len(sentence.tokens) - 1))
    if cue.rule in _FINITE and (asks or sentence.has(_WORDS.perhaps)):
        return "possibility"
    return cue.modality
