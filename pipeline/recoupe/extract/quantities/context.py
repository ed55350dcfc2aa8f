"""The words around a quantity, within its sentence and a bounded stretch: how exact it is, which way it goes."""

from __future__ import annotations

from typing import Any, Final, Literal

from recoupe.extract.quantities.quantity import Quantity
from recoupe.lexicon.modifiers import AFTER, BEFORE, MODIFYING_VERBS
from recoupe.lexicon.surroundings import listed
from recoupe.lexicon.words import words
from recoupe.read.document import Document
from recoupe.text import Span

__all__ = ["Context", "Modifier", "Way", "look", "nth"]

Modifier = Literal["exact", "approx", "min", "max"]
Way = Literal["up", "down"]
LEFT: Final = 130
RIGHT: Final = 90
NEXT: Final = 34
_WORDS: Final = 28
_OVER: Final = listed("passed_over")
_OVERTAKEN: Final = ("dépass", "excéd")
_BARS: Final = {"seuil", "barre", "cap", "niveau"}
_NOT_MORE: Final = {"aucun", "aucune", "personne", "rien", "jamais", "que", "guère"}
_NEGATIONS: Final = {"pas", "jamais", "guère", "plus", "point"}
_MODALS: Final = listed("denied_modals")
_MARKS: Final = {"(", "+", "-"}
_SIGNS: Final = {"+": "up", "-": "down"}
_SAID: Final[dict[str, Way]] = {"plus": "up", "moins": "down"}
_BEFORE_SAID: Final = listed("before_said_sign")
_SIGNED: Final = listed("before_sign")
_TURNED: Final[dict[str, Modifier]] = {"min": "max", "max": "min"}


class Context:
    """What stands around a quantity.

    Attributes:
        document, quantity: what it is the context of.
        left: the words before it in its sentence, nearest first, without signs and modifiers already read.
        right: the folded text after it, to the end of the sentence, at most 90 characters.
        after: the first words of `right`, lower case.
        modifier, sign: what was read beside the figure.
        wrapped: whether a bracket opens right before it.
        compared: whether « supérieur à », « de l'ordre de » and the like stood before it.
        span: its sentence.
    """

    modifier: Modifier = "exact"
    sign: Way | None = None
    wrapped = False
    compared = False

    def before(self) -> str:
        """The folded text right before the figure, in its sentence, in lower case."""
        start = self.quantity.start
        return self.document.folded[max(self.span.start, start - NEXT) : start].lower()

    def __init__(self, document: Document, quantity: Quantity, left: list[str], right: str, span: Span) -> None:
        self.document = document
        self.quantity = quantity
        self.left = left
        self.right = right
        self.after = words(right[:NEXT].lower())
        self.span = span


def nth(words: list[str], index: int) -> str:
    """The word at an index; "" past the end."""
    return words[index] if index < len(words) else ""


def look(document: Document, quantity: Quantity) -> Context:
    """The context of a quantity, with its sign and modifier read off."""
    if quantity.left is None:
        remember(document, [quantity])
    text, end, span = document.folded, quantity.end, quantity.sentence
    left: list[str] = quantity.left[:]  # type: ignore[index]
    right = text[end : max(end, min(end + RIGHT, span.end))]
    context = Context(document, quantity, left, right, span)
    if left and left[0] in _MARKS:
        _read_sign(text, quantity, context)
    elif left and left[0] in _SAID and (len(left) == 1 or left[1] in _BEFORE_SAID):
        context.sign = _SAID[left.pop(0)]
    _read_modifier(quantity, context)
    return context


def remember(document: Document, found: list[Quantity]) -> None:
    """Gives quantities in text order their sentence and the words before them in it, nearest first.

    A sentence is cut into words once, from one quantity to the next.
    """
    text = document.folded
    known: list[str] = []
    at = stop = 0
    span: Span
    before: Quantity | None = None
    for quantity in found:
        start = quantity.start
        if start >= stop:
            span = document.sentence_at(start)
            at, stop = span.start, span.end
            known = []
        if start - at > LEFT:
            at = start - LEFT
            known = []
        known += words(text[at:start].lower())
        at = start
        quantity.sentence, quantity.left = span, known[: -_WORDS - 1 : -1]
        quantity.before = before
        before = quantity


