"""Figures that hang on a noun: « un rendement de 80 % », « 22 % des actions », « hausse de 3 % », « CA : 3 M€ »."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from recoupe.extract.claims.approach import Approach, hosts, part_of
from recoupe.extract.claims.clause import clause_frame, complement_of, kind_of
from recoupe.extract.claims.findings import Figure, Phrase
from recoupe.extract.claims.scene import Frame, Scene
from recoupe.extract.claims.words import SPANS_OF_TIME, is_container, is_noun, is_trend, lemma, trend_of
from recoupe.lexicon.constructions import HOLDING_VERBS, LEVEL_VERBS, OWNED_NOUNS, SHARE_VERBS, TREND_VERBS
from recoupe.lexicon.metrics import metric_of

_ROW: Final = 12

__all__ = ["bracket", "host", "label", "part", "trend"]


def label(scene: Scene, figure: Figure, words: range, way: Approach, before: Sequence[Frame]) -> Frame | None:
    """« Chiffre d'affaires : 3,4 M€ »."""
    if way.at is None or way.at == 0:
        return None
    colon = way.at
    while colon > max(0, words.start - _ROW) and _in_row(scene, colon):
        colon -= 1
    if scene.tree.words[colon].text != ":" or colon == 0:
        return None
    opening = next((i + 1 for i in range(colon - 1, max(0, colon - 12), -1) if scene.low(i) == ";"), max(0, colon - 12))
    before_colon = range(opening, colon)
    nouns = [i for i in before_colon if _names(scene, i) and scene.low(i)[-1].isalnum()]
    nouns = [i for i in nouns if i not in scene.period_at] or _lone(scene, colon)
    if figure.type == "money" and part_of(scene, words.stop, bare=True) is not None:
        return None
    if not nouns or any("Mood=" in scene.tree.words[i].morph for i in range(max(0, colon - 12), colon)):
        return None
    company = scene.company_at.get(nouns[0])
    if company is not None:
        return Frame(scene, figure, None, None, company, rules=["subject:label"])
    return Frame(scene, figure, None, scene.phrase(nouns[0]), rules=["metric:label"])


def _names(scene: Scene, index: int) -> bool:
    return scene.tree.words[index].pos in ("NOUN", "PROPN") or index in scene.company_at


def _lone(scene: Scene, colon: int) -> list[int]:
    """The one word of the label that opens a line, whatever the tagger takes it for: « Surgelés : 241,9 »."""
    return [0] if colon == 1 and scene.low(0).isalpha() else []


def _in_row(scene: Scene, index: int) -> bool:
    """Whether a word is a bare number or a dash, as in « Surgelés : 241,9 – 233,0 – +3,8 % »."""
    return scene.tree.words[index].pos == "NUM" or scene.low(index) == "-" or scene.low(index)[0].isdigit()


def trend(scene: Scene, figure: Figure, words: range, way: Approach, before: Sequence[Frame]) -> Frame | None:
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
    within = _noun_in_trend(scene, trend)
    if within is not None:
        return Frame(scene, figure, verb, scene.phrase(within), direction=direction, rules=["metric:noun-in-trend"])
    if before and _goes_on(scene, trend):
        like = before[-1].main
        verb = like.verb_in(scene)
        rules = ["metric:trend-of-figure"]
        return Frame(scene, figure, verb, like.metric, like.subject, like, direction=direction, rules=rules)
    frame = clause_frame(scene, figure, words, way, trend)
    frame.direction = direction
    return frame


def _goes_on(scene: Scene, trend: int) -> bool:
    """Whether a change is told of the figure before: « soit une hausse », « en baisse », « , un recul de »."""
    if scene.tree.words[trend].dep not in ("obj", "nsubj", "nsubj:pass", "obl:arg", "conj"):
        return True
    return any(scene.low(index) == "soit" for index in range(max(0, trend - 3), trend))


def _noun_in_trend(scene: Scene, trend: int) -> int | None:
    """« bénéfice net en hausse de 12 % »: the noun right before « en »."""
    case = scene.tree.child(trend, "case")
    if case is None or scene.low(case) != "en" or not case or {case - 1, case - 2} & scene.units:
        return None
    nouns = hosts(scene, case - 1, case)
    return next((i for i in nouns[::-1] if i not in scene.company_at and lemma(scene, i) not in SPANS_OF_TIME), None)


