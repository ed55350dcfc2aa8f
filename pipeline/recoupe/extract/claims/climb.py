"""The way up from a figure to what governs it, as far as what is said above still speaks of the figure.

A relative clause told in the present or the past, « alors que… », a second main clause, an aside with a participle
stand by themselves: the forecast, the offer, the hearsay of the clause that they hang on is not theirs.
"""

from __future__ import annotations

from typing import Final

from recoupe.extract.claims.scene import Scene
from recoupe.lexicon.names import plain
from recoupe.memo import Memo

__all__ = ["climb", "kind_of", "mood_of"]

_APART: Final = ("acl:relcl", "advcl", "conj", "parataxis", "appos", "ccomp")
_IF: Final = frozenset({"si", "s'", "que", "qu'"})


def mood_of(scene: Scene, verb: int) -> str:
    """The mood and tense of a clause: « Ind:Pres », « Ind:Fut », « Cnd:Pres »; empty where no verb of it is finite."""
    for index in (verb, *scene.tree.children[verb]):
        word = scene.tree.words[index]
        own = index == verb or word.dep == "cop" or word.dep.startswith("aux")
        if own and "Mood=" in word.morph:
            if _conditional(scene, index):
                return "Cnd:Pres"
            return _MOODS.of(word.morph)
    return ""


def _mood(morph: str) -> str:
    marks = dict(part.split("=", 1) for part in morph.split("|") if "=" in part)
    return f"{marks['Mood']}:{marks.get('Tense', '')}"


_MOODS: Final = Memo(_mood)


def _conditional(scene: Scene, index: int) -> bool:
    """« représenterait », which the parser may take for an imperfect: the infinitive with its ending."""
    low = plain(scene.low(index))
    if not low.endswith(("ait", "aient")):
        return False
    return low.removesuffix("ait").removesuffix("aient") == plain(kind_of(scene, index)).removesuffix("e")


def kind_of(scene: Scene, index: int) -> str:
    """The infinitive of a verb; where the parser leaves the form as it stands (« réclame »), by its ending."""
    word = scene.tree.words[index]
    if word.pos == "VERB" and word.lemma.endswith("e") and not word.lemma.endswith("re"):
        return word.lemma + "r"
    return word.lemma


def climb(scene: Scene, index: int) -> list[int]:
    """A word and those above it, up to the head of the clause that stands by itself."""
    path = [index]
    for head in scene.tree.ancestors(index):
        if _stands_apart(scene, path[-1]):
            break
        path.append(head)
    return path


def _stands_apart(scene: Scene, index: int) -> bool:
    word = scene.tree.words[index]
    if word.dep in ("appos", "amod", "nmod") and scene.tree.words[word.head].dep in ("nsubj", "nsubj:pass"):
        return word.head < index and any(w.text == "," for w in scene.tree.words[word.head + 1 : index])
    if word.dep == "acl" and "VerbForm=Part" in word.morph:
        return index > 0 and _comma_before(scene, index)
    if word.dep not in _APART or word.dep == "ccomp":
        return False
    mood = mood_of(scene, index)
    if not mood.startswith("Ind") or mood == "Ind:Fut":
        return False
    mark = scene.tree.child(index, "mark")
    return mark is None or scene.low(mark) not in _IF


def _comma_before(scene: Scene, index: int) -> bool:
    at = index - 1
    while at > 0 and scene.tree.words[at].pos in ("AUX", "ADV", "PRON"):
        at -= 1
    return scene.tree.words[at].text == ","
