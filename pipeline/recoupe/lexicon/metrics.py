"""What figures measure (lexicon/metrics.toml): the key of a noun phrase, the metric that a verb implies."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any, Final, Literal, NamedTuple

from recoupe.errors import LexiconError
from recoupe.memo import Memo
from recoupe.text import fold

__all__ = ["METRICS", "VERBS", "MetricEntry", "load", "metric_of"]

_FIELDS: Final = {"key", "of", "forms", "verbs", "accept", "reject", "except", "results"}


class MetricEntry(NamedTuple):
    """One metric: its key, whose it is, the phrases that name it, the verbs that imply it, its proof.

    `results` says that companies report it for an accounting period.
    """

    key: str
    of: Literal["company", "economy", "market", "any"]
    forms: tuple[str, ...]
    verbs: tuple[str, ...]
    accept: tuple[str, ...]
    reject: tuple[str, ...]
    exceptions: tuple[str, ...]
    results: bool = False


def _inflected(word: str) -> str:
    """A pattern for a word and its regular plural and feminine."""
    plain = re.escape(word)
    if len(word) < 3 or not word[-1].isalpha() or word[-1] in "sxz":
        return plain
    if word.endswith("al"):
        return f"{plain[:-1]}(?:l|le|les|ux)"
    if word.endswith("eau"):
        return plain + "x?"
    if word.endswith(("el", "en")):
        return f"{plain}(?:{plain[-1]}e)?s?"
    return plain + ("e?s?" if word[-1] in "étf" and len(word) > 4 else "s?")


def pattern_of(form: str) -> str:
    """A pattern for a phrase, its plurals and its feminines, as it stands in folded lower-case text."""
    return re.sub(r"[^\W\d_]+", lambda found: _inflected(found[0]), fold(form).casefold().replace(".", r"\."))


def load(entries: list[dict[str, Any]]) -> tuple[MetricEntry, ...]:
    """The metrics of the file, checked.

    Raises:
        LexiconError: an entry lacks a field, has an unknown one, or claims a form or a verb that another has.
    """
    read = tuple(map(_entry, entries))
    owners: dict[str, str] = {}
    for entry in read:
        for form in (*entry.forms, *(f"{verb} (verb)" for verb in entry.verbs)):
            if owners.setdefault(form.casefold(), entry.key) != entry.key or entry.forms.count(form) > 1:
                raise LexiconError(f"metrics.toml: {form!r} is claimed by {owners[form.casefold()]} and {entry.key}")
    return read


def _entry(raw: dict[str, Any]) -> MetricEntry:
    key = raw.get("key")
    if not isinstance(key, str) or not re.fullmatch(r"[a-z][a-z0-9_]*", key):
        raise LexiconError(f"metrics.toml: {key!r} is no key: lower-case letters, digits and _")
    if raw.keys() - _FIELDS:
        raise LexiconError(f"metrics.toml: {key}: unknown field {sorted(raw.keys() - _FIELDS)[0]!r}")
    if raw.get("of") not in ("company", "economy", "market", "any"):
        raise LexiconError(f"metrics.toml: {key}: of is company, economy, market or any")
    for field in ("forms", "accept", "reject"):
        if not raw.get(field):
            raise LexiconError(f"metrics.toml: {key}: {field} is missing or empty")
    lists = {field: tuple(raw.get(field, ())) for field in ("forms", "verbs", "accept", "reject", "except")}
    return MetricEntry(
        key,
        raw["of"],
        lists["forms"],
        lists["verbs"],
        lists["accept"],
        lists["reject"],
        lists["except"],
        raw.get("results") is True,
    )


METRICS: Final = load(tomllib.loads(files("recoupe.lexicon").joinpath("metrics.toml").read_text("utf-8"))["metric"])
"""Every metric, in the order of the file."""

VERBS: Final[dict[str, MetricEntry]] = {verb: entry for entry in METRICS for verb in entry.verbs}
"""The metric that a verb, by its lemma, implies of a bare figure."""


def _longest_first() -> list[tuple[str, MetricEntry | None]]:
    forms: list[tuple[str, MetricEntry | None]] = [(form, entry) for entry in METRICS for form in entry.forms]
    exceptions: list[tuple[str, MetricEntry | None]] = [(form, None) for entry in METRICS for form in entry.exceptions]
    return [(pattern_of(form), entry) for form, entry in sorted(forms + exceptions, key=lambda pair: -len(pair[0]))]


class _Forms(NamedTuple):
    """The forms that begin with the same two letters, the longest first, as one expression with a group each."""

    expression: re.Pattern[str]
    entries: list[MetricEntry | None]


def _by_opening() -> dict[str, _Forms]:
    """The forms by their first two letters: an expression of all of them would try hundreds at every phrase."""
    groups: dict[str, list[tuple[str, MetricEntry | None]]] = {}
    for pattern, entry in _longest_first():
        groups.setdefault(pattern[:2], []).append((pattern, entry))
    return {
        opening: _Forms(
            re.compile("(?:" + "|".join(f"({pattern})" for pattern, _ in forms) + r")(?![\w-])"),
            [entry for _, entry in forms],
        )
        for opening, forms in groups.items()
    }


_FORMS: Final = _by_opening()
_DETERMINERS: Final = re.compile(
    r"(?:(?:le|la|les|l'|un|une|des|du|de la|d'|de|son|sa|ses|leurs?|ce|cet|cette|ces)(?:\s+|(?<=')))*"
)


def _named(phrase: str) -> MetricEntry | None:
    folded = fold(phrase).casefold()
    opened = _DETERMINERS.match(folded)
    start = opened.end() if opened else 0
    forms = _FORMS.get(folded[start : start + 2])
    found = forms.expression.match(folded, start) if forms else None
    return forms.entries[(found.lastindex or 1) - 1] if forms and found else None


_NAMED: Final = Memo(_named)


def metric_of(phrase: str) -> MetricEntry | None:
    """The metric that a noun phrase names, or None; the longest form that it begins with decides.

    >>> metric_of("chiffre d'affaires du deuxième trimestre").key
    'revenue'
    >>> metric_of("chien de garde") is None
    True
    """
    return _NAMED.of(phrase)
