"""What stands around a figure: the first word that means something to its left, the noun that it is a part of."""

from __future__ import annotations

from typing import Final

from recoupe.extract.claims.findings import Phrase
from recoupe.extract.claims.scene import Scene
from recoupe.extract.claims.words import SPANS_OF_TIME, is_noun
from recoupe.lexicon.constructions import HEDGES

__all__ = ["Approach", "approach", "beneficiary", "hosts", "part_of"]

_REACH: Final = 24
_KEPT: Final = frozenset({"soit", "dont", "contre", "comparativement"})
_SIGNS: Final = frozenset({"«", '"', "+", "-", "±", "~", "≈", "'", ">", "<", "*"})
_BOUNDARY: Final = frozenset({",", ";", "et", "ou", "puis"})
_INNER: Final = frozenset({"DET", "ADJ", "NUM", "PRON", "ADV"})
_GIVEN: Final = frozenset({"à", "au", "aux"})
_BENEFIT: Final = frozenset({"chez", "pour", "dans", "parmi"})


class Approach:
    """The way from a figure leftwards to the word that it hangs on.

    Attributes:
        at: the index of that word; None where the sentence begins.
        crossed: the small words and signs stepped over.
    """

    def __init__(self, at: int | None, crossed: frozenset[str]) -> None:
        self.at = at
        self.crossed = crossed

    @property
    def apart(self) -> bool:
        """Whether a comma or « et » stands between: the word to the left belongs to what came before."""
        return bool(self.crossed & _BOUNDARY)

    @property
    def tied(self) -> bool:
        """Whether « de » ties the figure to the word to the left."""
        return bool(self.crossed & {"de", "d'", "du", "des"}) and not self.apart


def approach(scene: Scene, start: int) -> Approach:
    """Steps leftwards from word `start` over prepositions, hedges and dates, to a word that means something."""
    crossed: set[str] = set()
    for index in range(start - 1, max(start - 1 - _REACH, -1), -1):
        low = scene.low(index)
        if index in scene.figure_at:
            return Approach(index, frozenset(crossed))
        dated = index in scene.period_at or index in scene.idle
        if low == "(" and index == start - 1 and ")" in scene.figure_at[start].text:
            continue
        small = low in HEDGES or low in _SIGNS or scene.tree.words[index].pos in ("ADV", "DET")
        small = small and low not in _KEPT
        if not dated and not small and low not in (",", ";"):
            return Approach(index, frozenset(crossed))
        if not dated:
            crossed.add(low)
    return Approach(None, frozenset(crossed))


def hosts(scene: Scene, index: int, before: int) -> list[int]:
    """The nouns that a word belongs to, nearest first: itself, the noun that it qualifies, the head of that one.

    Args:
        scene: the sentence.
        index: a noun, adjective or participle.
        before: no noun from this word on is one of them.
    """
    words = scene.tree.words
    found = [index] if is_noun(scene, index) and index not in scene.idle else []
    if not found and words[index].pos in ("VERB", "AUX") and not scene.tree.is_participle(index):
        return []
    below = index
    for head in scene.tree.ancestors(index):
        if head >= before or head in scene.figure_at or (found and words[below].dep == "conj"):
            break
        below = head
        if is_noun(scene, head):
            found += [head] if head not in scene.idle else []
        elif words[head].pos in ("VERB", "AUX") and (found or not scene.tree.is_participle(head)):
            break
    return found


def part_of(scene: Scene, stop: int, bare: bool = False) -> Phrase | None:
    """The noun phrase that a figure ending before word `stop` is a part or an amount of: « 22 % des actions ».

    Args:
        scene: the sentence.
        stop: the word after the figure.
        bare: only « de » without an article: « 3 millions d'euros de commissions ».
    """
    words = scene.tree.words
    stop = _after_aside(scene, stop)
    if stop >= len(words) or scene.low(stop) not in (("de", "d'") if bare else ("de", "d'", "du", "des")):
        return None
    for index in range(stop + 1, min(stop + 8, len(words))):
        if is_noun(scene, index):
            return scene.phrase(_top_noun(scene, index, stop))
        if bare and words[index].pos == "DET":
            return None
        if words[index].pos not in ("DET", "ADJ", "NUM", "PRON", "ADV") and scene.low(index) not in (
            "'",
            "«",
            '"',
            "l'",
        ):
            return None
    return None


def _top_noun(scene: Scene, index: int, floor: int) -> int:
    """The head of the noun phrase that begins with a noun: « taux » may hang on the next word in a wrong parse."""
    head = scene.tree.words[index].head
    if scene.tree.words[index].dep in ("amod", "compound", "flat:name") and floor < head and is_noun(scene, head):
        return head
    return index


def _after_aside(scene: Scene, stop: int) -> int:
    """The word after a conversion in brackets: « 40 millions de couronnes (3,5 millions d'euros) de droits »."""
    words = scene.tree.words
    if stop < len(words) and words[stop].text == "(":
        for index in range(stop + 1, min(stop + 12, len(words))):
            if words[index].text == ")":
                return index + 1 if any(inner in scene.figure_at for inner in range(stop, index)) else stop
    return stop


def beneficiary(scene: Scene, stop: int, given: bool = False) -> Phrase | None:
    """The noun phrase that « chez », « pour », « dans » brings in right after a figure; « à », where it is `given`."""
    words = scene.tree.words
    index = stop
    while index < len(words) and (index in scene.period_at or scene.low(index) in ("et", "en")):
        index += 1
    if index >= len(words) or scene.low(index) not in (_BENEFIT | _GIVEN if given else _BENEFIT):
        return None
    for noun in range(index + 1, min(index + 8, len(words))):
        if is_noun(scene, noun):
            return None if words[noun].lemma in SPANS_OF_TIME else scene.phrase(_top_noun(scene, noun, index))
        quoted = words[noun].text in ('"', "«", "»")
        if not quoted and (words[noun].pos not in ("DET", "ADJ", "NUM", "ADP") or noun in scene.period_at):
            return None
    return None
