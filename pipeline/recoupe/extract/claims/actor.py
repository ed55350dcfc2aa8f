"""The subject that the clause of a figure gives it: who acts, who speaks."""

from __future__ import annotations

from typing import Final

from recoupe.extract.ahead import group_start
from recoupe.extract.claims.calendar import entry_of
from recoupe.extract.claims.clause import complement_of
from recoupe.extract.claims.climb import kind_of
from recoupe.extract.claims.findings import Phrase
from recoupe.extract.claims.holder import OF_NOBODY, inside, tells
from recoupe.extract.claims.pairs import one_of_two, respective
from recoupe.extract.claims.pronouns import IT, of_pronoun, pointed_at
from recoupe.extract.claims.scene import Frame, Scene, Subjected
from recoupe.extract.claims.standing import is_person, is_trade, officer_of
from recoupe.extract.claims.who import Topic, company_in, named, points_back
from recoupe.extract.claims.words import is_container, is_noun, is_trend, lemma
from recoupe.lexicon.constructions import (
    COSTING_VERBS,
    EFFECT_VERBS,
    OBSERVING_VERBS,
    OUTCOMES,
    PERSONAL,
    PRICING_VERBS,
)
from recoupe.lexicon.metrics import VERBS, metric_of
from recoupe.records import CompanyMention

__all__ = ["clause_subject", "said", "subject_of_object"]

_SPEAKERS: Final = frozenset({"j'", "j", "je", "nous", "on", "vous", "tu", "-je", "-nous", "-on"})


