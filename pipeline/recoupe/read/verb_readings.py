"""The verb forms that a word can be: French conjugation read backwards.

Verbs of the second and third groups are known in all their forms, those of the first by rules of their endings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial
from typing import Final

from recoupe.lexicon.verbs import load_verbs
from recoupe.memo import Memo
from recoupe.read.conjugation import FUTURE, IMPERFECT, PAST_A, Form, Tense, paradigm

__all__ = ["infinitive_of", "participle_of", "readings"]


@cache
def _index() -> dict[str, tuple[Form, ...]]:
    """Every form of the verbs that are listed."""
    verbs = load_verbs()
    found: dict[str, list[Form]] = {}
    for lemma in (*verbs.third, *sorted(verbs.second), *verbs.ayer):
        for form in paradigm(lemma):
            found.setdefault(form.text, []).append(form)
    return {text: tuple(several) for text, several in found.items()}


_ENDINGS: Final[tuple[tuple[re.Pattern[str], Tense, tuple[str, ...]], ...]] = (
    (re.compile(r"([^\W\d_][\w-]*[^\W\d_])er(ai|as|a|ons|ez|ont)"), "future", FUTURE),
    (re.compile(r"([^\W\d_][\w-]*[^\W\d_])er(ais|ait|ions|iez|aient)"), "conditional", IMPERFECT),
    (re.compile(r"([^\W\d_][\w-]*[^\W\d_])(ait|aient)"), "imperfect", IMPERFECT),
    (re.compile(r"([^\W\d_][\w-]*[^\W\d_])(èrent)"), "simple-past", PAST_A),
)


def _infinitive(stem: str, mute: bool) -> str:
    """The likeliest infinitive of the first group for a stem as it stands before its ending."""
    if stem.endswith("ç"):
        return stem[:-1] + "cer"
    if stem.endswith("ge"):
        return stem + "r"
    if not mute:
        return stem + "er"
    if stem.endswith(("ai", "oi", "ui")):
        return stem[:-1] + "yer"
    verbs = load_verbs()
    if stem[-2:] in ("ll", "tt") and (stem[:-1] + "er").endswith(verbs.double):
        return stem[:-1] + "er"
    if "è" in stem[-4:]:
        head, _, tail = stem.rpartition("è")
        light = f"{head}e{tail}er"
        return light if light.endswith((*verbs.grave, *verbs.double)) else f"{head}é{tail}er"
    return stem + "er"


def _first_group(word: str) -> Iterator[Form]:
    """What an unlisted word can be as a form of the first group, by its ending."""
    verbs = load_verbs()
    if word in verbs.not_first_group:
        return
    for pattern, tense, ends in _ENDINGS:
        found = pattern.fullmatch(word)
        if found is None or (tense == "imperfect" and word in verbs.not_imperfect):
            continue
        lemma = _infinitive(found[1], tense in ("future", "conditional"))
        for person, end in enumerate(ends, 1):
            if end == found[2]:
                yield Form(word, lemma, tense, person)
        return


def _readings(word: str) -> tuple[Form, ...]:
    word = word.casefold()
    return _index().get(word) or tuple(_first_group(word))


_READINGS: Final = Memo(_readings)


def readings(word: str) -> tuple[Form, ...]:
    """The verb forms that a word can be, by its letters alone; none for a word that is no verb form.

    Verbs of the second and third groups are known in all their forms. Those of the first are an open class, read by
    rule: their future, conditional, « -ait », « -aient » and « -èrent »; for these the lemma is the likeliest one.
    A word that is also a noun (« tiendras », « aura ») is read as the verb: its neighbours decide, which is for the
    caller to see.

    Args:
        word: one word in any case, with accents.
    """
    return _READINGS.of(word)


_PARTICIPLE: Final = re.compile(r"([^\W\d_][\w-]*[^\W\d_])ée?s?")
_MUTE: Final = re.compile(r"([^\W\d_][\w-]*[^\W\d_])e(?:s|nt)?")


def _lemma(word: str, *, tense: Tense, regular: re.Pattern[str]) -> str | None:
    word = word.casefold()
    known = next((form.lemma for form in _index().get(word, ()) if form.tense == tense), None)
    if known is not None:
        return known
    found = regular.fullmatch(word)
    return _infinitive(found[1], mute=tense == "present") if found else None


_PARTICIPLES: Final = Memo(partial(_lemma, tense="past-participle", regular=_PARTICIPLE))
_PRESENTS: Final = Memo(partial(_lemma, tense="present", regular=_MUTE))


def participle_of(word: str) -> str | None:
    """The infinitive that a word is the past participle of (« rebondi », « clôturées »); none where it can be none."""
    return _PARTICIPLES.of(word)


def infinitive_of(word: str) -> str | None:
    """The infinitive of a word that is a verb in the present (« indique », « limitent »); none where it can be none.

    That it is a verb is for the caller to know: « limite », « compte » and « affiche » are nouns as well.
    """
    return _PRESENTS.of(word)
