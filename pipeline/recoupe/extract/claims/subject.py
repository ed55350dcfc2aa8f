"""Of whom or what a figure is said: a company first, else the noun phrase as written."""

from __future__ import annotations

from dataclasses import dataclass

from recoupe.extract.claims.approach import beneficiary
from recoupe.extract.claims.clause import complements_of, is_actor
from recoupe.extract.claims.frame import Frame, Subjected
from recoupe.extract.claims.scene import Phrase, Scene
from recoupe.extract.claims.words import is_container, is_noun, is_trend, lemma
from recoupe.lexicon.constructions import ALLOTTING_VERBS, RELATIONS
from recoupe.lexicon.metrics import metric_of
from recoupe.records import CompanyMention

__all__ = ["Topic", "subject_of"]

_SPEAKERS = frozenset({"j'", "j", "je", "nous", "on", "vous", "tu", "-je", "-nous", "-on"})
_THIRD = frozenset({"il", "elle", "ils", "elles", "celui-ci", "celle-ci", "ceux-ci", "celles-ci"})

Found = tuple[Subjected | None, str]


@dataclass
class Topic:
    """Whom the text is speaking of: the company of the last main subject, and the last subject of any kind."""

    company: CompanyMention | None = None
    last: Subjected | None = None
    last_end: int | None = None


def subject_of(scene: Scene, frame: Frame, topic: Topic) -> Found:
    """The subject of a figure and the rule that found it."""
    for rule, find in _RULES:
        found = find(scene, frame, topic)
        if found is not None:
            return found, rule
    return None, "none"


def company_in(scene: Scene, phrase: Phrase) -> CompanyMention | None:
    """The company that a noun phrase is about: not that of « le concurrent d'Apple »."""
    companies = scene.companies_in(phrase.span)
    if not companies or lemma(scene, phrase.head) in RELATIONS:
        return None
    return companies[0]


