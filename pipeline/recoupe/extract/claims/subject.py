"""Of whom or what a figure is said: a company first, else the noun phrase as written."""

from __future__ import annotations

from recoupe.extract.claims.approach import beneficiary
from recoupe.extract.claims.clause import complements_of
from recoupe.extract.claims.frame import Frame, Subjected
from recoupe.extract.claims.scene import Phrase, Scene
from recoupe.extract.claims.who import Topic, company_in, named, points_back
from recoupe.extract.claims.words import is_container, is_noun, is_trend, lemma
from recoupe.lexicon.constructions import ALLOTTING_VERBS
from recoupe.lexicon.metrics import metric_of
from recoupe.records import CompanyMention
from recoupe.text import Span

__all__ = ["subject_of"]

_SPEAKERS = frozenset({"j'", "j", "je", "nous", "on", "vous", "tu", "-je", "-nous", "-on"})
_THIRD = frozenset({"il", "elle", "ils", "elles", "celui-ci", "celle-ci", "ceux-ci", "celles-ci"})

Found = tuple[Subjected | None, str]


def subject_of(scene: Scene, frame: Frame, topic: Topic) -> Found:
    """The subject of a figure and the rule that found it."""
    for rule, find in _RULES:
        found = find(scene, frame, topic)
        if found is not None:
            return found, rule
    return None, "none"


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
        within = scene.tree.antecedent(actor)
        if within is not None:
            return None if frame.metric and frame.metric.head == within else named(scene, within)
        return _antecedent(scene, actor, topic)
    if actor in scene.company_at:
        return scene.company_at[actor]
    if not is_noun(scene, actor) and scene.tree.words[actor].pos == "ADJ":
        return next((scene.company_at[i] for i in scene.tree.children[actor] if i in scene.company_at), None)
    if not is_noun(scene, actor) or (frame.metric and _measured(scene, frame.metric, actor)):
        return None
    if points_back(scene, actor) and topic.company is not None:
        return topic.company
    who = named(scene, actor)
    if isinstance(who, Phrase) and topic.company is not None and _is_person(scene, who) and _of_company(frame):
        return topic.company
    return who


def _of_company(frame: Frame) -> bool:
    entry = metric_of(frame.metric.text) if frame.metric else None
    return entry is not None and entry.of == "company"


def _is_person(scene: Scene, who: Phrase) -> bool:
    """« Mme Jacquemin vise 35 % du chiffre d'affaires » speaks of her company."""
    return scene.tree.words[who.head].pos == "PROPN" or who.text.startswith(("M. ", "Mme ", "MM. "))


def _measured(scene: Scene, metric: Phrase, actor: int) -> bool:
    return (
        _inside(scene, metric)
        and (metric.head == actor or actor in scene.tree.ancestors(metric.head))
        and (scene.tree.words[metric.head].dep == "nmod" or metric.head == actor)
    )


def _antecedent(scene: Scene, pronoun: int, topic: Topic) -> Subjected | None:
    if scene.low(pronoun).lstrip("-") not in _THIRD:
        return None
    same = topic.last_end >= 0 and "\n" not in scene.document.text[topic.last_end : scene.sentence.start]
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


def _condition(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """« Si TikTok réussit, les appels à une interdiction se multiplieront »: the company of the condition."""
    verb = frame.verb_in(scene)
    for index in scene.tree.children[verb] if verb is not None else ():
        actor = scene.tree.child(index, "nsubj", "nsubj:pass") if scene.tree.words[index].dep == "advcl" else None
        if actor is not None and actor in scene.company_at:
            return scene.company_at[actor]
    return None


def _chez(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """« a été relevée chez les apprentis »."""
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


def _subject_of_object(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """The subject of « reprendre l'usine de Frigomeuse », of « détenir 43 % du capital de TF1 » is who does it."""
    acted = "metric:object" in frame.rules or "metric:part-of" in frame.rules
    return _clause_subject(scene, frame, topic) if acted else None


def _listed(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """« 5 % chez les unes et 3 % chez les autres »; « dont 9 M€ pour la nouvelle ligne » is still the company's."""
    found = _benefits(scene, frame, topic) if frame.like else None
    if found is None or frame.like is None:
        return None
    kept = isinstance(frame.like.resolved, CompanyMention) and not isinstance(found, CompanyMention)
    return None if kept else found


def _like(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """The subject of the figure that this one goes with."""
    if frame.like is None or frame.like is frame:
        return None
    return frame.like.resolved


def _carried(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """The company that the text is speaking of, for what companies have: a turnover, a workforce."""
    if topic.company is None:
        return None
    entry = metric_of(frame.metric.text) if frame.metric else None
    if entry is not None and entry.of == "any" and topic.main is not None:
        return topic.company if not complements_named(scene, frame) else None
    if entry is not None and entry.of in ("company", "market"):
        return topic.company
    return topic.company if frame.metric is not None and _possessive(scene, frame.metric) else None


def _possessor(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """« Gucci devrait voir son chiffre d'affaires chuter »: the company that the sentence spoke of before « son »."""
    if frame.metric is None or not _possessive(scene, frame.metric):
        return None
    for company in scene.found.companies:
        words = scene.words_of(company)
        top = scene.tree.top(words)
        if (
            top is not None
            and top < frame.metric.head
            and scene.tree.words[top].dep.startswith(("nsubj", "dislocated"))
        ):
            return company
    return None


def complements_named(scene: Scene, frame: Frame) -> bool:
    """Whether the metric, or what comes after the figure, says whose it is."""
    return any(rule(scene, frame, Topic()) is not None for rule in (_chez, _topicalised, _owner, _benefits))


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
    word = scene.tree.words[frame.metric.head]
    return frame.metric if word.dep.startswith("nsubj") or word.dep == "ROOT" else None


def _named_before(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """The company named last before the figure, where the parse leads nowhere."""
    spans = [source.span for source in scene.found.sources]
    before = [
        company
        for company in scene.found.companies
        if company.end <= frame.figure.start and not any(span.holds(Span(company.start, company.end)) for span in spans)
    ]
    return before[-1] if before else None


_RULES = (
    ("said", _said),
    ("clause-subject-of-object", _subject_of_object),
    ("company-in-metric", _in_metric),
    ("beneficiary-of-listed", _listed),
    ("like", _like),
    ("possessor", _possessor),
    ("clause-subject", _clause_subject),
    ("carried", _carried),
    ("beneficiary", _benefits),
    ("chez", _chez),
    ("topicalised", _topicalised),
    ("condition", _condition),
    ("owner", _owner),
    ("itself", _itself),
    ("named-before", _named_before),
)
