"""Whom a pronoun that is the subject of a figure's clause stands for: « il », « elle », « ceux de », « c'est »."""

from __future__ import annotations

from typing import Final

from recoupe.extract.claims.clause import complement_of
from recoupe.extract.claims.findings import Phrase
from recoupe.extract.claims.scene import Frame, Scene, Subjected
from recoupe.extract.claims.who import Topic, named, points_back
from recoupe.extract.claims.words import is_noun
from recoupe.records import CompanyMention

__all__ = ["IT", "of_pronoun", "pointed_at"]

IT: Final = frozenset({"c", "c'", "ce", "cela", "ça"})
"""The pronouns that name nobody."""
_THOSE: Final = frozenset({"ceux", "celles"})
_SINGULAR: Final = frozenset({"il", "elle", "celui-ci", "celle-ci"})
_THIRD: Final = frozenset({"il", "elle", "ils", "elles", "celui-ci", "celle-ci", "ceux-ci", "celles-ci"})


def pointed_at(scene: Scene, actor: int) -> Subjected | None:
    """« L'Allemagne, c'est un milliard d'euros par an »: what « c' » takes up right before it."""
    before = actor - 2
    if before < 0 or scene.tree.words[actor - 1].text != "," or scene.low(actor) not in ("c", "c'"):
        return None
    proper = scene.tree.words[before].pos == "PROPN" and is_noun(scene, before)
    return scene.company_at.get(before) or (named(scene, before) if proper else None)


def of_pronoun(scene: Scene, frame: Frame, topic: Topic, actor: int) -> Subjected | None:
    """Whom a pronoun stands for: one named in its sentence, the company of the figure before, the subject before."""
    if actor > 1 and scene.tree.words[actor - 1].text == "," and actor - 2 in scene.company_at:
        return scene.company_at[actor - 2]
    if "metric:demonstrative" not in frame.rules and scene.low(actor) in _THOSE and complement_of(scene, actor):
        return scene.phrase(actor)
    within = scene.tree.antecedent(actor)
    if within is None:
        return _told_here(scene, actor) or _antecedent(scene, actor, topic)
    if frame.metric and frame.metric.head == within:
        return None
    return topic.meant if points_back(scene, within) and topic.meant is not None else named(scene, within)


def _told_here(scene: Scene, pronoun: int) -> Subjected | None:
    """« Lunor a réalisé 23 M€ de ventes ; elle devrait en faire 30 »: the company of the figure before."""
    if scene.low(pronoun).lstrip("-") not in _SINGULAR:
        return None
    start = scene.tree.words[pronoun].start
    told = [frame.resolved for frame in scene.frames if frame.figure.end <= start]
    last = told[-1] if told else None
    if last is None or isinstance(last, CompanyMention):
        return last
    return last if scene.sentence.holds(last.span) and scene.tree.words[last.head].pos == "PROPN" else None


def _same_paragraph(scene: Scene, topic: Topic) -> bool:
    return topic.last_end >= 0 and "\n" not in scene.document.text[topic.last_end : scene.sentence.start]


def _antecedent(scene: Scene, pronoun: int, topic: Topic) -> Subjected | None:
    if scene.low(pronoun).lstrip("-") not in _THIRD:
        return None
    if scene.low(pronoun).lstrip("-") not in _SINGULAR:
        return topic.last if isinstance(topic.last, Phrase) and _same_paragraph(scene, topic) else None
    return topic.last if _same_paragraph(scene, topic) else topic.meant
