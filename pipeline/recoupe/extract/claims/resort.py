"""Whom or what a figure is about where nobody acts and nobody owns: who pays, the whole, the thing measured."""

from __future__ import annotations

from typing import Final

from recoupe.extract.claims.approach import part_of
from recoupe.extract.claims.holder import inside, tells
from recoupe.extract.claims.scene import Frame, Scene, Subjected
from recoupe.extract.claims.who import Topic, company_in, named, points_back
from recoupe.extract.claims.words import is_noun, lemma
from recoupe.lexicon.constructions import COSTING_VERBS, OBSERVING_VERBS
from recoupe.lexicon.metrics import metric_of
from recoupe.records import CompanyMention
from recoupe.text import Span

__all__ = ["measured", "payer", "resumed", "spoken_of", "whole"]


def payer(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """« La mesure coûtera 19 M€ au secteur », « le carbone lui coûte 9 M€ »: who pays."""
    verb = frame.verb_in(scene)
    if verb is None or lemma(scene, verb) not in COSTING_VERBS:
        return None
    for index in scene.tree.children[verb]:
        word = scene.tree.words[index]
        if scene.low(index) in ("lui", "leur") and index < verb:
            here = [company for company in scene.found.companies if company.end <= word.start and company.named]
            here = [company for company in here if not tells(scene, frame, Span(company.start, company.end))]
            last = topic.last if isinstance(topic.last, CompanyMention) else topic.company
            return here[-1] if here else last
        if index > verb and word.dep in ("iobj", "obl", "obl:arg", "obl:mod") and _is_given(scene, index):
            return _paying(scene, index, topic)
    figure = scene.words_of(frame.figure)
    after = range(figure.stop, min(figure.stop + _NEAR, len(scene.tree))) if figure else ()
    payee = next((index for index in after if _is_given(scene, index)), None)
    return _paying(scene, payee, topic) if payee is not None and scene.tree.words[payee].head in figure else None


def _paying(scene: Scene, index: int, topic: Topic) -> Subjected | None:
    """Who pays, if it is a company or a trade; of « une montre coûte 900 euros à l'importateur » the watch is told."""
    if points_back(scene, index) and topic.meant is not None and index not in scene.company_at:
        return topic.meant
    who = named(scene, index)
    whole = lemma(scene, index) in ("secteur", "filière", "branche", "état", "collectivité", "commune", "contribuable")
    return who if isinstance(who, CompanyMention) or whole else None


_NEAR: Final = 8


def _is_given(scene: Scene, index: int) -> bool:
    case = scene.tree.child(index, "case")
    return is_noun(scene, index) and case is not None and scene.low(case) in ("à", "au", "aux")


def whole(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """« 12 % des campagnes »: what a share is a part of, where nothing says whose it is."""
    words = scene.words_of(frame.figure)
    part = part_of(scene, words.stop) if words and frame.figure.type != "money" else None
    if part is None or "metric:trend-of" in frame.rules or metric_of(part.text):
        return None
    return company_in(scene, part) or part


def spoken_of(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """The company that the article is about, where the sentence names nobody, not even who tells the figure."""
    figure = Span(frame.figure.start, frame.figure.end)
    telling = [source for source in scene.found.sources if source.scope.holds(figure)]
    observed = any(lemma(scene, i) in OBSERVING_VERBS for one in telling for i in scene.words_in(one.cue_span))
    if observed:
        return None
    return topic.company if topic.main is not None and not len(scene.found.forecasts) else None


def resumed(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """« La banque s'attend à une remontée de 2 % »: of whom or what the metric was told before."""
    return frame.resumes.resolved if frame.resumes is not None else None


def measured(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """The thing measured, for want of anybody who has it."""
    metric = frame.metric
    if metric is None or not inside(scene, metric):
        return None
    if metric_of(metric.text) and scene.document.published is None:
        return None
    return metric if scene.tree.words[metric.head].pos in ("NOUN", "PROPN") else None