def _said(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """What the construction itself says."""
    if isinstance(frame.subject, Phrase):
        return company_in(scene, frame.subject) or frame.subject
    return frame.subject


def _in_metric(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """The company within the metric: « les dépenses d'Amazon »."""
    return company_in(scene, frame.metric) if frame.metric and _inside(scene, frame.metric) else None


def _inside(scene: Scene, phrase: Phrase) -> bool:
    return scene.sentence.holds(phrase.span)


def _clause_subject(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """The subject of the verb, unless it is what is measured."""
    verb = frame.verb_in(scene)
    if verb is None or not len(scene.tree):
        return None
    actor = scene.tree.subject(verb)
    if actor is None or actor in scene.figure_at or is_trend(scene, actor) or is_container(scene, actor):
        return None
    if scene.low(actor) in _SPEAKERS:
        return None
    if scene.tree.words[actor].pos == "PRON":
        return _antecedent(scene, actor, topic)
    if actor in scene.company_at:
        return scene.company_at[actor]
    if not is_noun(scene, actor) or (frame.metric and _measured(scene, frame.metric, actor)):
        return None
    return named(scene, actor)


def _measured(scene: Scene, metric: Phrase, actor: int) -> bool:
    return _inside(scene, metric) and (metric.head == actor or actor in scene.tree.ancestors(metric.head)) and (
        scene.tree.words[metric.head].dep == "nmod" or metric.head == actor
    )


def named(scene: Scene, noun: int) -> Subjected:
    """Who a noun stands for: its company, the name in apposition to it, else its phrase as written."""
    phrase = scene.phrase(noun)
    company = company_in(scene, phrase)
    if company is not None:
        return company
    for index in scene.tree.children[noun]:
        word = scene.tree.words[index]
        if word.dep == "appos" and index in scene.company_at:
            return scene.company_at[index]
        if word.dep == "appos" and word.pos == "PROPN" and scene.tree.words[noun].pos == "NOUN":
            return scene.phrase(index)
    return phrase


def _antecedent(scene: Scene, pronoun: int, topic: Topic) -> Subjected | None:
    if scene.low(pronoun).lstrip("-") not in _THIRD:
        return None
    same = topic.last_end is not None and "\n" not in scene.document.text[topic.last_end : scene.sentence.start]
    return topic.last if same else topic.company


def _topicalised(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """« Chez Airbus, … », « Quant à la filiale, … », « observée chez les patients »."""
    if not len(scene.tree):
        return None
    for index in range(min(8, len(scene.tree))):
        if is_noun(scene, index):
            case = scene.tree.child(index, "case")
            if case is not None and scene.low(case) in ("chez", "quant", "pour", "côté"):
                return named(scene, index)
            return None
    return None


def _chez(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """« a été observée chez les patients »."""
    verb = frame.verb_in(scene)
    for index in scene.tree.children[verb] if verb is not None else ():
        case = scene.tree.child(index, "case")
        if is_noun(scene, index) and case is not None and scene.low(case) == "chez":
            return named(scene, index)
    return None


def _owner(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """What « de » ties to the metric, where it is definite: « le volume du marché »."""
    if frame.metric is None or not _inside(scene, frame.metric) or not len(scene.tree):
        return None
    for owner in complements_of(scene, frame.metric.head):
        before = scene.low(owner.head - 1) if owner.head else ""
        definite = before in ("du", "des", "la", "l'", "le") or scene.tree.words[owner.head].pos == "PROPN"
        if definite and not metric_of(owner.text):
            return company_in(scene, owner) or owner
    return None


def _benefits(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """« chez les patients traités », « pour la filiale », right after the figure."""
    words = scene.words_of(frame.figure)
    if not words:
        return None
    verb = frame.verb_in(scene)
    given = verb is not None and lemma(scene, verb) in ALLOTTING_VERBS
    phrase = beneficiary(scene, words.stop, given)
    return (company_in(scene, phrase) or phrase) if phrase else None


def _like(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """The subject of the figure that this one goes with."""
    if frame.like is None or frame.like is frame:
        return None
    return frame.like.resolved


def _carried(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """The company that the text is speaking of, for what companies have: a turnover, a workforce."""
    entry = metric_of(frame.metric.text) if frame.metric else None
    possessive = frame.metric is not None and _possessive(scene, frame.metric)
    if possessive or (entry is not None and entry.of in ("company", "market")):
        return topic.company
    return None


def _possessive(scene: Scene, phrase: Phrase) -> bool:
    if not _inside(scene, phrase):
        return False
    return any("Poss=Yes" in scene.tree.words[i].morph for i in scene.tree.children[phrase.head])


def _itself(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """The metric itself, where it is the subject of its clause and says more than « le taux »."""
    if frame.metric is None or not _inside(scene, frame.metric):
        return None
    if metric_of(frame.metric.text) and " " not in frame.metric.text:
        return None
    if scene.tree.words[frame.metric.head].pos not in ("NOUN", "PROPN"):
        return None
    dep = scene.tree.words[frame.metric.head].dep
    return frame.metric if dep.startswith("nsubj") or dep == "ROOT" else None


_RULES = (
    ("said", _said),
    ("company-in-metric", _in_metric),
    ("beneficiary-of-listed", lambda scene, frame, topic: _benefits(scene, frame, topic) if frame.like else None),
    ("like", _like),
    ("clause-subject", _clause_subject),
    ("beneficiary", _benefits),
    ("chez", _chez),
    ("topicalised", _topicalised),
    ("owner", _owner),
    ("carried", _carried),
    ("itself", _itself),
)


def advance(scene: Scene, topic: Topic) -> None:
    """Moves the topic on past a sentence: the subject of its main clause is what the next one speaks of."""
    if not len(scene.tree):
        return
    root = next((i for i, word in enumerate(scene.tree.words) if word.dep == "ROOT"), None)
    actor = scene.tree.subject(root) if root is not None else None
    if actor is None or not (is_noun(scene, actor) or is_actor(scene, actor)):
        return
    if actor in scene.company_at or is_noun(scene, actor):
        who = scene.company_at.get(actor) or named(scene, actor)
        topic.company = who if isinstance(who, CompanyMention) else topic.company
        topic.last, topic.last_end = who, scene.sentence.end
