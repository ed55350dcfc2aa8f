"""Whether the words around a time look back or ahead: by the nearest verb or cue, not by a parse."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple

from recoupe.lexicon.periods import FUTURE_EXCEPTIONS, TENSES
from recoupe.read.document import Document
from recoupe.read.periods.grammar import alt
from recoupe.read.words import Known, words_in

__all__ = ["Cue", "looks_ahead", "tense_cues"]

_FORMS: Final = {tense.time: alt(tense.forms) for tense in TENSES}
_EXCEPT: Final = alt(FUTURE_EXCEPTIONS)
_PARTICIPLE: Final = r"\w+(?:é|i|u|is|it|ert|eint)(?:e?s?)"
_AUXILIARIES: Final = "a|ont|aurait|auraient|avait|avaient|est|sont|s'est|se sont|n'a|n'ont"
_BETWEEN: Final = r"(?: \w+ment| bien| pas| encore| été){0,2}"
_FUTURE: Final = rf"{_FORMS['future']}|(?!{_EXCEPT}\b)\w{{2,}}(?:ra|ront|rons|rez)|(?:au|se|i|fe)(?:ra|ront)"
_PARTICIPLES: Final = rf"(?:{_AUXILIARIES}){_BETWEEN} (?!{_FORMS['future']}\b){_PARTICIPLE}"
# « Le taux, ramené de 2,4 à 1,7 % le 1er août, pourrait »: a participle set off by a comma looks back by itself.
_SET_OFF_ENDINGS: Final = "é|ée|és|ées|ert|erte|erts|ertes|ie|is|ise|ises|u|ue|us|ues"
_SET_OFF: Final = (
    rf"(?<=, )(?!{_FORMS['future']}\b)\w{{3,}}(?:{_SET_OFF_ENDINGS}|[^ru]i)"
    r"(?= (?:de|d'|du|à|au|aux|en|par|le|la|l'|il y a|lors|après|pour|dans|sur|chez|avec|fin|début|mi-)(?!\w))"
)
_PAST: Final = rf"{_FORMS['past']}|{_PARTICIPLES}|{_SET_OFF}|\w{{3,}}[^r\W](?:ait|aient)|\w{{2,}}èrent"
_CUE: Final = re.compile(rf"(?<![\w-])(?:(?P<future>{_FUTURE})|(?P<past>{_PAST}))(?!\w)")
_OPENINGS: Final = frozenset(
    re.split(r"\W", form)[0] for form in (*_AUXILIARIES.split("|"), *(form for tense in TENSES for form in tense.forms))
)
_ENDINGS: Final = ("ra", "ront", "rons", "rez", "ait", "aient", "èrent")
"""The words, and the ends of words, that a cue may begin with."""
_ENDINGS_AFTER_COMMA: Final = ("i", *_SET_OFF_ENDINGS.split("|"))
"""The ends of words that a cue may begin with after a comma."""
_BREAK: Final = re.compile(r",(?!\d)|[;:()]| - ")
_FARTHEST: Final = 400
"""How far from the time a cue is looked for, in characters."""
_BREAK_COSTS: Final = 40
"""How many characters a comma counts for when the nearest cue is looked for."""


class Cue(NamedTuple):
    """A word that tells a tense: where it stands, and whether it is one of what is to come."""

    start: int
    end: int
    ahead: bool


def _opens(word: str) -> bool | None:
    """Whether a cue may begin with a word anywhere; None where it may nowhere."""
    if word in _OPENINGS or word.endswith(_ENDINGS):
        return True
    return False if word.endswith(_ENDINGS_AFTER_COMMA) else None


_KNOWN: Final = Known(_opens)


def tense_cues(document: Document) -> list[Cue]:
    """The cues of a text, in order; case matters, since a name like « Pilbara » is no verb."""
    folded = document.folded
    cues: list[Cue] = []
    end = 0
    starts = words_in(document).starts
    for at, anywhere in _KNOWN.of(words_in(document)):
        start = starts[at]
        if not anywhere and not folded.startswith(", ", start - 2):
            continue
        found = _CUE.match(folded, start) if start >= end else None
        if found is not None:
            end = found.end()
            cues.append(Cue(start, end, found["future"] is not None))
    return cues


def looks_ahead(folded: str, cues: Sequence[Cue], at: int) -> bool | None:
    """Whether what a sentence tells around `at` was still to come.

    Args:
        folded: the text, folded.
        cues: the `tense_cues` of the sentence.
        at: where the time stands.

    Returns:
        True where the nearest cue is one of the future, False where it is one of the past, None where there is none.
    """
    best: tuple[int, bool] | None = None
    for cue in cues[bisect_left(cues, (at - _FARTHEST,)) :]:
        if cue.end > at + _FARTHEST:
            break
        between = (cue.end, at) if cue.end <= at else (at, cue.start)
        cost = abs(between[1] - between[0])
        if best is None or cost < best[0]:
            cost += _BREAK_COSTS * len(_BREAK.findall(folded, *between))
        if best is None or cost < best[0]:
            best = (cost, cue.ahead)
    return None if best is None else best[1]
