"""What decides whether two figures may be set against each other (lexicon/comparability.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

from recoupe.errors import LexiconError
from recoupe.lexicon.gate import Gate, words_in
from recoupe.text import fold

__all__ = ["Comparability", "Cue", "Phrases", "comparability", "load"]


_INSIDE: Final = re.compile(r"[\w-]")


class Cue(NamedTuple):
    """Phrases that say the same of a figure, under one tag, with the examples that prove them."""

    tag: str
    forms: tuple[str, ...]
    accept: tuple[str, ...]
    reject: tuple[str, ...]
    soft: bool = False


class Phrases:
    """Cues to look for in text; the longest phrase wins where several begin."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        self.cues = tuple(cues)
        self._tags = {_plain(form): cue.tag for cue in self.cues for form in cue.forms}
        forms = sorted(self._tags, key=lambda form: (-len(form), form))
        self._forms = Gate(re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, forms))})(?![\w-])"), forms)

    def tags(self, text: str) -> frozenset[str]:
        """The tags of the phrases that a text holds."""
        plain = _plain(text)
        return self.tags_in(plain, frozenset(words_in(plain)))

    def tags_in(self, plain: str, words: frozenset[str]) -> frozenset[str]:
        """The same, of a text that is folded and in lower case, of which these are the words."""
        met = self._forms.met(plain, words)
        if len(met) > 1:  # Only then may one phrase take the place of another.
            return frozenset(self._tags[found] for found in self._forms.pattern.findall(plain))
        return frozenset(self._tags[phrase] for phrase in met if _stands(phrase, plain))


def _stands(phrase: str, text: str) -> bool:
    """Whether a phrase stands in a text at the bounds of words."""
    at = text.find(phrase)
    while at >= 0:
        beside = text[at - 1 : at] + text[at + len(phrase) : at + len(phrase) + 1]
        if not _INSIDE.search(beside):
            return True
        at = text.find(phrase, at + 1)
    return False


class Comparability(NamedTuple):
    """The file, read. See its comments."""

    cues: Phrases
    soft: frozenset[str]
    parts: Gate
    marks: Gate
    marked: Mapping[str, str]
    bases: Phrases
    idle: frozenset[str]
    times: frozenset[str]
    settings: frozenset[str]
    doers: tuple[str, ...]
    things: frozenset[str]
    parities: Mapping[str, tuple[str, Decimal]]
    state: frozenset[str]
    more: frozenset[str]
    less: frozenset[str]


def _plain(text: str) -> str:
    return fold(text).casefold()


@cache
def comparability() -> Comparability:
    """The lexicon, read once."""
    return load(tomllib.loads(files("recoupe.lexicon").joinpath("comparability.toml").read_text("utf-8")))


def load(raw: Mapping[str, Any]) -> Comparability:
    """The lexicon from its parsed file.

    Raises:
        LexiconError: a cue lacks a field, two cues claim one phrase, or a metric is better both ways.
    """
    cues = _cues(raw, "cue")
    metrics = {name: frozenset(raw["metrics"][name]) for name in ("state", "more", "less")}
    if both := metrics["more"] & metrics["less"]:
        raise LexiconError(f"comparability.toml: metrics: {min(both)!r} cannot be better both ways")
    adjectives = {form: place for place, forms in raw["marks"]["adjectives"].items() for form in forms}
    return Comparability(
        cues=Phrases(cues),
        soft=frozenset(cue.tag for cue in cues if cue.soft),
        parts=_parts(raw["parts"]),
        marks=_marks(raw["marks"]["nouns"], adjectives),
        marked=adjectives,
        bases=Phrases(_cues(raw, "base")),
        idle=frozenset(raw["asides"]["idle"]),
        times=frozenset(raw["asides"]["times"]),
        settings=frozenset(raw["asides"]["settings"]),
        doers=tuple(raw["asides"]["doers"]),
        things=frozenset(raw["asides"]["things"]),
        parities={
            other: (unit, Decimal(rate)) for unit, rates in raw["parities"].items() for other, rate in rates.items()
        },
        **metrics,
    )


def _cues(raw: Mapping[str, Any], table: str) -> list[Cue]:
    owners: dict[str, str] = {}
    cues = []
    for entry in raw[table]:
        if not entry.keys() >= {"tag", "forms", "accept", "reject"} or entry.keys() - set(Cue._fields):
            raise LexiconError(f"comparability.toml: {table} {entry.get('tag')!r}: a field is missing or unknown")
        forms, accept, reject = (tuple(entry[name]) for name in ("forms", "accept", "reject"))
        cue = Cue(entry["tag"], forms, accept, reject, entry.get("soft", False))
        for form in cue.forms:
            if owners.setdefault(form.casefold(), cue.tag) != cue.tag:
                raise LexiconError(f"comparability.toml: {form!r} is claimed by {owners[form.casefold()]}, {cue.tag}")
        cues.append(cue)
    return cues


def _alternatives(forms: Iterable[str]) -> str:
    return "|".join(re.escape(_plain(form)) for form in sorted(forms, key=lambda form: (-len(form), form)))


def _parts(raw: Mapping[str, Any]) -> Gate:
    """A head, and the word that says which: past « de », or next to it where it is no word that goes on."""
    of = r"(?:de la |de l'|des |du |de |d')"
    heads, idle = _alternatives(raw["heads"]), _alternatives(raw["idle"])
    pattern = rf"(?<![\w-])({heads})s? {of}?(?:\" ?)?(?!(?:{idle})\b)(\w[\w-]*)"
    return Gate(re.compile(pattern), _both_numbers(raw["heads"]))


def _marks(nouns: Iterable[str], adjectives: Mapping[str, str]) -> Gate:
    pattern = rf"(?<![\w-])(?:{_alternatives(nouns)})s? ({_alternatives(adjectives)})(?:ne|e|que)?s?(?![\w-])"
    return Gate(re.compile(pattern), _both_numbers(nouns))


def _both_numbers(nouns: Iterable[str]) -> list[str]:
    return [f"{_plain(noun)}{ending}" for noun in nouns for ending in ("", "s")]
