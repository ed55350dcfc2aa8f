"""Shares of ownership: « détenu à 51 % par Ardian », « Framatome, filiale à 80 % d'EDF »; who holds is the subject."""

from __future__ import annotations

from typing import Final

from recoupe.extract.claims.scene import Frame, Scene, Subjected
from recoupe.extract.claims.who import Topic, company_in, named, points_back
from recoupe.extract.claims.words import is_noun, lemma
from recoupe.lexicon.constructions import HOLDING_VERBS, OWNED_NOUNS, VALUING_VERBS

__all__ = ["apposed", "holder", "valued"]

_NEAR: Final = 8


def holder(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """« détenu à 51 % par Ardian », « contrôlée à hauteur de 30 % par l'État »: whom « par » names."""
    words = scene.words_of(frame.figure)
    if not words:
        return None
    verb = next((i for i in range(words.start - 1, max(words.start - _NEAR, -1), -1) if _held(scene, i)), None)
    if verb is None:
        return None
    for index in range(words.stop, min(words.stop + _NEAR, len(scene.tree))):
        if scene.low(index) == "par":
            noun = next((i for i in range(index + 1, min(index + 6, len(scene.tree))) if _nominal(scene, i)), None)
            return scene.company_at.get(noun) or named(scene, noun) if noun is not None else None
        if scene.tree.words[index].text in (",", ";", ".") or scene.tree.words[index].pos == "VERB":
            return None
    return None


def valued(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """« ce qui valorise la société à 48 millions »: what a verb of valuing puts the price on."""
    verb = frame.verb_in(scene)
    if verb is None or lemma(scene, verb) not in VALUING_VERBS:
        return None
    what = scene.tree.child(verb, "obj")
    if what is None or what in scene.figure_at:
        return None
    if points_back(scene, what) and what not in scene.company_at and topic.meant is not None:
        return topic.meant
    return company_in(scene, scene.phrase(what)) or scene.company_at.get(what)


def _nominal(scene: Scene, index: int) -> bool:
    return is_noun(scene, index) or index in scene.company_at


def _held(scene: Scene, index: int) -> bool:
    return lemma(scene, index) in HOLDING_VERBS and "VerbForm=Part" in scene.tree.words[index].morph


def apposed(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """« Framatome, filiale à 80,5 % d'EDF »: the name that the noun without an article is set beside."""
    metric = frame.metric
    if metric is None or not scene.sentence.holds(metric.span) or lemma(scene, metric.head) not in OWNED_NOUNS:
        return None
    comma = metric.head - 1
    if comma < 1 or scene.tree.words[comma].text != ",":
        return None
    before = comma - 1
    if points_back(scene, before) and topic.meant is not None:
        return topic.meant
    return scene.company_at.get(before) or (named(scene, before) if is_noun(scene, before) else None)