def said(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """What the construction itself says."""
    handed = respective(scene, frame)
    if handed is not None and not (isinstance(handed, Phrase) and metric_of(handed.text)):
        return handed
    if isinstance(frame.subject, Phrase):
        return company_in(scene, frame.subject) or frame.subject
    return frame.subject


def clause_subject(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """The subject of the verb, unless it is what is measured."""
    verb = frame.verb_in(scene)
    if verb is None or not len(scene.tree):
        return None
    verb = _doing(scene, frame, verb)
    actor = scene.tree.subject(verb)
    if actor not in scene.company_at:
        near = _right_before(scene, verb)
        actor = near if near is not None else actor
    if actor is None:
        actor = scene.tree.child(verb, "expl:subj")
    if actor is None or actor in scene.figure_at or actor in scene.idle or is_trend(scene, actor):
        return None
    if scene.low(actor) in IT:
        return pointed_at(scene, actor)
    if is_container(scene, actor) and lemma(scene, actor) != "euro":
        return _of_container(scene, frame, actor)
    if scene.low(actor) in _SPEAKERS or _is_paid_for(scene, verb):
        return None
    paired = one_of_two(scene, actor) or _last_named(scene, actor, topic)
    if paired is not None:
        return paired
    if scene.tree.words[actor].pos == "PRON":
        return _firm(frame, topic, of_pronoun(scene, frame, topic, actor))
    return None if _observes(scene, frame, verb, actor) else _firm(frame, topic, _of_noun(scene, frame, topic, actor))


def _right_before(scene: Scene, verb: int) -> int | None:
    """The company right before a verb group, whatever the parse: « DAZN s'était engagé à verser »."""
    at: int | None = verb
    for _ in range(_CHAIN):
        if at is None:
            return None
        first = group_start(scene.tree.words, at)
        company = scene.company_at.get(first - 1) if first else None
        if company is not None:
            before = scene.words_of(company).start - 1
            tied = before >= 0 and (
                scene.tree.words[before].pos == "ADP" or scene.low(before) in ("du", "des", "d'", "l'")
            )
            tied = tied or (
                before > 0 and scene.low(before) in ("le", "la") and scene.tree.words[before - 1].pos == "ADP"
            )
            return None if tied or scene.words_of(company).stop != first else first - 1
        word = scene.tree.words[at]
        at = scene.tree.verb(word.head) if word.dep == "xcomp" and word.head != at else None
    return None


_CHAIN: Final = 4


def _firm(frame: Frame, topic: Topic, who: Subjected | None) -> Subjected | None:
    """« Mme Jacquemin vise 35 % du chiffre d'affaires » speaks of the company that she leads."""
    if not isinstance(who, Phrase):
        return who
    entry = entry_of(frame)
    if entry is None or entry.key not in PERSONAL:
        led = officer_of(who, topic.officers, topic.company)
        if led is not None:
            return led
    person = is_person(who) and entry is not None and entry.of == "company" and entry.key not in PERSONAL
    return topic.company if person and topic.company is not None else who


def _last_named(scene: Scene, actor: int, topic: Topic) -> CompanyMention | None:
    """« Cette dernière », « ce dernier groupe »: the company named last before."""
    near = range(max(0, actor - 2), min(actor + 1, len(scene.tree)))
    if not any(scene.low(i) in ("dernier", "dernière") and scene.low(i - 1) in ("ce", "cette") for i in near if i):
        return None
    if actor in scene.period_at:
        return None
    before = [c for c in scene.found.companies if c.named and c.end <= scene.tree.words[actor].start]
    return before[-1] if before else topic.heard


def _of_container(scene: Scene, frame: Frame, actor: int) -> Subjected | None:
    """Of « un million d'abonnés ont changé » the subscribers; « le plan prévoit 40 M€ » is of the plan."""
    if lemma(scene, actor) in ("million", "milliard", "millier", "centaine", "dizaine"):
        return complement_of(scene, actor)
    plans = lemma(scene, actor) in ("plan", "projet") and frame.metric is not None and frame.metric.head != actor
    return named(scene, actor) if plans else None


def _is_paid_for(scene: Scene, verb: int) -> bool:
    """« celle d'Epizyme, payée 247 millions »: what is paid for does not pay; « un vélo vendu 900 euros » costs it."""
    kind = lemma(scene, verb)
    return kind in VERBS and kind not in PRICING_VERBS and scene.tree.is_lone_participle(verb)


def _of_noun(scene: Scene, frame: Frame, topic: Topic, actor: int) -> Subjected | None:
    if actor in scene.company_at:
        return scene.company_at[actor]
    beside = _beside(scene, actor) or _explained(scene, actor)
    if beside is not None:
        return beside
    if not is_noun(scene, actor):
        return None
    if (topic.company and (_is_metric(scene, actor) or _is_outcome(scene, frame, actor))) or (
        frame.metric and _measured(scene, frame.metric, actor)
    ):
        return None
    if points_back(scene, actor) and topic.meant is not None:
        return topic.meant
    if topic.company is not None and _is_cause(scene, frame):
        return None
    if topic.meant is not None and _of_company(frame) and is_trade(scene, actor):
        return company_in(scene, scene.phrase(actor)) or topic.meant
    who = named(scene, actor)
    its = any(scene.low(i) in ("son", "sa", "ses") for i in scene.tree.children[actor])
    if isinstance(who, Phrase) and its and topic.local is not None and not is_person(who):
        return topic.local
    return who


def _beside(scene: Scene, actor: int) -> CompanyMention | None:
    """« le géant québécois des télécoms Québecor a annoncé »: the name that ends the subject, under no preposition."""
    for index in range(actor + 1, min(actor + _LONG, len(scene.tree))):
        word, company = scene.tree.words[index], scene.company_at.get(index)
        if company is not None:
            after = scene.words_of(company).stop
            ends = after < len(scene.tree) and scene.tree.words[after].pos in ("VERB", "AUX")
            free = scene.tree.words[index - 1].pos in ("NOUN", "ADJ", "PROPN")
            return company if company.named and ends and free else None
        if word.pos in ("PUNCT", "VERB", "AUX", "CCONJ", "SCONJ"):
            return None
    return None


_LONG: Final = 9


def _explained(scene: Scene, actor: int) -> Subjected | None:
    """Of « la cession de ses courroies, une activité qui a généré 3 M€ » what « une activité » says more of."""
    words = scene.tree.words
    if actor < 3 or scene.low(actor - 1) not in ("un", "une") or words[actor - 2].text != ",":
        return None
    if not any(words[i].dep == "acl:relcl" for i in scene.tree.children[actor]):
        return None
    for index in range(actor - 3, max(actor - 8, -1), -1):
        if is_noun(scene, index):
            return named(scene, index)
        if words[index].pos != "ADJ":
            return None
    return None


def _doing(scene: Scene, frame: Frame, verb: int) -> int:
    """The verb that the metric is the object of, where `verb` only qualifies it: « vise un prix plafonné à 100 € »."""
    metric = frame.metric
    if metric is None or not inside(scene, metric) or scene.tree.subject(verb) != metric.head:
        return verb
    word = scene.tree.words[metric.head]
    above = scene.tree.verb(word.head) if word.dep in _OBJECTS else None
    return verb if above is None or above == verb else above


_OBJECTS: Final = frozenset({"obj", "obl:arg", "xcomp"})


def _observes(scene: Scene, frame: Frame, verb: int, actor: int) -> bool:
    """Whether the subject only tells the figure of others: « Emarketer prévoit un marché de 100 milliards »."""
    above = scene.tree.words[verb].head
    if points_back(scene, actor):
        return False
    observing = lemma(scene, verb) in OBSERVING_VERBS
    if not observing and not (lemma(scene, above) in OBSERVING_VERBS and scene.tree.subject(above) == actor):
        return False
    return tells(scene, frame, scene.phrase(actor).span)


def _is_metric(scene: Scene, actor: int) -> bool:
    """Whether the subject is something that a company has: « le titre », « les revenus »."""
    if not is_noun(scene, actor) or scene.companies_in(scene.phrase(actor).span):
        return False
    entry = metric_of(scene.phrase(actor).text)
    return entry is not None and entry.of in ("company", "market") and entry.key not in OF_NOBODY


def _is_cause(scene: Scene, frame: Frame) -> bool:
    """« les droits de douane amputeront le résultat annuel »: what weighs on a company's result does not have it."""
    metric = frame.metric
    if metric is None or not inside(scene, metric) or not _of_company(frame):
        return False
    word = scene.tree.words[metric.head]
    definite = any("Definite=Def" in scene.tree.words[i].morph for i in scene.tree.children[metric.head])
    return definite and word.dep == "obj" and kind_of(scene, word.head) in EFFECT_VERBS


def _is_outcome(scene: Scene, frame: Frame, actor: int) -> bool:
    """« Cette performance reflète », « la fermeture du site a coûté 3 M€ »: what a company does is not who does it."""
    return lemma(scene, actor) in OUTCOMES and (_of_company(frame) or lemma(scene, frame.verb or 0) in COSTING_VERBS)


def _of_company(frame: Frame) -> bool:
    entry = entry_of(frame)
    return entry is not None and entry.of == "company"


def _measured(scene: Scene, metric: Phrase, actor: int) -> bool:
    """Whether the subject is the metric, or the noun that this is told of: « la part du capital »."""
    if not inside(scene, metric):
        return False
    if metric.head == actor:
        return True
    for head in scene.tree.ancestors(metric.head):
        if head == actor:
            return scene.tree.words[metric.head].dep == "nmod"
        if scene.tree.is_predicate(head):
            return False
    return False


def subject_of_object(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """The subject of « reprendre l'usine de Frigomeuse », of « détenir 43 % du capital de TF1 » is who does it."""
    acted = "metric:object" in frame.rules or "metric:part-of" in frame.rules
    return clause_subject(scene, frame, topic) if acted else None
