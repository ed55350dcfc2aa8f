"""Whose a figure is, where its clause does not say: an owner, a beneficiary, the company spoken of."""

from __future__ import annotations

from typing import Final

from recoupe.extract.claims.approach import beneficiary
from recoupe.extract.claims.clause import complements_of
from recoupe.extract.claims.findings import Phrase
from recoupe.extract.claims.lines import is_row
from recoupe.extract.claims.scene import Frame, Scene, Subjected
from recoupe.extract.claims.who import Topic, company_in, named
from recoupe.extract.claims.words import is_noun, lemma
from recoupe.extract.tree import SUBJECT
from recoupe.lexicon.constructions import ALLOTTING_VERBS
from recoupe.lexicon.metrics import metric_of
from recoupe.lexicon.names import plain
from recoupe.lexicon.places import places
from recoupe.records import CompanyMention
from recoupe.text import Span

__all__ = [
    "OF_NOBODY",
    "benefits",
    "chez",
    "in_metric",
    "inside",
    "itself",
    "labelled",
    "like",
    "listed",
    "named_before",
    "owner",
    "possessive",
    "possessor",
    "tells",
    "topicalised",
    "whose",
]


OF_NOBODY: Final = frozenset({"stock_index", "exchange_rate", "fuel_price"})
"""The metrics that no company has."""


