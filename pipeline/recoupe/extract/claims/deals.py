"""What is bought and sold, told by a noun: « l'acquisition de Firestone par Holcim pour 3,4 milliards »."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from recoupe.extract.claims.approach import Approach
from recoupe.extract.claims.findings import Figure
from recoupe.extract.claims.scene import Frame, Scene, Subjected
from recoupe.extract.claims.who import Topic, named
from recoupe.extract.claims.words import is_container, is_noun, lemma
from recoupe.lexicon.constructions import DEAL_NOUNS

__all__ = ["buyer", "deal"]

_REACH: Final = 22
_PRICED: Final = frozenset({"pour", "contre", "moyennant"})


def deal(scene: Scene, figure: Figure, words: range, way: Approach, before: Sequence[Frame]) -> Frame | None:
    """The noun of a deal that « pour » puts a price on, if no verb stands between."""
    if figure.type != "money" or way.at is None or way.apart:
        return None
    at = way.at
    if is_container(scene, at):
        at -= 2 if scene.tree.words[at - 1].pos == "DET" else 1
    if at < 1 or scene.low(at) not in _PRICED:
        return None
    for index in range(at - 1, max(at - _REACH, -1), -1):
        word = scene.tree.words[index]
        if word.pos in ("VERB", "AUX") or word.text in (";", ":", ",") or index in scene.figure_at:
            return None
        if lemma(scene, index) in DEAL_NOUNS and is_noun(scene, index):
            stop = next((i for i in range(index + 1, at) if scene.low(i) == "par"), at)
            metric = scene.phrase_of(range(index, stop), index)
            return Frame(scene, figure, scene.tree.verb(index), metric, rules=["metric:deal"])
    return None


def buyer(scene: Scene, frame: Frame, topic: Topic) -> Subjected | None:
    """Whom « par » names between the deal and its price."""
    if "metric:deal" not in frame.rules or frame.metric is None or not scene.sentence.holds(frame.metric.span):
        return None
    stop = scene.words_of(frame.figure).start
    by = next((i for i in range(frame.metric.head + 1, stop) if scene.low(i) == "par"), None)
    if by is None:
        return None
    company = next((scene.company_at[i] for i in range(by + 1, stop) if i in scene.company_at), None)
    noun = next((i for i in range(by + 1, stop) if is_noun(scene, i)), None)
    return company or (named(scene, noun) if noun is not None else None)
