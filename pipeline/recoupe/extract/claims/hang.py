"""How each figure hangs: one rule a construction, tried in order; the first that answers wins."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from recoupe.extract.claims.approach import Approach, approach, hosts, part_of
from recoupe.extract.claims.clause import clause_frame, complement_of
from recoupe.extract.claims.frame import Frame
from recoupe.extract.claims.scene import Figure, Scene
from recoupe.extract.claims.words import is_container, is_trend, trend_of
from recoupe.lexicon.constructions import COMPARISONS, EXPECTATION_VERBS, EXPECTERS, TREND_VERBS
from recoupe.lexicon.metrics import metric_of
from recoupe.records.base import Direction

__all__ = ["frames"]


def frames(scene: Scene, earlier: Frame | None) -> list[Frame]:
    """How every figure of a sentence hangs, in order.

    Args:
        scene: the sentence.
        earlier: the last frame of the sentence before, for a sentence that only goes on (« Soit 12 % de plus »).
    """
    done: list[Frame] = []
    for figure in scene.found.figures:
        done.append(_frame(scene, figure, [*([earlier] if earlier else []), *done]))
    return done


def _frame(scene: Scene, figure: Figure, before: Sequence[Frame]) -> Frame:
    words = scene.words_of(figure)
    if not words:
        return Frame(scene, figure, rules=["metric:none"])
    way = approach(scene, words.start)
    local = [frame for frame in before if frame.figure in scene.found.figures]
    for rule in _RULES:
        frame = rule(
            scene,
            figure,
            words,
            way,
            before if rule is _expected or (rule in _REACHING and way.at is None) else local,
        )
        if frame is not None:
            if frame.verb is None:
                frame.verb = scene.tree.verb(scene.tree.top(words) or words.start)
            return frame
    return clause_frame(scene, figure, words, way)


Rule = Callable[[Scene, Figure, range, Approach, Sequence[Frame]], Frame | None]


def _label(scene: Scene, figure: Figure, words: range, way: Approach, before: Sequence[Frame]) -> Frame | None:
    """« Chiffre d'affaires : 3,4 M€ »."""
    if way.at is None or scene.tree.words[way.at].text != ":" or way.at == 0:
        return None
    nouns = [i for i in range(max(0, way.at - 12), way.at) if scene.tree.words[i].pos in ("NOUN", "PROPN")]
    nouns = [i for i in nouns if i not in scene.period_at]
    if figure.type == "money" and part_of(scene, words.stop, bare=True) is not None:
        return None
    if not nouns or any("Mood=" in scene.tree.words[i].morph for i in range(max(0, way.at - 12), way.at)):
        return None
    return Frame(scene, figure, None, scene.phrase(nouns[0]), rules=["metric:label"])


def _follows(scene: Scene, figure: Figure, words: range, way: Approach, before: Sequence[Frame]) -> Frame | None:
    """A figure right after another, or after its bracket: « (+12 %) », « de 3 % à 12,4 milliards », « 4,2 et 3,1 »."""
    if not before:
        return None
    index = way.at
    if index is not None and scene.tree.words[index].text == "(" and index - 1 in scene.figure_at:
        index -= 1
    if way.crossed & {"+", "-", "±"} and "," in way.crossed and figure.type == "percentage":
        return Frame(
            scene, figure, before[-1].verb, before[-1].metric, before[-1].subject, before[-1], rules=["metric:signed"]
        )
    if index is None or index not in scene.figure_at:
        return None
    like = next((frame for frame in before if frame.figure == scene.figure_at[index]), None)
    if like is None:
        return None
    part = part_of(scene, words.stop)
    rules = ["metric:follows-figure"]
    if part is not None and not is_trend(scene, part.head):
        return Frame(scene, figure, like.verb_in(scene), part, like=like, rules=["metric:part-of"])
    return Frame(scene, figure, like.verb_in(scene), like.metric, like.subject, like, rules=rules)


def _equals(scene: Scene, figure: Figure, words: range, way: Approach, before: Sequence[Frame]) -> Frame | None:
    """« soit 7,7 % des ventes », « soit l'équivalent de 3 millions »."""
    if way.at is None or scene.low(way.at) not in ("soit", "équivalent") or not before:
        return None
    like = before[-1]
    return Frame(scene, figure, like.verb_in(scene), like.metric, like.subject, like, rules=["metric:equals"])


def _compares(scene: Scene, figure: Figure, words: range, way: Approach, before: Sequence[Frame]) -> Frame | None:
    """« contre 15,2 milliards un an plus tôt », « après 1,35 euro », « par rapport à 2,49 % »."""
    if way.at is None or not before:
        return None
    low = scene.low(way.at)
    if low not in COMPARISONS and not (low == "rapport" and "à" in way.crossed) and low != "lieu":
        return None
    like = before[-1]
    part = part_of(scene, words.stop)
    if part is not None and figure.type != like.figure.type:
        return None
    subject = part if part is not None and "subject:part-of" in like.rules else None
    rules = ["metric:compared"]
    return Frame(scene, figure, like.verb_in(scene), like.metric, subject, like, "earlier", rules=rules)


