"""What the verb of its clause says of a figure: « X a dépensé 3 millions », « le coût est de 150 euros »."""

from __future__ import annotations

from typing import Final

from recoupe.extract.claims.approach import Approach
from recoupe.extract.claims.findings import Figure, Phrase
from recoupe.extract.claims.scene import Frame, Scene
from recoupe.extract.claims.words import SPANS_OF_TIME, is_noun, is_trend, lemma, trend_of_verb
from recoupe.lexicon.company_nouns import company_nouns
from recoupe.lexicon.constructions import EXPECTERS, LEVEL_VERBS, LIGHT_VERBS, SETTING_VERBS, SHARE_VERBS, TREND_VERBS
from recoupe.lexicon.metrics import VERBS, metric_of
from recoupe.lexicon.names import plain
from recoupe.text import Span

__all__ = ["clause_frame", "complement_of", "complements_of", "is_actor", "kind_of"]

_BACK: Final = 20
_CLOSED: Final = frozenset({":", ";", "(", ")", "«", "»"})
_OF: Final = ("de", "d'", "du", "des")


def complement_of(scene: Scene, noun: int) -> Phrase | None:
    """The noun phrase that « de » ties to a noun: « hausse des ventes »."""
    return next(iter(complements_of(scene, noun)), None)


def complements_of(scene: Scene, noun: int) -> list[Phrase]:
    """The noun phrases that « de » ties to a noun, in order: « chiffre d'affaires d'une filiale » has two."""
    found = []
    for index in scene.tree.children[noun]:
        case = scene.tree.child(index, "case")
        if is_noun(scene, index) and index > noun and case is not None and scene.low(case) in _OF:
            found.append(scene.phrase(index))
    return found


def is_actor(scene: Scene, index: int) -> bool:
    """Whether a subject is somebody who does things, rather than something measured."""
    word = scene.tree.words[index]
    if word.pos == "PRON" or index in scene.company_at:
        return True
    known = company_nouns().get(plain(scene.low(index)))
    if known is not None and known.backward:
        return True
    return word.pos == "PROPN" and metric_of(scene.phrase(index).text) is None


def _is_measured(scene: Scene, actor: int) -> bool:
    """Whether a subject is a thing of which a figure may be told: neither somebody, nor who expects."""
    if not is_noun(scene, actor) or is_actor(scene, actor) or lemma(scene, actor) in EXPECTERS:
        return False
    return not any(
        source.span.start <= scene.tree.words[actor].start < source.span.end for source in scene.found.sources
    )


def clause_frame(scene: Scene, figure: Figure, words: range, way: Approach, via: int | None = None) -> Frame:
    """What the clause says of a figure that hangs on its verb (or on a noun `via` that says nothing of its own)."""
    verb = _verb(scene, words, way, via)
    if verb is None:
        metric = scene.phrase(via) if via is not None else None
        return Frame(scene, figure, None, metric, rules=["metric:noun-of" if metric else "metric:none"])
    actor = scene.tree.subject(verb)
    if actor is not None and actor in scene.figure_at:
        actor = None
    if actor is not None and scene.tree.words[actor].pos == "PRON":
        actor = scene.tree.antecedent(actor) or actor
    measured = actor is not None and _is_measured(scene, actor)
    whole = verb in words and scene.tree.words[verb].pos == "VERB"
    raised = _raised(scene, verb)
    if raised is not None:
        direction = trend_of_verb(scene, verb)
        return Frame(scene, figure, verb, scene.phrase(raised), direction=direction, rules=["metric:raised"])
    what = _object(scene, verb, words, via)
    kind = kind_of(scene, verb)
    setting = kind in SETTING_VERBS and what is None
    after = _right_object(scene, words) if setting or whole else None
    if after is not None:
        return Frame(scene, figure, verb, after, rules=["metric:object-after"])
    if what is not None and kind not in SHARE_VERBS and (via is None or scene.tree.words[via].dep != "conj"):
        return Frame(scene, figure, verb, _acted(scene, verb, what), rules=["metric:object"])
    if measured and actor is not None and _of_subject(scene, verb, kind, actor, via):
        changed = complement_of(scene, actor) if is_trend(scene, actor) else None
        frame = Frame(scene, figure, verb, changed or scene.phrase(actor), rules=["metric:subject-of-verb"])
        frame.direction = trend_of_verb(scene, verb)
        return frame
    if via is not None:
        return Frame(scene, figure, verb, scene.phrase(via), rules=["metric:noun-of"])
    told = _told_before(scene, words, verb, actor)
    if told is not None:
        return Frame(scene, figure, verb, told, rules=["metric:left-of-figure"], direction=trend_of_verb(scene, verb))
    phrase, key = _verb_phrase(scene, verb, figure)
    return Frame(scene, figure, verb, phrase, key=key, direction=trend_of_verb(scene, verb), rules=["metric:verb"])


