"""How French sets a figure in a sentence (lexicon/constructions.toml): trend words, level verbs, containers."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any, Final, Literal

from recoupe.errors import LexiconError

__all__ = [
    "AIM_NOUNS",
    "AIM_VERBS",
    "ALLOTTING_VERBS",
    "BODIES",
    "COMPANY_PARTS",
    "COMPARISONS",
    "CONTAINERS",
    "COSTING_VERBS",
    "DEAL_NOUNS",
    "DEMAND_NOUNS",
    "DEMAND_VERBS",
    "EFFECT_VERBS",
    "EXPECTATION_VERBS",
    "EXPECTERS",
    "GIVING_VERBS",
    "HEDGES",
    "HOLDING_VERBS",
    "LEVEL_VERBS",
    "LIGHT_VERBS",
    "NO_TRADES",
    "OBSERVING_VERBS",
    "OFFER_NOUNS",
    "OFFICERS",
    "OUTCOMES",
    "OWNED_NOUNS",
    "PERSONAL",
    "POINTING_NOUNS",
    "PRICING_VERBS",
    "RELATIONS",
    "SETTING_VERBS",
    "SHARE_VERBS",
    "STARTS",
    "TREND_NOUNS",
    "TREND_VERBS",
    "VALUING_VERBS",
    "load",
]

Trend = Literal["up", "down"] | None

_SETS: Final = (
    "hedges",
    "containers",
    "level_verbs",
    "share_verbs",
    "setting_verbs",
    "light_verbs",
    "observing_verbs",
    "comparisons",
    "relations",
    "allotting_verbs",
    "expectation_verbs",
    "expecters",
    "costing_verbs",
    "company_parts",
    "giving_verbs",
    "effect_verbs",
    "deal_nouns",
    "outcomes",
    "holding_verbs",
    "owned_nouns",
    "pointing_nouns",
    "demand_verbs",
    "demand_nouns",
    "aim_verbs",
    "aim_nouns",
    "offer_nouns",
    "starts",
    "valuing_verbs",
    "pricing_verbs",
    "officers",
    "no_trades",
    "personal",
    "bodies",
)


def load(data: dict[str, Any]) -> tuple[dict[str, frozenset[str]], dict[str, Trend], dict[str, Trend]]:
    """The word sets, the trend nouns and the trend verbs of the file, checked.

    Raises:
        LexiconError: a list is missing, a word is no lower-case word, or a trend word has two directions.
    """
    sets = {name: frozenset(_words(data.get(name), name)) for name in _SETS}
    return sets, _trends(data.get("trend_nouns"), "trend_nouns"), _trends(data.get("trend_verbs"), "trend_verbs")


def _words(listed: object, name: str) -> Iterable[str]:
    if not isinstance(listed, list) or not listed:
        raise LexiconError(f"constructions.toml: {name} is missing or empty")
    for word in listed:
        if not isinstance(word, str) or not word or word != word.lower().strip():
            raise LexiconError(f"constructions.toml: {name}: {word!r} is no lower-case word")
    return listed


def _trends(table: object, name: str) -> dict[str, Trend]:
    if not isinstance(table, dict):
        raise LexiconError(f"constructions.toml: {name} is missing")
    found: dict[str, Trend] = {}
    ways: dict[str, Trend] = {"up": "up", "down": "down", "none": None}
    for way, words in table.items():
        for word in _words(words, f"{name}.{way}"):
            if way not in ways or word in found:
                raise LexiconError(f"constructions.toml: {name}: {word!r} is claimed twice, or {way!r} is no direction")
            found[word] = ways[way]
    return found


_SETS_READ, TREND_NOUNS, TREND_VERBS = load(
    tomllib.loads(files("recoupe.lexicon").joinpath("constructions.toml").read_text("utf-8"))
)
ALLOTTING_VERBS: Final = _SETS_READ["allotting_verbs"]
COMPANY_PARTS: Final = _SETS_READ["company_parts"]
OUTCOMES: Final = _SETS_READ["outcomes"]
DEAL_NOUNS: Final = _SETS_READ["deal_nouns"]
EFFECT_VERBS: Final = _SETS_READ["effect_verbs"]
GIVING_VERBS: Final = _SETS_READ["giving_verbs"]
HOLDING_VERBS: Final = _SETS_READ["holding_verbs"]
OWNED_NOUNS: Final = _SETS_READ["owned_nouns"]
POINTING_NOUNS: Final = _SETS_READ["pointing_nouns"]
HEDGES: Final = _SETS_READ["hedges"]
CONTAINERS: Final = _SETS_READ["containers"]
LEVEL_VERBS: Final = _SETS_READ["level_verbs"]
SETTING_VERBS: Final = _SETS_READ["setting_verbs"]
SHARE_VERBS: Final = _SETS_READ["share_verbs"]
LIGHT_VERBS: Final = _SETS_READ["light_verbs"]
OBSERVING_VERBS: Final = _SETS_READ["observing_verbs"]
COMPARISONS: Final = _SETS_READ["comparisons"]
RELATIONS: Final = _SETS_READ["relations"]
EXPECTATION_VERBS: Final = _SETS_READ["expectation_verbs"]
EXPECTERS: Final = _SETS_READ["expecters"]
DEMAND_VERBS: Final = _SETS_READ["demand_verbs"]
DEMAND_NOUNS: Final = _SETS_READ["demand_nouns"]
AIM_VERBS: Final = _SETS_READ["aim_verbs"]
AIM_NOUNS: Final = _SETS_READ["aim_nouns"]
OFFER_NOUNS: Final = _SETS_READ["offer_nouns"]
STARTS: Final = _SETS_READ["starts"]
COSTING_VERBS: Final = _SETS_READ["costing_verbs"]
VALUING_VERBS: Final = _SETS_READ["valuing_verbs"]
PRICING_VERBS: Final = _SETS_READ["pricing_verbs"]
NO_TRADES: Final = _SETS_READ["no_trades"]
PERSONAL: Final = _SETS_READ["personal"]
OFFICERS: Final = _SETS_READ["officers"]
BODIES: Final = _SETS_READ["bodies"]
