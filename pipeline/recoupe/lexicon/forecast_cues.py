"""The cues of a forecast (lexicon/forecast_cues.toml) and their surroundings (lexicon/forecast_contexts.toml)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, get_args

from recoupe.errors import LexiconError
from recoupe.records import Modality

__all__ = ["Contexts", "Cues", "NounCue", "ParticipleCue", "PhraseCue", "VerbCue", "load_contexts", "load_cues"]


class VerbCue(NamedTuple):
    """A verb whose present tense looks ahead. See lexicon/forecast_cues.toml for the fields."""

    lemma: str
    modality: Modality
    complement: tuple[str, ...]
    reflexive: bool
    perfect: bool
    negated: bool
    never_followed_by: frozenset[str]
    never_subject: frozenset[str]


class PhraseCue(NamedTuple):
    """A verb with a fixed continuation: `tail` is a tuple of words, the last letter « ~ » of a word free to agree."""

    head: str
    tails: tuple[tuple[str, ...], ...]
    modality: Modality
    reflexive: bool
    perfect: bool
    needs_period: bool
    never_followed_by: frozenset[str]
    never_between: frozenset[str]


class NounCue(NamedTuple):
    """A noun that is a cue before `after`, or behind one of the verbs `before`."""

    words: tuple[str, ...]
    modality: Modality
    after: tuple[str, ...]
    before: tuple[str, ...]


class ParticipleCue(NamedTuple):
    """Past participles that, with a period to come, are cues."""

    lemmas: tuple[str, ...]
    modality: Modality
    never_followed_by: frozenset[str]


class Cues(NamedTuple):
    """All cues, in the order of the file."""

    verbs: tuple[VerbCue, ...]
    phrases: tuple[PhraseCue, ...]
    nouns: tuple[NounCue, ...]
    participles: tuple[ParticipleCue, ...]


class Contexts(NamedTuple):
    """Phrases and words around a cue. See lexicon/forecast_contexts.toml for the fields."""

    condition: tuple[str, ...]
    no_condition: tuple[str, ...]
    sans_is_none: frozenset[str]
    si_asks: frozenset[str]
    si_is_none: frozenset[str]
    si_subject: frozenset[str]
    perhaps: tuple[str, ...]
    continuing: frozenset[str]
    past_anchor: tuple[str, ...]
    history: tuple[str, ...]
    habit: tuple[str, ...]
    instruction: tuple[str, ...]
    ingredients: tuple[str, ...]
    law: tuple[str, ...]
    author_verbs: frozenset[str]
    author_subject: frozenset[str]
    speech_verbs: frozenset[str]
    reporting_verbs: tuple[str, ...]
    ought_subject: frozenset[str]
    ought_word: tuple[str, ...]
    adverbs: tuple[str, ...]
    announcing: tuple[str, ...]
    numbers: frozenset[str]
    determiners: frozenset[str]
    event_verbs: frozenset[str]
    prepositions: frozenset[str]
    before_figure: frozenset[str]
    noun_signs: frozenset[str]
    verb_signs: frozenset[str]
    clitics: frozenset[str]
    reflexives: frozenset[str]
    governing: tuple[str, ...]
    abandoning: tuple[str, ...]
    not_infinitive: frozenset[str]
    year_leads: frozenset[str]
    months: frozenset[str]
    participle_taken: frozenset[str]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("recoupe.lexicon").joinpath(name).read_text("utf-8"))


def _modality(entry: dict[str, Any]) -> Modality:
    if entry.get("modality") not in get_args(Modality):
        raise LexiconError(f"forecast_cues.toml: {entry}: modality must be one of {get_args(Modality)}")
    modality: Modality = entry["modality"]
    return modality


def _verb(entry: dict[str, Any]) -> VerbCue:
    return VerbCue(
        entry["lemma"],
        _modality(entry),
        tuple(entry["complement"]),
        entry.get("reflexive", False),
        entry.get("perfect", False),
        entry.get("negated", False),
        frozenset(entry.get("never_followed_by", ())),
        frozenset(entry.get("never_subject", ())),
    )


def _phrase(entry: dict[str, Any]) -> PhraseCue:
    return PhraseCue(
        entry["head"],
        tuple(tuple(tail.replace("'", "' ").split()) for tail in entry["tail"]),
        _modality(entry),
        entry.get("reflexive", False),
        entry.get("perfect", False),
        entry.get("needs") == "period",
        frozenset(entry.get("never_followed_by", ())),
        frozenset(entry.get("never_between", ())),
    )


@cache
def load_cues() -> Cues:
    """The cues, read once.

    Raises:
        LexiconError: an entry lacks a field, has a wrong modality, or no example of what it reads and leaves alone.
    """
    data = _read("forecast_cues.toml")
    for kind in ("verb", "phrase", "noun", "participle"):
        for entry in data[kind]:
            if not entry.get("accept") or not entry.get("reject"):
                raise LexiconError(f"forecast_cues.toml: {entry}: give accept and reject examples")
    try:
        return Cues(
            tuple(map(_verb, data["verb"])),
            tuple(map(_phrase, data["phrase"])),
            tuple(
                NounCue(tuple(form.split()), _modality(entry), tuple(entry["after"]), tuple(entry["before"]))
                for entry in data["noun"]
                for form in entry["forms"]
            ),
            tuple(
                ParticipleCue(tuple(entry["lemmas"]), _modality(entry), frozenset(entry["never_followed_by"]))
                for entry in data["participle"]
            ),
        )
    except KeyError as missing:
        raise LexiconError(f"forecast_cues.toml: an entry lacks {missing}") from None


@cache
def load_contexts() -> Contexts:
    """The surroundings, read once.

    Raises:
        LexiconError: the file lacks a list.
    """
    data = _read("forecast_contexts.toml")
    sets = {name for name, kind in Contexts.__annotations__.items() if "frozenset" in str(kind)}
    try:
        lists: dict[str, Any] = {
            name: frozenset(data[name]) if name in sets else tuple(data[name]) for name in Contexts._fields
        }
    except KeyError as missing:
        raise LexiconError(f"forecast_contexts.toml lacks {missing}") from None
    return Contexts(**lists)