def in_metric(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """The company within the metric: « les dépenses d'Amazon »."""
    company = company_in(scene, frame.metric) if frame.metric and inside(scene, frame.metric) else None
    return None if company is None or _is_reached(scene, company) else company


def _is_reached(scene: Scene, company: CompanyMention) -> bool:
    """« le prix garanti au producteur », « un contrat avec Airbus »: who is dealt with does not have the figure."""
    first = scene.words_of(company).start
    low = scene.low(first) if company.named is False else ""
    return low in ("au", "aux") or (first > 0 and scene.low(first - 1) in ("à", "au", "aux", "avec", "par", "contre"))


def inside(scene: Scene, phrase: Phrase) -> bool:
    return scene.sentence.holds(phrase.span)


def labelled(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """Of « Burn : 900 k€ » the company spoken of; of a row of a table « Surgelés : 241,9 – 233,0 » what opens it."""
    if "metric:label" not in frame.rules or frame.metric is None or metric_of(frame.metric.text):
        return None
    return frame.metric if is_row(scene) else topic.company


def topicalised(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """« Chez Airbus, … », « Quant à la filiale, … », « observée chez les patients »."""
    if not len(scene.tree):
        return None
    for index in range(min(8, len(scene.tree))):
        if is_noun(scene, index):
            case = scene.tree.child(index, "case")
            if case is not None and scene.low(case) in ("chez", "quant", "pour", "côté"):
                return None if lemma(scene, index) in _SPANS else named(scene, index)
            return None
    return None


_SPANS: Final = frozenset(
    {"ensemble", "année", "exercice", "an", "trimestre", "semestre", "mois", "saison", "instant", "heure"}
)


def chez(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """« a été relevée chez les apprentis »."""
    verb = frame.verb_in(scene)
    for index in scene.tree.children[verb] if verb is not None else ():
        case = scene.tree.child(index, "case")
        if is_noun(scene, index) and case is not None and scene.low(case) == "chez":
            return named(scene, index)
    return None


def owner(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """What « de » ties to the metric, where it is definite: « le volume du marché »."""
    if frame.metric is None or not inside(scene, frame.metric) or not len(scene.tree):
        return None
    if lemma(scene, frame.metric.head) in _WHOLES:
        return None
    for owner in complements_of(scene, frame.metric.head):
        before = scene.low(owner.head - 1) if owner.head else ""
        definite = before in ("du", "des", "la", "l'", "le") or scene.tree.words[owner.head].pos == "PROPN"
        if definite and not metric_of(owner.text):
            return company_in(scene, owner) or owner
    return None


def benefits(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """« chez les patients traités », « pour la filiale », right after the figure."""
    words = scene.words_of(frame.figure)
    if not words:
        return None
    verb = frame.verb_in(scene)
    given = verb is not None and lemma(scene, verb) in ALLOTTING_VERBS
    phrase = beneficiary(scene, words.stop, given)
    return (company_in(scene, phrase) or phrase) if phrase else None


def listed(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """« 5 % chez les unes et 3 % chez les autres »; « dont 9 M€ pour la nouvelle ligne » is still the company's."""
    found = benefits(scene, frame, topic) if frame.like else None
    if found is None or frame.like is None:
        return None
    kept = isinstance(frame.like.resolved, CompanyMention) and not isinstance(found, CompanyMention)
    return None if kept else found


def like(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """The subject of the figure that this one goes with."""
    if frame.like is None or frame.like is frame:
        return None
    return frame.like.resolved


_WHOLES: Final = frozenset({"marché", "secteur", "filière"})
"""What « de » says only the kind of: « le marché du vélo » is what is measured."""


def whose(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """« Biogroup, dont la dette avoisine 4 milliards »."""
    verb = frame.verb_in(scene)
    for place in [verb, *scene.tree.ancestors(verb)][:3] if verb is not None else []:
        word = scene.tree.words[place]
        opens = next((i for i in scene.tree.children[place] if scene.low(i) == "dont"), None)
        if opens is not None and word.dep == "acl:relcl" and is_noun(scene, word.head):
            return named(scene, word.head)
    return _whose_by_words(scene, frame)


def _whose_by_words(scene: Scene, frame: Frame) -> Subjected | None:
    """« Cargill, dont l'usine tourne à 60 % », whatever the parse: the name right before « dont » and its noun."""
    start = scene.words_of(frame.figure).start if scene.words_of(frame.figure) else 0
    for index in range(start - 1, max(start - _DONT, 1), -1):
        if scene.tree.words[index].text in _CLOSING or index in scene.figure_at:
            return None
        if scene.low(index) == "dont":
            owner = index - 2 if scene.tree.words[index - 1].text == "," else index - 1
            if scene.tree.words[index + 1].pos != "DET" or owner < 0:
                return None
            told = (
                frame.metric is not None and index < frame.metric.head < start and not possessive(scene, frame.metric)
            )
            thing = named(scene, owner) if told and is_noun(scene, owner) else None
            return scene.company_at.get(owner) or thing
    return None


_DONT: Final = 16
_CLOSING: Final = frozenset({",", ";", ":", ")", "»"})


def possessor(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """« Gucci devrait voir son chiffre d'affaires chuter »: the company that the sentence spoke of before « son »."""
    if frame.metric is None or not possessive(scene, frame.metric):
        return None
    for company in reversed(scene.found.companies):
        words = scene.words_of(company)
        top = scene.tree.top(words)
        if (
            top is not None
            and top < frame.metric.head
            and scene.tree.words[top].dep.startswith(("nsubj", "dislocated"))
            and not tells(scene, frame, Span(company.start, company.end))
        ):
            return company
    for index in range(frame.metric.head - 1, -1, -1):
        word = scene.tree.words[index]
        if word.pos == "PROPN" and word.dep in SUBJECT and not scene.stops(index) and not _is_place(topic, word.text):
            return None if tells(scene, frame, Span(word.start, word.end)) else named(scene, index)
    return None


def _is_place(topic: Topic, word: str) -> bool:
    """« Si Ottawa ripostait, ses coûts grimperaient »: in an article about a company a place has none."""
    return topic.company is not None and bool(places().names.get([plain(word)]))


def tells(scene: Scene, frame: Frame, place: Span) -> bool:
    """Whether who stands at a place only tells the figure: « UBS ramène son objectif de cours à 13 euros »."""
    figure = Span(frame.figure.start, frame.figure.end)
    return any(source.scope.holds(figure) and source.span.overlaps(place) for source in scene.found.sources)


def complements_named(scene: Scene, frame: Frame) -> bool:
    """Whether the metric, or what comes after the figure, says whose it is."""
    return any(rule(scene, frame, Topic()) is not None for rule in (chez, topicalised, owner, benefits))


def possessive(scene: Scene, phrase: Phrase) -> bool:
    if not inside(scene, phrase):
        return False
    return any("Poss=Yes" in scene.tree.words[i].morph for i in scene.tree.children[phrase.head])


def itself(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """The metric itself, where it is the subject of its clause and says more than « le taux »."""
    if frame.metric is None or not inside(scene, frame.metric):
        return None
    entry = metric_of(frame.metric.text)
    if entry is not None and entry.key not in OF_NOBODY and " " not in frame.metric.text:
        return None
    if scene.tree.words[frame.metric.head].pos not in ("NOUN", "PROPN"):
        return None
    word = scene.tree.words[frame.metric.head]
    return frame.metric if word.dep.startswith("nsubj") or word.dep == "ROOT" else None


def named_before(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """The company named last before the figure, where the parse leads nowhere."""
    spans = [source.span for source in scene.found.sources]
    before = [
        company
        for company in scene.found.companies
        if company.end <= frame.figure.start and not any(span.holds(Span(company.start, company.end)) for span in spans)
    ]
    return before[-1] if before else None
