"""The words of attribution: verbs of speech, « selon », and the nouns of those who observe (lexicon/speech.toml)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple, get_args

from recoupe.errors import LexiconError

__all__ = ["Speech", "SpeechVerbs", "Takes", "load_speech"]

Takes = Literal["anything", "statement", "forecast", "quotation"]
"""What must stand beside a verb: see lexicon/speech.toml."""


class SpeechVerbs(NamedTuple):
    """Verbs that attribute, by what must follow them; examples hold what is attributed in [ ]."""

    takes: Takes
    lemmas: tuple[str, ...]
    accept: tuple[str, ...]
    reject: tuple[str, ...]


class Speech(NamedTuple):
    """The whole file. See lexicon/speech.toml for what each part holds."""

    verbs: tuple[SpeechVerbs, ...]
    leads: tuple[str, ...]
    lead_examples: tuple[tuple[str, ...], tuple[str, ...]]
    agents: tuple[str, ...]
    valuing: tuple[str, ...]
    revision_verbs: tuple[str, ...]
    targets: tuple[str, ...]
    estimates: tuple[str, ...]
    observer_nouns: frozenset[str]
    observer_names: tuple[str, ...]
    no_source: frozenset[str]
    speaking_self: frozenset[str]
    public_nouns: frozenset[str]
    public_verbs: frozenset[str]
    person_roles: frozenset[str]
    house_roles: frozenset[str]
    paper_roles: frozenset[str]
    phrases: dict[str, frozenset[str]]


def _plurals(words: list[str]) -> frozenset[str]:
    return frozenset(words) | {word if word[-1] in "sxz" else f"{word}s" for word in words}


def _verbs(entries: list[dict[str, Any]]) -> tuple[SpeechVerbs, ...]:
    seen: set[str] = set()
    found = []
    for entry in entries:
        if entry.get("takes") not in get_args(Takes):
            raise LexiconError(f"speech.toml: verbs: {entry.get('takes')!r} is not one of {get_args(Takes)}")
        for lemma in entry["lemmas"]:
            if lemma in seen:
                raise LexiconError(f"speech.toml: the verb {lemma!r} is listed twice")
            seen.add(lemma)
        found.append(SpeechVerbs(entry["takes"], *(tuple(entry[name]) for name in ("lemmas", "accept", "reject"))))
    return tuple(found)


@cache
def load_speech() -> Speech:
    """The file, read once.

    Raises:
        LexiconError: an entry lacks a field, a kind of complement is unknown, or a verb is listed twice.
    """
    data = tomllib.loads(files("recoupe.lexicon").joinpath("speech.toml").read_text("utf-8"))
    try:
        (leads,) = data["leads"]
        return Speech(
            _verbs(data["verbs"]),
            tuple(leads["forms"]),
            (tuple(leads["accept"]), tuple(leads["reject"])),
            tuple(data["agents"]["participles"]),
            tuple(data["agents"]["valuing"]),
            tuple(data["revisions"]["verbs"]),
            tuple(data["revisions"]["targets"]),
            tuple(data["revisions"]["estimates"]),
            _plurals(data["observers"]["nouns"]),
            tuple(data["observers"]["names"]),
            _plurals(data["observers"]["no_source"]),
            frozenset(data["observers"]["speaking_self"]),
            _plurals(data["public"]["nouns"]),
            frozenset(data["public"]["verbs"]),
            frozenset(data["described"]["persons"]),
            frozenset(data["described"]["houses"]),
            frozenset(data["described"]["papers"]),
            {name: frozenset(words) for name, words in data["phrases"].items()},
        )
    except KeyError as missing:
        raise LexiconError(f"speech.toml lacks {missing}") from missing
