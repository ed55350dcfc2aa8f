"""Whose « son », « leurs » a metric is, and whom an analyst's target is of."""

from __future__ import annotations

import re
from typing import Final

from recoupe.extract.claims.climb import kind_of
from recoupe.extract.claims.findings import Phrase
from recoupe.extract.claims.holder import inside, possessive, tells
from recoupe.extract.claims.scene import Frame, Scene, Subjected
from recoupe.extract.claims.who import Topic, named
from recoupe.extract.claims.words import is_noun, lemma
from recoupe.lexicon.constructions import GIVING_VERBS
from recoupe.lexicon.metrics import metric_of
from recoupe.records import CompanyMention
from recoupe.text import Span

__all__ = ["agent", "possessed", "rated"]

_TARGET: Final = re.compile(r"(?:objectifs? de cours|cours cible|cours-cible|cours)(?!\w)", re.IGNORECASE)
_RATING: Final = re.compile(r"(?<!\w)(?:objectifs? de cours|cours[ -]cible|recommandation)(?!\w)", re.IGNORECASE)
_SEEING: Final = frozenset({"voir", "laisser", "faire"})
_REACH: Final = 12


def rated(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """« Vontobel maintient son objectif de cours de 830 francs »: of the share that is rated, never of who rates it."""
    metric = frame.metric
    if metric is None or not inside(scene, metric) or _TARGET.match(metric.text) is None:
        return None
    sentence = scene.document.folded[scene.sentence.start : scene.sentence.end]
    if _RATING.search(sentence) is None or scene.companies_in(metric.span):
        return None
    here = [c for c in scene.found.companies if not tells(scene, frame, Span(c.start, c.end)) and not _acts(scene, c)]
    spoken_of = (topic.section, topic.main, topic.local, topic.near)
    others = [c for c in spoken_of if c is not None and not _is_here(scene, c)]
    return next(iter(here), next(iter(others), None))


def _is_here(scene: Scene, company: CompanyMention) -> bool:
    return any(c.company_id == company.company_id for c in scene.found.companies)


def _acts(scene: Scene, company: CompanyMention) -> bool:
    top = scene.tree.top(scene.words_of(company))
    return top is not None and (scene.tree.words[top].dep.startswith("nsubj") or company.start == scene.sentence.start)


def possessed(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """« Leur taux d'épargne a atteint 18,8 % »: of the last subject; « a vu ses ventes reculer »: of who sees them."""
    metric = frame.metric
    if metric is None or not possessive(scene, metric):
        return None
    sees = scene.tree.words[metric.head].head
    actor = scene.tree.subject(sees) if lemma(scene, sees) in _SEEING or kind_of(scene, sees) in _SEEING else None
    if actor is not None and actor != metric.head and (actor in scene.company_at or is_noun(scene, actor)):
        return scene.company_at.get(actor) or named(scene, actor)
    told = next((f.resolved for f in scene.frames if f.figure.start < frame.figure.start and _is_its(scene, f)), None)
    if told is not None or metric.head > _OPENING:
        return told
    last = topic.last
    if isinstance(last, CompanyMention) or last is None or not _continues(scene, topic):
        return topic.near if topic.local is None and topic.section is None else None
    entry = metric_of(last.text)
    if entry is not None and entry.of == "company":
        return None
    return last if _is_many(scene, metric) == _says_many(last) else None


def _is_its(scene: Scene, frame: Frame) -> bool:
    """Whether an earlier figure of the sentence is of « son »: « Son bénéfice a chuté, bien que son chiffre… »."""
    return frame.scene is scene and frame.metric is not None and possessive(scene, frame.metric)


_OPENING: Final = 3


def _continues(scene: Scene, topic: Topic) -> bool:
    return topic.last_end >= 0 and "\n" not in scene.document.text[topic.last_end : scene.sentence.start]


def _is_many(scene: Scene, metric: Phrase) -> bool:
    return any(scene.low(i) in ("leur", "leurs") for i in scene.tree.children[metric.head])


def _says_many(phrase: Phrase) -> bool:
    return phrase.text.split(" ")[0].endswith(("s", "x"))


def agent(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """« un tiers apporté par la Région et 400 000 euros par Bpifrance »: whom « par » names right after the figure."""
    by = _given_by(scene, frame)
    for index in range(by + 1, min(by + 5, len(scene.tree))) if by is not None else ():
        if index in scene.company_at:
            return scene.company_at[index]
        if is_noun(scene, index):
            indefinite = scene.low(index - 1) in ("un", "une", "des")
            return None if indefinite and scene.tree.words[index].pos != "PROPN" else named(scene, index)
    return None


def _given_by(scene: Scene, frame: Frame) -> int | None:
    """Where « par » stands, after « apportés 3 M€ » or « 3 M€ apportés »."""
    words, verb = scene.words_of(frame.figure), frame.verb_in(scene)
    if not words or words.stop + 1 >= len(scene.tree):
        return None
    if scene.low(words.stop) == "par":
        given = verb is not None and kind_of(scene, verb) in GIVING_VERBS
        return words.stop if given and "VerbForm=Part" in scene.tree.words[verb or 0].morph else None
    after = scene.tree.words[words.stop]
    given = "VerbForm=Part" in after.morph and after.lemma in GIVING_VERBS
    return words.stop + 1 if given and scene.low(words.stop + 1) == "par" else None
