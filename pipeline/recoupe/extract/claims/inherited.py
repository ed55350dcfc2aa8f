"""What companies have (a turnover, a workforce), told without its company: it is of the one that the text speaks of."""

from __future__ import annotations

from recoupe.extract.claims.clause import complements_of
from recoupe.extract.claims.findings import Phrase
from recoupe.extract.claims.holder import OF_NOBODY, complements_named, inside, named_before, possessive
from recoupe.extract.claims.scene import Frame, Scene, Subjected
from recoupe.extract.claims.who import Topic, is_company_noun
from recoupe.extract.claims.words import lemma
from recoupe.lexicon.constructions import BODIES, COMPANY_PARTS, OBSERVING_VERBS
from recoupe.lexicon.metrics import metric_of
from recoupe.records import CompanyMention
from recoupe.text import Span

__all__ = ["carried"]


def carried(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """The company that the text is speaking of, for what companies have: a turnover, a workforce."""
    if topic.company is None:
        if frame.metric is not None and possessive(scene, frame.metric):
            return topic.meant
        entry = metric_of(frame.metric.text) if frame.metric else None
        if entry is None or entry.of not in ("company", "market") or entry.key in OF_NOBODY:
            return None
        here = named_before(scene, frame, topic) if entry.of == "company" else None
        return here or (topic.meant if scene.document.published else None)
    if _of_others(scene, frame) or _is_told_by(scene, frame, topic.company):
        return None
    entry = metric_of(frame.metric.text) if frame.metric else None
    entry = entry if entry is not None and entry.key not in OF_NOBODY else None
    if entry is not None and entry.of == "any" and topic.main is not None and not _says_enough(scene, frame.metric):
        return topic.company if not complements_named(scene, frame) else None
    if entry is not None and entry.of in ("company", "market"):
        return topic.company
    return topic.company if frame.metric is not None and possessive(scene, frame.metric) else None


def _of_others(scene: Scene, frame: Frame) -> bool:
    """Whether a metric says of whom: « la dette de la commune », « les ventes du secteur », « la dette des clubs »."""
    if frame.metric is None or not inside(scene, frame.metric):
        return False
    for owner in complements_of(scene, frame.metric.head):
        before = scene.low(owner.head - 1) if owner.head else ""
        name = scene.tree.words[owner.head].pos == "PROPN"
        definite = name or before in ("du", "des", "la", "l'")
        if definite and not _is_part(scene, owner) and not metric_of(owner.text):
            return not scene.companies_in(owner.span)
    return False


def _is_part(scene: Scene, owner: Phrase) -> bool:
    """Whether a company has it, or it is one: « la marge des secteurs », « les ventes du groupe »."""
    known = (lemma(scene, owner.head), scene.low(owner.head))
    several = owner.head > 0 and scene.low(owner.head - 1) == "des"
    return any(form in COMPANY_PARTS for form in known) or (is_company_noun(scene, owner.head) and not several)


def _says_enough(scene: Scene, metric: Phrase | None) -> bool:
    """Whether a metric is the subject of its clause and says of itself of what: « les tarifs hospitaliers »."""
    if metric is None or not inside(scene, metric) or " " not in metric.text:
        return False
    return scene.tree.words[metric.head].dep.startswith("nsubj")


def _is_told_by(scene: Scene, frame: Frame, company: CompanyMention | None) -> bool:
    """Whether a company is the one that tells the figure of others: « Moody's anticipe un recul des tarifs »."""
    if company is None or (frame.metric is not None and possessive(scene, frame.metric)):
        return False
    figure = Span(frame.figure.start, frame.figure.end)
    if any(source.scope.holds(figure) and _is_body(source.name) for source in scene.found.sources):
        return True
    return any(
        source.company_id == company.company_id
        and source.scope.holds(figure)
        and (
            source.rule in ("source-according-to", "source-bracket")
            or any(lemma(scene, i) in OBSERVING_VERBS for i in scene.words_in(source.cue_span))
        )
        for source in scene.found.sources
    )


def _is_body(name: str) -> bool:
    """« l'Association professionnelle des cimentiers », « l'Insee »: tells the figures of a trade or a country."""
    return any(word.casefold() in BODIES for word in name.split()[:2])