def _of_which(scene: Scene, figure: Figure, words: range, way: Approach, before: Sequence[Frame]) -> Frame | None:
    """« dont 300 M€ pour la filiale brésilienne »."""
    if way.at is None or scene.low(way.at) != "dont" or not before:
        return None
    like = before[-1]
    return Frame(scene, figure, like.verb_in(scene), like.metric, None, like, "part", rules=["metric:of-which"])


def _trend(scene: Scene, figure: Figure, words: range, way: Approach, before: Sequence[Frame]) -> Frame | None:
    """« une hausse de 12 % du PIB », « en recul de 3 % », « 15 % de hausse »."""
    trend = _trend_noun(scene, words, way)
    if trend is None:
        return None
    direction = trend_of(scene, trend)
    part = part_of(scene, words.stop)
    metric = complement_of(scene, trend) or (part if part and part.head != trend else None)
    verb = scene.tree.verb(trend)
    if metric is not None:
        return Frame(scene, figure, verb, metric, direction=direction, rules=["metric:trend-of"])
    nominal = scene.tree.words[trend].dep in ("obj", "nsubj", "nsubj:pass", "obl:arg", "ROOT")
    if before and not (nominal and scene.tree.words[trend].dep != "obj" and before[-1].verb_in(scene) != verb):
        like = before[-1]
        rules = ["metric:trend-of-figure"]
        return Frame(
            scene, figure, like.verb_in(scene), like.metric, like.subject, like, direction=direction, rules=rules
        )
    frame = clause_frame(scene, figure, words, way, trend)
    frame.direction = direction
    return frame


def _trend_noun(scene: Scene, words: range, way: Approach) -> int | None:
    if way.at is not None:
        for host in hosts(scene, way.at, words.start)[:3]:
            if is_trend(scene, host):
                return host
    for index in range(words.stop, min(words.stop + 3, len(scene.tree))):
        if is_trend(scene, index) and scene.low(index - 1) in ("de", "d'", "en"):
            return index
    return None


def _more(scene: Scene, figure: Figure, words: range, way: Approach, before: Sequence[Frame]) -> Frame | None:
    """« 28 % de plus qu'au printemps »."""
    tail = words.stop + 1
    if tail >= len(scene.tree) or scene.low(words.stop) != "de" or scene.low(tail) not in ("plus", "moins", "mieux"):
        return None
    direction: Direction = "down" if scene.low(tail) == "moins" else "up"
    if before and way.at is not None:
        like = before[-1]
        rules = ["metric:more-than-figure"]
        return Frame(
            scene, figure, like.verb_in(scene), like.metric, like.subject, like, direction=direction, rules=rules
        )
    verb = scene.tree.verb(way.at) if way.at is not None and way.apart else None
    frame = clause_frame(scene, figure, words, Approach(verb, way.crossed) if verb is not None else way)
    frame.direction = direction
    return frame


def _expected(scene: Scene, figure: Figure, words: range, way: Approach, before: Sequence[Frame]) -> Frame | None:
    """« Les analystes attendaient 27,5 milliards »: of what the figure before was."""
    like = next((frame for frame in reversed(before) if frame.figure.type == figure.type), None)
    if way.at is None or like is None or part_of(scene, words.stop) is not None:
        return None
    verb = scene.tree.verb(way.at)
    if verb is None or (verb != way.at and scene.tree.words[way.at].pos != "NOUN"):
        return None
    actor = scene.tree.subject(verb)
    expects = scene.tree.words[verb].lemma in EXPECTATION_VERBS and actor is not None
    if not expects or actor is None or scene.tree.words[actor].lemma not in EXPECTERS or verb != way.at:
        return None
    return Frame(scene, figure, verb, like.metric, None, like, rules=["metric:expected"])


def _bracket(scene: Scene, figure: Figure, words: range, way: Approach, before: Sequence[Frame]) -> Frame | None:
    """« le taux (53,1 %) », « suivi du Parti républicain (32,6 millions) »."""
    if way.at is None or scene.tree.words[way.at].text not in ("(", "[") or way.at == 0:
        return None
    host = next(iter(hosts(scene, way.at - 1, way.at)[::-1]), None)
    if host is None:
        verb = scene.tree.verb(way.at - 1)
        return clause_frame(scene, figure, words, Approach(verb, way.crossed)) if verb is not None else None
    phrase = scene.phrase(host)
    company = scene.company_at.get(host) or scene.company_at.get(way.at - 1)
    named = company is not None or scene.tree.words[host].pos == "PROPN"
    if named:
        like = before[-1] if before else None
        subject = company or phrase
        metric = like.metric if like else None
        return Frame(scene, figure, scene.tree.verb(host), metric, subject, like, rules=["subject:bracket"])
    return Frame(scene, figure, scene.tree.verb(host), phrase, rules=["metric:bracket"])


def _again(scene: Scene, figure: Figure, words: range, way: Approach, before: Sequence[Frame]) -> Frame | None:
    """« de 51 % chez les unes et de 42 % chez les autres », « 26 % au premier tour puis 43 % au second »."""
    if not way.apart or not before or before[-1].figure.type != figure.type:
        return None
    like = before[-1]
    part = part_of(scene, words.stop)
    if part is not None or like.verb is None or _verb_between(scene, like, words):
        return None
    return Frame(scene, figure, like.verb, like.metric, None, like, rules=["metric:listed"])