def _trend_noun(scene: Scene, words: range, way: Approach) -> int | None:
    if way.at is not None:
        for host in hosts(scene, way.at, words.start)[:3]:
            if is_trend(scene, host):
                return host
            case = scene.tree.child(host, "case")
            if case is not None and scene.low(case) == "avec":
                break
    for index in range(words.stop, min(words.stop + 3, len(scene.tree))):
        if scene.tree.words[index].pos == "PUNCT":
            return None
        if is_trend(scene, index) and scene.low(index - 1) in ("de", "d'", "en"):
            return index
    return None


def bracket(scene: Scene, figure: Figure, words: range, way: Approach, before: Sequence[Frame]) -> Frame | None:
    """« le taux (53,1 %) », « devant la coopérative (8,2 tonnes) »."""
    if way.at is None or scene.tree.words[way.at].text not in ("(", "[") or way.at == 0:
        return None
    host = next(iter(hosts(scene, way.at - 1, way.at)[::-1]), None)
    if host is None:
        verb = scene.tree.verb(way.at - 1)
        return clause_frame(scene, figure, words, Approach(verb, way.crossed)) if verb is not None else None
    phrase = scene.phrase(host)
    company = scene.company_at.get(way.at - 1) or scene.company_at.get(host)
    place = scene.tree.child(host, "case")
    named = company is not None or (scene.tree.words[host].pos == "PROPN" and place is None)
    if named:
        like = before[-1].main if before else None
        subject = company or phrase
        metric = like.metric if like else None
        return Frame(scene, figure, scene.tree.verb(host), metric, subject, like, rules=["subject:bracket"])
    return Frame(scene, figure, scene.tree.verb(host), phrase, rules=["metric:bracket"])


def part(scene: Scene, figure: Figure, words: range, way: Approach, before: Sequence[Frame]) -> Frame | None:
    """« 22 % des actions », « 80 000 euros d'amende », « 42 % des patients avaient… »."""
    share = _of_points(scene, figure, words)
    if share is not None:
        return Frame(scene, figure, None, share, rules=["metric:part-of"])
    part = part_of(scene, words.stop)
    if part is None or is_trend(scene, part.head) or _of_the_economy(part):
        return None
    if way.at is not None and not way.apart and lemma(scene, way.at) in OWNED_NOUNS and figure.type != "money":
        return Frame(scene, figure, None, scene.phrase_of(range(way.at, way.at + 1), way.at), rules=["metric:owned"])
    if _is_share_told(scene, way):
        return None
    sharing = way.at if way.at is not None and lemma(scene, way.at) in SHARE_VERBS else None
    ratio = _ratio_of(scene, sharing)
    if ratio is not None:
        return Frame(scene, figure, sharing, ratio, rules=["metric:subject-of-verb"])
    if figure.type == "percentage" and _is_level(scene, words, way):
        return None
    bare = figure.type == "money" and part_of(scene, words.stop, bare=True) is not None
    if way.at is not None and way.tied and not bare:
        nouns = hosts(scene, way.at, words.start)
        if nouns and not is_container(scene, nouns[-1]) and not is_container(scene, nouns[0]):
            return None
    entry = metric_of(part.text)
    owned = entry is not None and entry.of == "company"
    if figure.type != "money" and sharing is None and not owned and _of_people(scene, words, way):
        frame = clause_frame(scene, figure, words, way)
        frame.subject, frame.rules = part, [*frame.rules, "subject:part-of"]
        if frame.metric is not None and frame.metric.head == part.head:
            frame.metric = None
        return frame
    return Frame(scene, figure, sharing, part, rules=["metric:part-of"])


def _ratio_of(scene: Scene, sharing: int | None) -> Phrase | None:
    """« l'Ebitda représente 6 % des ventes »: a result set against another is what is measured."""
    actor = scene.tree.subject(sharing) if sharing is not None else None
    if actor is None or not is_noun(scene, actor) or actor in scene.company_at:
        return None
    entry = metric_of(scene.phrase(actor).text)
    return scene.phrase(actor) if entry is not None and entry.of == "company" and entry.key not in _SOLD else None


_SOLD: Final = frozenset({"revenue", "volumes", "production", "orders", "deliveries"})
"""« les ventes en ligne représentent 12 % des ventes »: of these a part is set against the whole."""


