"""Whose a figure is that somebody tells of himself: « j'ai gagné 340 $ », « nos ventes », « nos pots sont vendus »."""

from __future__ import annotations

from typing import Final

from recoupe.extract.claims.findings import Phrase
from recoupe.extract.claims.holder import inside
from recoupe.extract.claims.scene import Frame, Scene, Subjected
from recoupe.extract.claims.slots import source_of
from recoupe.extract.claims.who import Topic
from recoupe.text import Span

__all__ = ["speaker"]

_OURS: Final = frozenset({"notre", "nos"})


def _is_ours(scene: Scene, metric: Phrase) -> bool:
    """« nos prix », « notre chiffre d'affaires », in what somebody says."""
    if not inside(scene, metric):
        return False
    return any(scene.low(i) in _OURS for i in scene.tree.children[metric.head])


def speaker(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """« J'ai gagné 340 $ », raconte X: who says « je »; « nous avons investi 3 M€ »: the company of who says it."""
    verb = frame.verb_in(scene)
    actor = scene.tree.subject(verb) if verb is not None else None
    said = scene.low(actor).strip("'-") if actor is not None else ""
    source = source_of(scene, Span(frame.figure.start, frame.figure.end))
    ours = frame.metric is not None and _is_ours(scene, frame.metric)
    if source is not None and frame.metric and ours and scene.tree.verb(frame.metric.head) in (None, verb):
        return topic.meant
    if source is not None and actor is not None and any(scene.low(i) in _OURS for i in scene.tree.children[actor]):
        return topic.meant
    if actor is None or source is None or said not in ("j", "je", "nous"):
        return None
    if said != "nous":
        return Phrase(source.name, source.span, actor)
    here = [company for company in scene.found.companies if source.span.holds(Span(company.start, company.end))]
    return next(iter(here), topic.meant)
