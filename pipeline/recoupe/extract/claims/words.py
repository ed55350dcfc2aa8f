"""Small questions about one word: is it a trend, a container, a light verb?"""

from __future__ import annotations

from typing import Final

from recoupe.extract.claims.scene import Scene
from recoupe.lexicon.constructions import CONTAINERS, TREND_NOUNS, TREND_VERBS
from recoupe.lexicon.metrics import metric_of
from recoupe.records.base import Direction

__all__ = ["SPANS_OF_TIME", "is_container", "is_noun", "is_trend", "lemma", "trend_of", "trend_of_verb"]

SPANS_OF_TIME: Final = frozenset(
    {"exercice", "an", "année", "mois", "période", "trimestre", "semestre", "saison", "jour", "semaine", "départ"}
) | {"séance", "journée", "matinée"}


def lemma(scene: Scene, index: int) -> str:
    """The dictionary form of a word; of a noun whose lemma the lexicons do not know, its regular singular."""
    return scene.tree.words[index].lemma


def _singular(scene: Scene, index: int) -> tuple[str, str]:
    low = scene.low(index)
    return lemma(scene, index), low.removesuffix("s")


def is_noun(scene: Scene, index: int) -> bool:
    """Whether a word is a noun, common or proper, and part of no figure and no date."""
    return scene.tree.words[index].pos in ("NOUN", "PROPN") and not scene.stops(index)


def is_trend(scene: Scene, index: int) -> bool:
    """Whether a word is a noun of change: « hausse », « recul »."""
    return scene.tree.words[index].pos != "VERB" and any(form in TREND_NOUNS for form in _singular(scene, index))


def trend_of(scene: Scene, index: int) -> Direction | None:
    """The direction that a noun of change tells."""
    return next((TREND_NOUNS[form] for form in _singular(scene, index) if form in TREND_NOUNS), None)


def trend_of_verb(scene: Scene, index: int) -> Direction | None:
    """The direction that a verb of change tells."""
    return TREND_VERBS.get(lemma(scene, index))


def is_container(scene: Scene, index: int) -> bool:
    """Whether a noun only holds a figure: « montant », « somme »."""
    return any(form in CONTAINERS for form in _singular(scene, index)) and metric_of(scene.phrase(index).text) is None
