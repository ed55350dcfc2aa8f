"""Which of the times of a sentence may be that of a figure: not those of a base, of a speaker, of a dateline."""

from __future__ import annotations

import re
from typing import Final

from recoupe.extract.claims.climb import kind_of
from recoupe.extract.claims.scene import Frame, Scene
from recoupe.extract.periods import role_of
from recoupe.lexicon.constructions import DEMAND_VERBS, EXPECTATION_VERBS
from recoupe.lexicon.metrics import metric_of
from recoupe.lexicon.timing import TIMING
from recoupe.read.periods.cues import only
from recoupe.records import Period

__all__ = [
    "NOTHING",
    "around",
    "is_base",
    "is_of_noun",
    "is_of_relative",
    "is_of_saying",
    "of_other_noun",
    "telling",
    "tells",
]

NOTHING: Final = frozenset({"baseline", "duration"})
"""The roles of times that say nothing of when."""

_AGAINST: Final = frozenset({"contre", "après", "qu'", "que", "rapport", "lieu", "vs", "face", "comparé", "comparer"})
_SMALL: Final = frozenset(
    {"en", "au", "à", "l'", "le", "la", "les", "du", "de", "aux", "celui", "celle", "ceux", "d'", "sur", "avec"}
)
_OF: Final = frozenset({"de", "du", "d'"})
_STRETCHES: Final = frozenset(
    {"long", "cours", "titre", "terme", "début", "milieu", "ensemble", "courant", "total", "compter"}
)
"""The nouns of « tout au long de 2023 », « au titre de 2024 », « au cours de l'été »."""
_CLAUSE: Final = 12
_FAR: Final = 1500
"""How far from a figure, in characters, a time may stand."""
_DATELINE: Final = re.compile(r"\s*(?:\([^()\n]{1,30}\)\s*)?[-–—:] ?")


def around(scene: Scene, frame: Frame) -> list[Period]:
    """The times near a figure, in order."""
    figure = frame.figure
    return [p for p in scene.found.periods if figure.start - _FAR < p.start < figure.end + _FAR]


def telling(scene: Scene, frame: Frame) -> list[Period]:
    """The times of a sentence that a figure may be of: no lengths, no bases of comparison, none of another voice."""
    near = [p for p in around(scene, frame) if tells(scene, p) and _same_voice(scene, frame, p)]
    if len(near) > 1:
        return [p for p in near if not _of_expecting(scene, p)]
    return near


def is_base(scene: Scene, period: Period) -> bool:
    """Whether the words before a time make it a base: « par rapport au trimestre correspondant de 2020 »."""
    before = scene.low_text[max(scene.sentence.start, period.start - _BASE_REACH) : period.start]
    return _BASE.search(before) is not None


_BASE_REACH: Final = 70
_BASE: Final = re.compile(
    r"(?<!\w)(?:par rapport|comparativement|en comparaison|compar[ée]e?s?|contre|face|vs\.?|au lieu)"
    r"(?:[ '](?:à|au|aux|avec|en|le|la|les|l|un|une|du|de|des|d|celui|celle|ceux|même"
    r"|trimestre|période|exercice|semestre|mois|année|an|correspondante?|comparable|équivalente?|précédente?|dernière?|premier|première|deuxième|troisième"
    r"|quatrième|second|seconde|chiffres?|résultats?|niveau)){1,8}[ ']?$"
)


def tells(scene: Scene, period: Period) -> bool:
    """Whether a time may be that of a figure at all: no length, no base, no day of saying."""
    told = scene.telling.get(period.start)
    if told is None:
        told = scene.telling[period.start] = _tells(scene, period)
    return told


def _tells(scene: Scene, period: Period) -> bool:
    if not period.start_date or role_of(period) in NOTHING or is_base(scene, period) or _against(scene, period):
        return False
    if (is_since(period) and _of_superlative(scene, period)) or period.text.casefold().startswith("aujourd"):
        return False
    return not (_is_day(period) and (_is_dateline(scene, period) or _of_announcement(scene, period)))


def is_since(period: Period) -> bool:
    """Whether a time runs from its day to that of publication."""
    return role_of(period) == "since"


def _of_superlative(scene: Scene, period: Period) -> bool:
    """« son plus bas niveau depuis 2021 », « une première depuis dix ans »: how rare it is, not how long it lasted."""
    before = scene.low_text[max(scene.sentence.start, period.start - _RARE_REACH) : period.start]
    return _RARE.search(before) is not None


_RARE_REACH: Final = 60
_RARE: Final = re.compile(
    r"(?<!\w)(?:(?:le|la|les|son|sa|ses|leur|leurs|au|du) (?:plus|pire|meilleure?|moindre)"
    r"|premi[eè]re?s?|record|sommet|plancher|jamais|jamais-vu|inédite?)(?!\w)[^,;.:()]*$"
)


def _is_day(period: Period) -> bool:
    return period.start_date == period.end_date


