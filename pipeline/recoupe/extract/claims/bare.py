"""Forecasts without a figure: « TikTok augmentera ses frais », « les appels à une interdiction se multiplieront »."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from recoupe.extract.claims.clause import complement_of, is_actor
from recoupe.extract.claims.findings import Phrase
from recoupe.extract.claims.scene import Frame, Scene
from recoupe.extract.claims.words import is_noun, is_trend, trend_of, trend_of_verb
from recoupe.records import Forecast
from recoupe.records.base import Direction

__all__ = ["bare_frames"]

_DEEP: Final = 4


def bare_frames(scene: Scene, cued: Sequence[Forecast]) -> list[Frame]:
    """What every forecast of a sentence that governs no figure is about.

    Args:
        scene: the sentence.
        cued: the forecasts that a figure of the sentence depends on.
    """
    taken = {cue.id for cue in cued}
    return [_frame(scene, cue) for cue in scene.found.forecasts if cue.id not in taken]


def _frame(scene: Scene, cue: Forecast) -> Frame:
    words = scene.words_of(cue)
    if not words:
        return Frame(scene, cue, rules=["metric:none"])
    head = _head(scene, words)
    if scene.tree.words[head].pos in ("NOUN", "ADJ") and not scene.tree.is_predicate(head):
        return _of_noun(scene, cue, head)
    verb = _content(scene, head)
    metric, rule = _metric(scene, verb)
    direction = trend_of_verb(scene, verb)
    return Frame(scene, cue, verb, metric, direction=direction, rules=[f"metric:{rule}"])


def _head(scene: Scene, words: range) -> int:
    """The word of a cue that the rest hangs on; of « sera organisée » the participle."""
    top = scene.tree.top(words)
    head = top if top is not None else words.stop - 1
    word = scene.tree.words[head]
    return word.head if word.pos == "AUX" and word.dep.startswith(("aux", "cop")) else head


def _of_noun(scene: Scene, cue: Forecast, noun: int) -> Frame:
    """« objectif de croissance », « l'augmentation prévue des tarifs »."""
    metric = complement_of(scene, noun) or scene.phrase(noun)
    direction: Direction | None = trend_of(scene, noun) if is_trend(scene, noun) else None
    return Frame(scene, cue, scene.tree.verb(noun), metric, direction=direction, rules=["metric:noun-of-forecast"])


def _content(scene: Scene, verb: int) -> int:
    """The verb that says what is to come: « vise à multiplier », « on peut s'attendre à ce que … augmentent »."""
    for _ in range(_DEEP):
        below = scene.tree.child(verb, "xcomp", "ccomp")
        if below is None:
            pronoun = next((i for i in scene.tree.children[verb] if scene.low(i) == "ce"), None)
            below = scene.tree.child(pronoun, "acl", "ccomp", "acl:relcl") if pronoun is not None else None
        if below is None or below < verb or not scene.tree.is_predicate(below):
            return verb
        verb = below
    return verb


def _metric(scene: Scene, verb: int) -> tuple[Phrase | None, str]:
    """What is to change: the object of the verb, or its subject where that does nothing of itself."""
    for index in scene.tree.children[verb]:
        if scene.tree.words[index].dep == "obj" and is_noun(scene, index):
            return (complement_of(scene, index) if is_trend(scene, index) else None) or scene.phrase(index), "object"
    actor = scene.tree.subject(verb)
    if actor is not None and is_noun(scene, actor) and not is_actor(scene, actor):
        return scene.phrase(actor), "subject-of-verb"
    if scene.tree.words[verb].pos == "VERB":
        return scene.phrase_of(range(verb, verb + 1), verb), "verb"
    return None, "none"