def _told_before(scene: Scene, words: range, verb: int, actor: int | None) -> Phrase | None:
    """The nearest known metric left of a figure in its clause, where the verb tells a level or a change of nobody.

    « Le résultat opérationnel s'est établi à 104 millions », whatever the parse makes of it.
    """
    kind = kind_of(scene, verb)
    if (
        kind in VERBS
        or not (kind in LEVEL_VERBS or kind in TREND_VERBS)
        or (actor is not None and is_actor(scene, actor))
    ):
        return None
    for index in range(words.start - 1, max(words.start - _BACK, -1), -1):
        word = scene.tree.words[index]
        if word.text in _CLOSED or index in scene.figure_at:
            return None
        if is_noun(scene, index) and index < verb and not is_trend(scene, index):
            phrase = scene.phrase(index)
            if metric_of(phrase.text):
                return phrase
    return None


def _raised(scene: Scene, verb: int) -> int | None:
    """The noun that an infinitive of change says something of: « a vu ses ventes reculer »."""
    word = scene.tree.words[verb]
    if "VerbForm=Inf" not in word.morph or not (word.lemma in TREND_VERBS or word.lemma in LEVEL_VERBS):
        return None
    if lemma(scene, word.head) not in ("voir", "laisser", "faire"):
        return None
    near = [*scene.tree.children[word.head], *scene.tree.children[verb]]
    return next((i for i in near if word.head < i < verb and is_noun(scene, i)), None)


def kind_of(scene: Scene, verb: int) -> str:
    """The lemma of what heads a clause; « être » where that is a noun or a figure."""
    return lemma(scene, verb) if scene.tree.words[verb].pos in ("VERB", "AUX") else "être"


def _verb(scene: Scene, words: range, way: Approach, via: int | None) -> int | None:
    if via is not None:
        return scene.tree.verb(via)
    inside = next((i for i in words if scene.tree.words[i].pos == "VERB"), None)
    if inside is not None:
        return inside
    if way.at is not None and scene.tree.words[way.at].pos in ("VERB", "AUX"):
        return scene.tree.verb(way.at)
    top = scene.tree.top(words)
    return scene.tree.verb(top) if top is not None else None


def _object(scene: Scene, verb: int, words: range, via: int | None) -> int | None:
    """What a verb acts on; the unit of a rate (« fixé à 425 francs le kilo ») is nothing acted on."""
    for index in scene.tree.children[verb]:
        if scene.tree.words[index].dep != "obj" or index in {via, *scene.units} or not is_noun(scene, index):
            continue
        if lemma(scene, index) == "état" and lemma(scene, verb) == "faire":
            continue  # « fait état d'un bond de 21 % »
        if lemma(scene, index) not in SPANS_OF_TIME:
            return index
    return None


def _of_subject(scene: Scene, verb: int, kind: str, actor: int, via: int | None) -> bool:
    """Whether a verb tells the level or the change of its subject."""
    if kind in VERBS and metric_of(scene.phrase(actor).text) is None and kind not in LIGHT_VERBS:
        return False
    if kind in LEVEL_VERBS or kind in TREND_VERBS or (kind in VERBS and VERBS[kind].of == "market"):
        return True
    if via is not None:
        return kind in LIGHT_VERBS or metric_of(scene.phrase(actor).text) is not None
    return _passive(scene, verb)


def _right_object(scene: Scene, words: range) -> Phrase | None:
    """« limiter à 2 % la hausse des prix »: the object that comes after the figure."""
    tree = scene.tree
    if words.stop in scene.units:
        return None
    for index in range(words.stop, min(words.stop + 7, len(tree))):
        if is_noun(scene, index):
            opened = tree.words[index - 1].pos in ("DET", "ADJ")
            return (complement_of(scene, index) if is_trend(scene, index) else None) or (
                scene.phrase(index) if opened else None
            )
        if tree.words[index].pos not in ("DET", "ADJ", "ADV") and scene.low(index) not in ("au", "plus", "moins"):
            return None
    return None


def _passive(scene: Scene, verb: int) -> bool:
    return scene.tree.child(verb, "aux:pass", "expl:pass", "nsubj:pass") is not None


def _acted(scene: Scene, verb: int, what: int) -> Phrase:
    """The object, with its verb where that says more than « réaliser »: « repris l'usine de Frigomeuse »."""
    phrase = scene.phrase(what)
    if is_trend(scene, what):
        return complement_of(scene, what) or phrase
    kind = lemma(scene, verb)
    says_little = kind in LIGHT_VERBS or kind in LEVEL_VERBS or kind in TREND_VERBS or metric_of(phrase.text)
    if verb > what or (says_little and what not in scene.company_at):
        return phrase
    span = Span(scene.tree.words[verb].start, phrase.span.end)
    return Phrase(scene.document.text[span.start : span.end], span, what)


def _verb_phrase(scene: Scene, verb: int, figure: Figure) -> tuple[Phrase | None, str | None]:
    """The verb as written, with the noun and the key that it implies: « dépensé (dépense) »."""
    kind = kind_of(scene, verb)
    if scene.tree.words[verb].pos != "VERB" or (kind in LIGHT_VERBS and kind not in VERBS):
        return None, None
    phrase = scene.phrase_of(range(verb, verb + 1), verb)
    entry = VERBS.get(kind)
    if entry is None or (figure.type == "percentage" and kind in TREND_VERBS):
        return phrase, None
    return phrase.written(f"{phrase.text} ({entry.forms[0]})"), entry.key