def _read_sign(text: str, quantity: Quantity, context: Context) -> None:
    left = context.left
    if left and left[0] == "(":
        context.wrapped = True
        if ")" in text[quantity.start : quantity.end]:
            context.sign = "down"
            del left[0]
            return
    if left and left[0] in _SIGNS:
        before = text[quantity.start - 1 : quantity.start]
        spaced = text[max(0, quantity.start - 2) : quantity.start] in ("+ ", "- ")
        behind = text[quantity.start - 2 : quantity.start - 1]
        if (before in "+-" and not behind.isalnum()) or (
            spaced and (len(left) == 1 or not left[1].isalnum() or left[0] == "+" or left[1] in _SIGNED)
        ):
            context.sign = "up" if left[0] == "+" else "down"
            del left[0]
            if left and left[0] == "(":
                context.wrapped = True


def _read_modifier(quantity: Quantity, context: Context) -> None:
    if context.after:
        context.modifier = _right_modifier(context.after)
    left = context.left
    depth = 0
    for _ in range(3):
        found = _phrase(left, depth) if depth < len(left) and left[depth] in BEFORE else None
        if found is not None:
            length, value = found
            # « supérieure à 3 % », « est de l'ordre de 3 % »: the phrase took the preposition with it.
            context.compared = length > 1 and (left[depth] == "à" or left[depth + length - 1] == "de")
            context.modifier = _negated(left, depth + length, value)
            del left[depth : depth + length]
            if value != "approx" or depth:
                break
            continue
        if depth < len(left) and left[depth] in _OVER and depth < 5:
            depth += 1
            continue
        break
    else:
        found = None
    if context.modifier == "exact":
        _verb_modifier(context)
    if quantity.figure.vague:
        context.modifier = "min"
    if context.modifier == "exact" and quantity.figure.approximate:
        context.modifier = "approx"


def _phrase(left: list[str], depth: int) -> tuple[int, Modifier] | None:
    pairs = BEFORE[left[depth]]
    for second in (left[depth + 1] if depth + 1 < len(left) else "", ""):
        for phrase, value in pairs.get(second, ()):
            if tuple(left[depth : depth + len(phrase)]) == phrase:
                return len(phrase), value  # type: ignore[return-value]
    return None


def _negated(left: list[str], at: int, value: str) -> Modifier:
    if (
        value in _TURNED
        and left[at : at + 1]
        and left[at] in _NEGATIONS
        and any(word in ("ne", "n'") for word in left[at : at + 4])
    ):
        return _TURNED[value]
    near = left[at : at + 4]
    if value in _TURNED and not _MODALS.isdisjoint(near) and not {"ne", "n'"}.isdisjoint(near):
        return _TURNED[value]
    return value  # type: ignore[return-value]


def _verb_modifier(context: Context) -> None:
    """« dépasse les 3 % », « ne dépassera pas 1,8 milliard », « tourne autour de »."""
    left = context.left
    at = 0
    negated = False
    while at < len(left) and at < 6:
        word = left[at]
        if word in MODIFYING_VERBS:
            if at and left[0] in ("de", "d'") and not (left[1] in _BARS and word.startswith(_OVERTAKEN)):
                return
            value: Any = MODIFYING_VERBS[word]
            further = left[at + 1 : at + 6]
            denied = further[:1] and further[0] in _NEGATIONS and not {"ne", "n'"}.isdisjoint(further)
            denied = denied or (nth(further, 0) in _MODALS and nth(further, 1) in ("ne", "n'"))
            negated = bool(negated or denied or nth(further, 0) in ("ne", "n'", "sans"))
            context.modifier = _TURNED.get(value, value) if negated else value
            return
        if word in _NEGATIONS:
            negated = True
        elif word not in _OVER and not word.isdigit() and word != "en" and not word.endswith("ment"):
            return
        at += 1


def _right_modifier(after: list[str]) -> Modifier:
    skip = 1 if after[0] in ("(", ",") else 0
    if skip < len(after):
        for phrase, value in AFTER.get(after[skip], ()):
            stop = skip + len(phrase)
            follows = after[stop] if stop < len(after) else ""
            if tuple(after[skip:stop]) == phrase and not (follows[:1].isdigit() or follows in _NOT_MORE):
                return value  # type: ignore[return-value]
    return "exact"
