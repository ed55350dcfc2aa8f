"""Of whom or what a figure is said: a company first, else the noun phrase as written."""

from __future__ import annotations

from dataclasses import dataclass

from recoupe.extract.claims.approach import beneficiary
from recoupe.extract.claims.clause import complement_of, is_actor
from recoupe.extract.claims.frame import Frame, Subjected
from recoupe.extract.claims.scene import Phrase, Scene
from recoupe.extract.claims.words import is_noun, lemma
from recoupe.lexicon.constructions import RELATIONS
from recoupe.lexicon.metrics import metric_of
from recoupe.records import CompanyMention

__all__ = ["Topic", "subject_of"]

Found = tuple[Subjected | None, str]


@dataclass
class Topic:
    """Whom the text is speaking of: the company of the last main subject, and the last subject of any kind."""

    company: CompanyMention | None = None
    last: Subjected | None = None


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
    """The subject of the verb."""
    if frame.verb is None or not len(scene.tree):
        return None
    actor = scene.tree.subject(frame.verb)
    if actor is None or actor in scene.figure_at or (frame.metric and frame.metric.head == actor):
        return None
    word = scene.tree.words[actor]
    if actor in scene.company_at:
        return scene.company_at[actor]
    if word.pos == "PRON":
        return _antecedent(scene, actor, topic)
    if not is_noun(scene, actor):
        return None
    phrase = scene.phrase(actor)
    return company_in(scene, phrase) or phrase


def _antecedent(scene: Scene, pronoun: int, topic: Topic) -> Subjected | None:
    if scene.low(pronoun).rstrip("-") in ("il", "elle", "ils", "elles", "-il", "-elle", "celui-ci", "celle-ci"):
        return topic.last
    return None


def _owner(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """What « de » ties to the metric, where it is definite: « le volume du marché »."""
    if frame.metric is None or not _inside(scene, frame.metric) or not len(scene.tree):
        return None
    owner = complement_of(scene, frame.metric.head)
    if owner is None or owner.head >= len(scene.tree):
        return None
    before = scene.low(scene.tree.words.index(scene.tree.words[owner.head]) - 1)
    definite = before in ("du", "des", "la", "l'", "le") or scene.tree.words[owner.head].pos == "PROPN"
    if not definite or metric_of(owner.text):
        return None
    return company_in(scene, owner) or owner


def _benefits(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """« chez les patients traités », « pour la filiale », right after the figure."""
    words = scene.words_of(frame.figure)
    if not words:
        return None
    phrase = beneficiary(scene, words.stop)
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
    dep = scene.tree.words[frame.metric.head].dep
    return frame.metric if dep.startswith("nsubj") or dep == "ROOT" else None


_RULES = (
    ("said", _said),
    ("company-in-metric", _in_metric),
    ("clause-subject", _clause_subject),
    ("like", _like),
    ("beneficiary", _benefits),
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
    if actor in scene.company_at:
        topic.company = topic.last = scene.company_at[actor]
    elif is_noun(scene, actor):
        phrase = scene.phrase(actor)
        company = company_in(scene, phrase)
        topic.company = company or topic.company
        topic.last = company or phrase
