"""The verbs that must be listed to be conjugated (the list is lexicon/verbs.toml, which explains its fields)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from recoupe.errors import LexiconError

__all__ = ["Verb", "Verbs", "load_verbs"]


class Verb(NamedTuple):
    """One verb of the third group, its forms written out in full; "" for a form it lacks.

    Attributes:
        present, subjunctive: the six persons.
        simple: the simple past without its person (« pri », « vin », « alla »), or "".
        future: the future without its person (« prendr »).
        imperfect: the imperfect without its person (« pren »).
        past, feminine: the past participle.
        participle: the present participle.
    """

    lemma: str
    present: tuple[str, ...]
    subjunctive: tuple[str, ...]
    simple: str
    future: str
    imperfect: str
    past: str
    feminine: str
    participle: str


class Verbs(NamedTuple):
    """The whole list. See lexicon/verbs.toml for what each part holds."""

    third: dict[str, Verb]
    second: frozenset[str]
    grave: tuple[str, ...]
    double: tuple[str, ...]
    ayer: tuple[str, ...]
    not_first_group: frozenset[str]
    not_imperfect: frozenset[str]


def _persons(head: str, forms: str, lemma: str) -> tuple[str, ...]:
    words = forms.split()
    if len(words) != 6:
        raise LexiconError(f"verbs.toml: {lemma}: six persons are wanted, not {forms!r}")
    return tuple("" if word == "-" else head + word for word in words)


def _subjunctive(present: tuple[str, ...], imperfect: str) -> tuple[str, ...]:
    they = present[5].removesuffix("ent")
    if not they:
        return ("",) * 6
    return (f"{they}e", f"{they}es", f"{they}e", f"{imperfect}ions", f"{imperfect}iez", f"{they}ent")


def _verb(lemma: str, model: dict[str, Any]) -> Verb:
    ending = model["ending"]
    if not lemma.endswith(ending):
        raise LexiconError(f"verbs.toml: {lemma!r} does not end in {ending!r}")
    head = lemma.removesuffix(ending)
    present = _persons(head, model["present"], lemma)
    imperfect = head + model["imperfect"] if "imperfect" in model else present[3].removesuffix("ons")
    given = model.get("subjunctive", "")
    if not given:
        subjunctive = _subjunctive(present, imperfect)
    elif " " in given:
        subjunctive = _persons(head, given, lemma)
    else:
        subjunctive = tuple(head + given + end for end in ("e", "es", "e", "ions", "iez", "ent"))
    past = head + model["past"]
    return Verb(
        lemma,
        present,
        subjunctive,
        "" if model["simple"] == "-" else head + model["simple"],
        head + model["future"] if "future" in model else lemma.removesuffix("e"),
        imperfect,
        past,
        head + model["feminine"] if "feminine" in model else past + "e",
        head + model["participle"] if "participle" in model else imperfect + "ant",
    )


@cache
def load_verbs() -> Verbs:
    """The list of verbs, read once.

    Raises:
        LexiconError: a model lacks a person, a lemma does not fit its model, or a lemma is listed twice.
    """
    data = tomllib.loads(files("recoupe.lexicon").joinpath("verbs.toml").read_text("utf-8"))
    third: dict[str, Verb] = {}
    for model in data["model"]:
        for lemma in model["verbs"]:
            if lemma in third or lemma in data["second"]:
                raise LexiconError(f"verbs.toml: {lemma!r} is listed twice")
            third[lemma] = _verb(lemma, model)
    return Verbs(
        third,
        frozenset(data["second"]),
        tuple(data["grave"]),
        tuple(data["double"]),
        tuple(data["ayer"]),
        frozenset(data["not_first_group"]),
        frozenset(data["not_imperfect"]),
    )
