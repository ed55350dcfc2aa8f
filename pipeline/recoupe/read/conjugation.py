"""French conjugation by rule: a lemma to its forms. The way back is in `verb_readings`.

The first and second groups follow rules of spelling; the third is listed in lexicon/verbs.toml. Where the reform of
1990 left two spellings (« cédera », « cèdera »), both are forms. Compound tenses are left to the caller: they are an
auxiliary and a past participle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, Literal, NamedTuple

from recoupe.errors import LexiconError
from recoupe.lexicon.verbs import Verb, load_verbs

__all__ = ["FUTURE", "IMPERFECT", "PAST_A", "Form", "Tense", "forms", "paradigm"]

Tense = Literal[
    "infinitive",
    "present",
    "imperfect",
    "simple-past",
    "future",
    "conditional",
    "subjunctive",
    "past-participle",
    "present-participle",
]


class Form(NamedTuple):
    """One word as a form of a verb.

    Attributes:
        person: 1 to 6 for je, tu, il, nous, vous, ils; 0 for an infinitive or a participle.
    """

    text: str
    lemma: str
    tense: Tense
    person: int


FUTURE: Final = ("ai", "as", "a", "ons", "ez", "ont")
IMPERFECT: Final = ("ais", "ais", "ait", "ions", "iez", "aient")
PAST_A: Final = ("ai", "as", "a", "âmes", "âtes", "èrent")
"""The endings of the future, of the imperfect and the conditional, and of the simple past in -a, person by person."""
_PAST: Final = ("s", "s", "t", "^mes", "^tes", "rent")
_CIRCUMFLEX: Final = str.maketrans("iu", "îû")


def _simple_past(stem: str) -> Iterator[str]:
    if stem.endswith("a"):
        yield from (stem[:-1] + end for end in PAST_A)
        return
    vowel = re.search(r"[iuï]n?$", stem)
    head, tail = (stem[: vowel.start()], vowel[0]) if vowel else (stem, "")
    for end in _PAST:
        yield head + tail.translate(_CIRCUMFLEX) + end[1:] if end[0] == "^" else stem + end


def _participle(lemma: str, masculine: str, feminine: str) -> Iterator[Form]:
    plural = masculine if masculine.endswith("s") else masculine.replace("dû", "du") + "s"
    for text in dict.fromkeys((masculine, feminine, plural, feminine + "s")):
        yield Form(text, lemma, "past-participle", 0)


def _listed(verb: Verb) -> Iterator[Form]:
    """The forms of a verb of the third group."""

    def tense(name: Tense, texts: tuple[str, ...] | Iterator[str]) -> Iterator[Form]:
        return (
            Form(text, verb.lemma, name, person)
            for person, text in enumerate(texts, 1)
            if text and (verb.lemma not in _IMPERSONAL or person == 3)
        )

    yield Form(verb.lemma, verb.lemma, "infinitive", 0)
    yield from tense("present", verb.present)
    yield from tense("imperfect", tuple(verb.imperfect + end for end in IMPERFECT))
    if verb.simple:
        yield from tense("simple-past", _simple_past(verb.simple))
    yield from tense("future", tuple(verb.future + end for end in FUTURE))
    yield from tense("conditional", tuple(verb.future + end for end in IMPERFECT))
    yield from tense("subjunctive", verb.subjunctive)
    yield Form(verb.participle, verb.lemma, "present-participle", 0)
    yield from _participle(verb.lemma, verb.past, verb.feminine)


_IMPERSONAL: Final = frozenset({"falloir"})


def _second(lemma: str) -> Verb:
    """A verb of the second group, written out as one of the third."""
    stem = lemma.removesuffix("r")
    long = stem + "ss"
    return Verb(
        lemma,
        (stem + "s", stem + "s", stem + "t", long + "ons", long + "ez", long + "ent"),
        (long + "e", long + "es", long + "e", long + "ions", long + "iez", long + "ent"),
        stem,
        lemma,
        long,
        stem,
        stem + "e",
        long + "ant",
    )


_ACUTE: Final = re.compile(r"é([^aeiouyéèêàâîôû]+|[gq]u)$")


def _before_mute_e(lemma: str) -> tuple[str, ...]:
    """The stems that a verb of the first group takes before a mute e, the usual spelling first."""
    stem = lemma[:-2]
    verbs = load_verbs()
    if stem.endswith("ay"):
        return (stem[:-1] + "i", stem)
    if stem.endswith(("oy", "uy")):
        return (stem[:-1] + "i",)
    if lemma.endswith(verbs.double):
        return (stem + stem[-1], _with_grave(stem))
    if lemma.endswith(verbs.grave):
        return (_with_grave(stem),)
    return (stem,)


def _with_grave(stem: str) -> str:
    at = stem.rindex("e")
    return f"{stem[:at]}è{stem[at + 1 :]}"


def _first(lemma: str) -> Iterator[Form]:
    """The forms of a verb of the first group."""
    stem = lemma[:-2]
    soft = stem[:-1] + "ç" if stem.endswith("c") else stem + "e" if stem.endswith("g") else stem
    mute = _before_mute_e(lemma)
    open_e = tuple(_ACUTE.sub(r"è\1", one) for one in mute)
    yield Form(lemma, lemma, "infinitive", 0)
    for one in open_e:
        for person, end in ((1, "e"), (2, "es"), (3, "e"), (6, "ent")):
            yield Form(one + end, lemma, "present", person)
            yield Form(one + end, lemma, "subjunctive", person)
    yield Form(soft + "ons", lemma, "present", 4)
    yield Form(stem + "ez", lemma, "present", 5)
    yield Form(stem + "ions", lemma, "subjunctive", 4)
    yield Form(stem + "iez", lemma, "subjunctive", 5)
    for person, (future, past, simple) in enumerate(zip(FUTURE, IMPERFECT, PAST_A, strict=True), 1):
        yield Form((stem if past[0] == "i" else soft) + past, lemma, "imperfect", person)
        yield Form((stem if simple[0] == "è" else soft) + simple, lemma, "simple-past", person)
        for one in dict.fromkeys((*mute, *open_e)):
            yield Form(f"{one}er{future}", lemma, "future", person)
            yield Form(f"{one}er{past}", lemma, "conditional", person)
    yield Form(soft + "ant", lemma, "present-participle", 0)
    yield from _participle(lemma, stem + "é", stem + "ée")


@cache
def paradigm(lemma: str) -> tuple[Form, ...]:
    """All simple forms of a verb.

    Args:
        lemma: its infinitive, without pronoun (« attendre », not « s'attendre »).

    Raises:
        LexiconError: the verb does not end in -er and lexicon/verbs.toml does not list it.
    """
    verbs = load_verbs()
    if lemma in verbs.third:
        return tuple(_listed(verbs.third[lemma]))
    if lemma in verbs.second:
        return tuple(_listed(_second(lemma)))
    if lemma.endswith("er") and len(lemma) > 3:
        return tuple(_first(lemma))
    raise LexiconError(f"verbs.toml does not list the verb {lemma!r}")


def forms(lemma: str, *tenses: Tense, persons: tuple[int, ...] = ()) -> frozenset[str]:
    """The forms of a verb in the given tenses (in all of them where none is given) and persons."""
    return frozenset(
        form.text
        for form in paradigm(lemma)
        if (not tenses or form.tense in tenses) and (not persons or form.person in persons)
    )