def _verb_between(scene: Scene, like: Frame, words: range) -> bool:
    start = scene.words_of(like.figure).stop
    return any("Mood=" in scene.tree.words[i].morph for i in range(start, words.start))


def _part(scene: Scene, figure: Figure, words: range, way: Approach, before: Sequence[Frame]) -> Frame | None:
    """« 22 % des actions », « 80 000 euros d'amende », « 42 % des patients avaient… »."""
    part = part_of(scene, words.stop)
    if part is None or is_trend(scene, part.head):
        return None
    bare = figure.type == "money" and part_of(scene, words.stop, bare=True) is not None
    if way.at is not None and way.tied and not bare:
        nouns = hosts(scene, way.at, words.start)
        if nouns and not is_container(scene, nouns[-1]) and not is_container(scene, nouns[0]):
            return None
    if figure.type != "money" and _of_people(scene, words, way):
        frame = clause_frame(scene, figure, words, way)
        frame.subject, frame.rules = part, [*frame.rules, "subject:part-of"]
        if frame.metric is not None and frame.metric.head == part.head:
            frame.metric = None
        return frame
    return Frame(scene, figure, None, part, rules=["metric:part-of"])


def _of_people(scene: Scene, words: range, way: Approach) -> bool:
    """Whether the clause is about the whole: « 42 % des patients avaient », « observé chez 1 % des patients »."""
    top = scene.tree.top(words)
    if top is not None and scene.tree.words[top].dep in ("nsubj", "nsubj:pass"):
        return True
    return way.at is not None and scene.low(way.at) in ("chez", "auprès", "parmi")


def _host(scene: Scene, figure: Figure, words: range, way: Approach, before: Sequence[Frame]) -> Frame | None:
    """« un rendement de 80 % », « une amende de 50 000 euros », « l'UDF à 19,7 % »."""
    if way.at is None or way.apart:
        return None
    word = scene.tree.words[way.at]
    if word.pos in ("VERB", "AUX") and word.dep not in ("acl", "amod") and not way.tied:
        return None
    nouns = hosts(scene, way.at, words.start)
    if not nouns or _adverbial(scene, words, nouns):
        return None
    company = scene.company_at.get(nouns[0])
    close = word.dep in ("acl", "amod") or _attached(scene, words, nouns)
    if way.tied or (company is None and (close or metric_of(scene.phrase(nouns[-1]).text))):
        return _host_frame(scene, figure, words, way, nouns)
    if before and (company or scene.tree.words[nouns[0]].pos == "PROPN"):
        like = before[-1]
        subject = company or scene.phrase(nouns[0])
        return Frame(scene, figure, like.verb_in(scene), like.metric, subject, like, rules=["subject:gapped"])
    return None


def _attached(scene: Scene, words: range, nouns: list[int]) -> bool:
    """Whether the parse hangs the figure on one of the nouns, or nothing stands between: « forfaits à 9,99 euros »."""
    top = scene.tree.top(words)
    if top is not None and scene.tree.words[top].head in nouns and scene.tree.child(nouns[-1], "case") is None:
        return True
    if scene.tree.words[nouns[-1]].dep.startswith("obl"):
        return False
    return nouns[0] == words.start - 1 and not scene.tree.words[nouns[-1]].dep.startswith("nsubj")


def _adverbial(scene: Scene, words: range, nouns: list[int]) -> bool:
    """Whether the noun to the left belongs to the verb, and the figure too: « progresse en Bourse de 3 % »."""
    top = scene.tree.top(words)
    if top is not None and scene.tree.words[top].head in nouns:
        return False
    dep = scene.tree.words[nouns[-1]].dep
    verb = scene.tree.verb(nouns[-1])
    if verb is None or scene.tree.words[verb].lemma not in TREND_VERBS:
        return dep in ("nsubj", "nsubj:pass") and not scene.tree.words[nouns[-1]].head > nouns[-1]
    return dep.startswith(("obl", "nsubj"))


def _host_frame(scene: Scene, figure: Figure, words: range, way: Approach, nouns: list[int]) -> Frame | None:
    known = [noun for noun in nouns if metric_of(scene.phrase(noun).text)]
    host = known[-1] if known else nouns[-1]
    if is_container(scene, host) or is_container(scene, nouns[0]):
        container = host if is_container(scene, host) else nouns[0]
        inner = complement_of(scene, container) or part_of(scene, words.stop)
        if inner is not None:
            return Frame(scene, figure, None, inner, rules=["metric:amount-of"])
        return clause_frame(scene, figure, words, way, container)
    return Frame(scene, figure, None, scene.phrase(host), rules=["metric:noun-of"])


_RULES: tuple[Rule, ...] = (
    _label,
    _follows,
    _equals,
    _compares,
    _of_which,
    _expected,
    _more,
    _trend,
    _bracket,
    _again,
    _part,
    _host,
)
_REACHING = frozenset({_equals, _trend, _expected})
