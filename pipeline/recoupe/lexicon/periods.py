"""The words of time: months, days, counts, and cues of how a time is meant (the data is lexicon/periods.toml)."""

from __future__ import annotations

import tomllib
import unicodedata
from importlib.resources import files
from typing import Any, Final, Literal, NamedTuple, cast, get_args

from recoupe.errors import LexiconError

__all__ = [
    "COUNTS",
    "CUES",
    "FUTURE_EXCEPTIONS",
    "GUARDS",
    "MONTHS",
    "MONTH_NAMES",
    "NEIGHBOURS",
    "ORDINALS",
    "SEASONS",
    "SHIFTS",
    "TENSES",
    "UNITS",
    "WEEKDAYS",
    "Cue",
    "Role",
    "Tense",
    "load",
]

Role = Literal["plain", "deadline", "since", "from", "until", "comparison", "baseline", "duration"]
"""How a time is meant. `deadline`: « d'ici 2030 »; `since`: « depuis 2019 », up to publication; `from`: « à partir
d'avril », open; `until`: « jusqu'en 2027 »; `comparison`: an earlier figure's time (« contre 3 % en 2023 »);
`baseline`: what a change is counted over (« sur un an »); `duration`: a length that no date is known of."""


class Cue(NamedTuple):
    """Words before a time that give its role, with examples in which [ ] holds the time."""

    role: Role
    forms: tuple[str, ...]
    accept: tuple[str, ...]
    reject: tuple[str, ...]


class Tense(NamedTuple):
    """Words that tell whether a sentence looks back or ahead."""

    time: Literal["past", "future"]
    forms: tuple[str, ...]
    accept: tuple[str, ...]
    reject: tuple[str, ...]


def _bare(form: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", form) if not unicodedata.combining(char))


def _table(data: dict[str, Any], name: str) -> dict[str, int]:
    """Form → number, with the unaccented spelling of each form; no form may be claimed twice."""
    found: dict[str, int] = {}
    for number, forms in data[name].items():
        for form in sorted({*forms, *map(_bare, forms)}):
            if found.setdefault(form, int(number)) != int(number):
                raise LexiconError(f"periods.toml: {name}: {form!r} is claimed twice")
    return found


def _cue(entry: dict[str, Any]) -> Cue:
    if entry.get("role") not in get_args(Role):
        raise LexiconError(f"periods.toml: cues: {entry.get('role')!r} is no role")
    return Cue(entry["role"], tuple(entry["forms"]), tuple(entry["accept"]), tuple(entry["reject"]))


def _tense(entry: dict[str, Any]) -> Tense:
    if entry.get("time") not in ("past", "future"):
        raise LexiconError(f"periods.toml: tenses: {entry.get('time')!r} is neither past nor future")
    return Tense(entry["time"], tuple(entry["forms"]), tuple(entry["accept"]), tuple(entry["reject"]))


def load() -> dict[str, Any]:
    """The file as it is written."""
    return tomllib.loads(files("recoupe.lexicon").joinpath("periods.toml").read_text("utf-8"))


_DATA: Final = load()

MONTHS: Final[dict[str, int]] = _table(_DATA, "months")
MONTH_NAMES: Final[tuple[str, ...]] = tuple(
    n for forms in _DATA["months"].values() for n in sorted({forms[0], _bare(forms[0])})
)
WEEKDAYS: Final[dict[str, int]] = _table(_DATA, "weekdays")
SEASONS: Final[dict[str, int]] = _table(_DATA, "seasons")
ORDINALS: Final[dict[str, int]] = _table(_DATA, "ordinals")
COUNTS: Final[dict[str, int]] = _table(_DATA, "counts")
SHIFTS: Final[dict[str, int]] = _table(_DATA, "shifts")
NEIGHBOURS: Final[dict[str, int]] = _table(_DATA, "neighbours")
UNITS: Final[dict[str, str]] = {
    form: unit for unit, forms in _DATA["units"].items() for name in forms for form in (name, _bare(name))
}
GUARDS: Final[dict[str, tuple[str, ...]]] = {name: tuple(words) for name, words in _DATA["guards"].items()}
CUES: Final[tuple[Cue, ...]] = tuple(_cue(entry) for entry in _DATA["cues"])
TENSES: Final[tuple[Tense, ...]] = tuple(_tense(entry) for entry in _DATA["tenses"])
FUTURE_EXCEPTIONS: Final[frozenset[str]] = frozenset(cast("list[str]", _DATA["future_endings"]["exceptions"]))