def _of_points(scene: Scene, figure: Figure, words: range) -> Phrase | None:
    """« gagner 3 points de part de marché »: what the points are of, where that is a known metric."""
    if figure.type != "percentage" or figure.unit != "percentage_point":
        return None
    for index in range(words.start + 1, min(words.stop + 2, len(scene.tree))):
        if scene.low(index - 1) in ("de", "d'") and scene.tree.words[index].pos == "NOUN":
            inside = index < words.stop
            phrase = scene.phrase_of(range(index, words.stop), index) if inside else scene.phrase(index)
            return phrase if metric_of(phrase.text) and not _of_the_economy(phrase) else None
    return None


def _is_level(scene: Scene, words: range, way: Approach) -> bool:
    """Whether the verb tells the level of a known metric: « le taux d'épargne atteint 18,8 % du revenu »."""
    verb = scene.tree.verb(way.at) if way.at is not None else None
    if verb is None or verb != way.at or kind_of(scene, verb) not in LEVEL_VERBS - SHARE_VERBS:
        return False
    actor = scene.tree.subject(verb)
    return actor is not None and metric_of(scene.phrase(actor).text) is not None


def _is_share_told(scene: Scene, way: Approach) -> bool:
    """« la part des services s'est inscrite à 12 % du total »: the share itself is measured."""
    verb = scene.tree.verb(way.at) if way.at is not None and scene.tree.words[way.at].pos in ("VERB", "AUX") else None
    actor = scene.tree.subject(verb) if verb is not None else None
    return actor is not None and lemma(scene, actor) in ("part", "proportion", "quote-part", "poids", "taux")


def _of_the_economy(part: Phrase) -> bool:
    """« 76 % du PIB » says how large something else is."""
    entry = metric_of(part.text)
    return entry is not None and entry.key == "gdp"


def _of_people(scene: Scene, words: range, way: Approach) -> bool:
    """Whether the clause is about the whole: « 42 % des patients avaient », « observé chez 1 % des patients »."""
    top = scene.tree.top(words)
    word = scene.tree.words[top] if top is not None else None
    if word is not None and word.dep in ("nsubj", "nsubj:pass") and word.head >= words.stop:
        return True
    return way.at is not None and scene.low(way.at) in ("chez", "auprès", "parmi")


def host(scene: Scene, figure: Figure, words: range, way: Approach, before: Sequence[Frame]) -> Frame | None:
    """« un rendement de 80 % », « un chèque de 700 euros », « l'UDF à 19,7 % »."""
    if way.at is None or way.apart:
        return None
    word = scene.tree.words[way.at]
    if word.pos in ("VERB", "AUX") and not scene.tree.is_participle(way.at):
        return None
    if word.lemma in HOLDING_VERBS and scene.tree.is_participle(way.at):
        held = scene.phrase_of(range(way.at, way.at + 1), way.at)
        return Frame(scene, figure, None, held.written(f"{held.text} (capital)"), rules=["metric:owned"])
    nouns = hosts(scene, way.at, words.start)
    if not nouns or _adverbial(scene, words, nouns) or lemma(scene, nouns[0]) in SPANS_OF_TIME:
        return None
    company = scene.company_at.get(nouns[0])
    if (
        before
        and (not way.tied or _gapped(scene, before[-1], nouns[0]))
        and (company or scene.tree.words[nouns[0]].pos == "PROPN")
    ):
        like = before[-1].main
        subject = company or scene.phrase(nouns[0])
        return Frame(scene, figure, like.verb_in(scene), like.metric, subject, like, rules=["subject:gapped"])
    close = (
        scene.tree.is_participle(way.at) or _attached(scene, words, nouns) or _is_priced(scene, figure, way, nouns[0])
    )
    if way.tied or (company is None and (close or metric_of(scene.phrase(nouns[-1]).text))):
        return _host_frame(scene, figure, words, way, nouns)
    return None


def _is_priced(scene: Scene, figure: Figure, way: Approach, noun: int) -> bool:
    """« un baril à 63 dollars », « un euro à 1,16 dollar »: an indefinite noun with its price."""
    start = scene.words_in(scene.phrase(noun).span).start
    indefinite = start > 0 and scene.low(start - 1) in ("un", "une", "des")
    return figure.type == "money" and way.crossed == {"à"} and indefinite and scene.tree.words[noun].pos == "NOUN"


def _gapped(scene: Scene, last: Frame, noun: int) -> bool:
    """« la MGEN a relevé ses cotisations de 6 %, Harmonie Mutuelle de 5,8 % »: no verb since the last figure."""
    if noun not in scene.company_at:
        return False
    between = scene.tree.words[scene.words_of(last.figure).stop : noun]
    return any(word.text in (",", ";", "et") for word in between) and not any("Mood=" in word.morph for word in between)


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