def _is_dateline(scene: Scene, period: Period) -> bool:
    """« PARIS, 30 juin (Reuters) - »."""
    near = period.start - scene.sentence.start < 60
    return near and scene.index < 6 and _DATELINE.match(scene.document.folded, period.end) is not None


def _of_announcement(scene: Scene, period: Period) -> bool:
    """« a annoncé mardi »: the day of saying."""
    top = scene.tree.top(scene.words_of(period))
    verb = scene.tree.verb(top) if top is not None else None
    return verb is not None and kind_of(scene, verb) in TIMING.saying


def _of_expecting(scene: Scene, period: Period) -> bool:
    """« le consensus, qui espérait 1,1 % en janvier »: the day or month of a past expectation, beside another time."""
    first, last, published = period.start_date, period.end_date, scene.document.published
    if first is None or last is None or published is None or last >= published or (last - first).days > 31:
        return False
    start = scene.words_of(period).start
    for index in range(start - 1, max(start - _CLAUSE, -1), -1):
        word = scene.tree.words[index]
        if word.text in (",", ";", ":", "("):
            return False
        if "Tense=Imp" in word.morph:
            return kind_of(scene, index) in EXPECTATION_VERBS or word.lemma == "promettre"
    return False


def is_of_saying(scene: Scene, verb: int) -> bool:
    """Whether what a verb brings in has a time of its own: « proposait à l'automne de porter sa part à 34 % »."""
    return kind_of(scene, verb) in TIMING.saying or kind_of(scene, verb) in DEMAND_VERBS


def _same_voice(scene: Scene, frame: Frame, period: Period) -> bool:
    """Whether no bracket that holds only the time, and no quotation mark, parts a time from a figure.

    « m'écrivait en août : « Nous plafonnerons à 40 % » », « 149 millions (127 millions l'an dernier) ».
    """
    first, second = sorted([(period.start, period.end), (frame.figure.start, frame.figure.end)])
    between = scene.document.text[first[1] : second[0]]
    inner, outer = ("(", ")") if first[0] == frame.figure.start else (")", "(")
    if between.count(inner) > between.count(outer):
        return False
    return between.count("«") == between.count("»")


def _against(scene: Scene, period: Period) -> bool:
    """Whether a time is what something is measured against: « de moins qu'en 2023 », « contre 4 % en 2022 »."""
    if period.rule.startswith("period-earlier"):
        return True
    start = scene.words_of(period).start
    for index in range(start - 1, max(start - 5, -1), -1):
        low = scene.low(index)
        if low in ("que", "qu'"):
            return index > 0 and not _only(scene, index)
        if low in _AGAINST:
            return True
        if low not in _SMALL and index not in scene.figure_at and scene.tree.words[index].pos not in ("NUM", "DET"):
            return False
    return False


def is_of_relative(scene: Scene, period: Period) -> bool:
    """Whether a time lies in a relative clause: « dont la part atteignait 41 % en 2022 »."""
    top = scene.tree.top(scene.words_of(period))
    verb = scene.tree.verb(top) if top is not None else None
    return verb is not None and scene.tree.words[verb].dep in ("acl:relcl", "acl")


def _only(scene: Scene, index: int) -> bool:
    """« ne reviendra sous 3 % qu'en 2029 », « a plus que doublé en 2023 »: a « que » that compares nothing."""
    if scene.low(index - 1) == "plus" and index + 1 in scene.figure_at:
        return True
    return only(scene.low_text, scene.sentence.start, scene.tree.words[index].start)


def is_of_noun(scene: Scene, period: Period) -> bool:
    """Whether a time belongs to a noun of its own: « deux fois le tarif de 2019 »."""
    top = scene.tree.top(scene.words_of(period))
    word = scene.tree.words[top] if top is not None else None
    return word is not None and word.dep == "nmod" and word.head not in scene.figure_at


def of_other_noun(scene: Scene, frame: Frame, period: Period) -> bool:
    """Whether « de » ties a time to a noun that is not measured: « une prime sur le cours de vendredi »."""
    at = scene.words_of(period).start
    while at > 0 and scene.low(at - 1) in ("l'", "le", "la", "l"):
        at -= 1
    if at < 2 or scene.low(at - 1) not in _OF:
        return False
    noun = at - 2
    while noun > 0 and scene.tree.words[noun].pos == "ADJ":
        noun -= 1
    word = scene.tree.words[noun]
    if scene.low(noun) in _STRETCHES and scene.low(noun - 1) in ("au", "à", "sur"):
        return False
    if word.pos != "NOUN" or noun in scene.figure_at or word.start < frame.figure.end:
        return False
    case = scene.tree.child(noun, "case")
    if case is not None and scene.low(case) in ("sur", "dans", "selon", "que", "qu'"):
        return True
    if case is not None and scene.low(case) in ("à", "au", "aux", "lors", "pendant", "durant", "depuis"):
        return False
    measured = frame.metric is not None and frame.metric.span.start <= word.start < frame.metric.span.end
    return not measured and metric_of(scene.phrase(noun).text) is None
