"""What a sentence or a clause opens with: « Quant à Orpi, », « À Lens, », « Si TikTok réussit, »."""

from __future__ import annotations

from typing import Final

from recoupe.extract.claims.findings import Phrase
from recoupe.extract.claims.holder import OF_NOBODY, possessive
from recoupe.extract.claims.scene import Frame, Scene, Subjected
from recoupe.extract.claims.who import Topic
from recoupe.lexicon.metrics import metric_of

__all__ = ["as_for", "condition", "fronted"]


def as_for(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """« Quant à Orpi, le réseau espère… »: the company that the sentence turns to, unless another one acts in it."""
    if len(scene.tree) < 4 or scene.low(0) != "quant":
        return None
    return next((scene.company_at[i] for i in range(1, 4) if i in scene.company_at), None)


def fronted(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """« À Lens, le budget baissera de 15 % »: the place that a clause opens with, where no company has the figure."""
    entry = metric_of(frame.metric.text) if frame.metric else None
    words = scene.words_of(frame.figure)
    if frame.metric is not None and _is_named_subject(scene, frame.metric):
        return None
    of_company = entry is not None and (entry.results or entry.of == "market") and entry.key not in OF_NOBODY
    if not words or of_company or (frame.metric and possessive(scene, frame.metric)):
        return None
    start = words.start
    while start > 0 and scene.tree.words[start - 1].text not in _NEW_CLAUSE:
        start -= 1
    if start >= len(scene.tree) or scene.low(start) not in ("à", "en", "au", "aux"):
        return None
    place = next((i for i in range(start + 1, min(start + 3, len(scene.tree))) if scene.low(i) not in ("la", "le")), 0)
    word = scene.tree.words[place]
    if place in scene.period_at or place in scene.company_at or not word.text[:1].isupper():
        return None
    phrase = scene.phrase(place)
    after = scene.words_in(phrase.span).stop
    return phrase if after < len(scene.tree) and scene.tree.words[after].text == "," else None


def _is_named_subject(scene: Scene, metric: Phrase) -> bool:
    """« À Wall Street, le Dow Jones gagnait 0,6 % »: a name that rises by itself is of no place."""
    word = scene.tree.words[metric.head] if scene.sentence.holds(metric.span) else None
    return (
        word is not None
        and word.pos == "PROPN"
        and not any(scene.tree.words[i].dep == "case" for i in scene.tree.children[metric.head])
    )


_NEW_CLAUSE: Final = frozenset({";", ":", "«", "("})


def condition(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """« Si TikTok réussit, les appels à une interdiction se multiplieront »: the company of the condition."""
    verb = frame.verb_in(scene)
    for index in scene.tree.children[verb] if verb is not None else ():
        if scene.tree.words[index].dep != "advcl":
            continue
        mark = scene.tree.child(index, "mark")
        if mark is None or scene.low(mark) not in ("si", "s'"):
            continue
        actor = scene.tree.child(index, "nsubj", "nsubj:pass")
        if actor is not None and actor in scene.company_at:
            return scene.company_at[actor]
    return None
