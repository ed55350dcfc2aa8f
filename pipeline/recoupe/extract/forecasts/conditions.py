"""Stated conditions: « si … », « à condition que … », « en cas de … », and which cues of a sentence they bind."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Final, NamedTuple

from recoupe.extract.forecasts.sentence import Sentence, first_word, is_infinitive, is_participle, phrases
from recoupe.lexicon.forecast_cues import load_contexts

__all__ = ["asked", "bound", "inside", "supposed"]

_WORDS: Final = load_contexts()
_FORWARD: Final = frozenset(
    {"que", "qu'", "mais", "et", "ou", "or", "car", ":", "«", '"', "(", "donc", "alors", ".", ""}
)


_CONDITION: Final = phrases(_WORDS.condition)
_NO_CONDITION: Final = phrases(_WORDS.no_condition)
_OPENINGS: Final = frozenset({"si", "s'", "sans", *(first_word(phrase) for phrase in _WORDS.condition)})
"""What a condition may begin with."""
_REACH: Final = 16
_NEAREST: Final = 4
"""How many conditions on each side of a cue are looked at."""


class _Condition(NamedTuple):
    """A condition: tokens `start` up to `end`; `si` where a clause of « si » states it."""

    start: int
    end: int
    si: bool


def _breaks(sentence: Sentence) -> list[int]:
    return [at for at, token in enumerate(sentence.tokens) if token.low in (",", ";", ":", "»")]


def _end(sentence: Sentence, start: int) -> int:
    """Where a condition ends: at its comma, or at the next stronger sign."""
    breaks = sentence.once(_breaks)
    at = bisect_right(breaks, start)
    return breaks[at] if at < len(breaks) else len(sentence.tokens)


def _asks(sentence: Sentence, index: int) -> bool:
    """Whether a verb of asking stands just before the « si » at a token (« dira jeudi si … »)."""
    for word in reversed(sentence.words(index - 6, index)):
        if word in (",", ";", ":", "»", "."):
            return False
        if word in _WORDS.si_asks:
            return True
    return False


def _opens_si(sentence: Sentence, index: int) -> bool:
    """Whether the « si » or « s' » at a token opens a condition, and neither asks nor compares nor grants."""
    after = sentence.word(index + 1)
    if sentence.word(index) == "s'":
        opens = after in ("il", "ils")
    else:
        capital = index + 1 < len(sentence.tokens) and sentence.tokens[index + 1].capital
        opens = after in _WORDS.si_subject or after == "(" or capital
    if not opens or sentence.word(index - 1) in _WORDS.si_is_none or _asks(sentence, index):
        return False
    words = sentence.words(index, min(_end(sentence, index), index + _REACH))
    granted = any(
        word in ("a", "ont") and any(is_participle(after) for after in words[at + 1 : at + 4])
        for at, word in enumerate(words)
    )
    return not granted


def _opens_sans(sentence: Sentence, index: int) -> bool:
    """« Sans accord, le site fermera »: « sans » and a noun at the head of a clause."""
    after = sentence.word(index + 1)
    heads = sentence.word(index - 1) in _FORWARD
    return heads and after not in _WORDS.sans_is_none and not is_infinitive(after) and after[:1].isalpha()


def _conditions(sentence: Sentence) -> list[_Condition]:
    """The conditions of a sentence, in order."""
    shift = sentence.span.start
    found = []
    for index, token in enumerate(sentence.tokens):
        if token.low not in _OPENINGS:
            continue
        si = token.low in ("si", "s'") and _opens_si(sentence, index)
        told = si or _CONDITION.match(sentence.low, token.start - shift) is not None
        if not told and not (token.low == "sans" and _opens_sans(sentence, index)):
            continue
        pseudo = (found.span() for found in _NO_CONDITION.finditer(sentence.low))
        if any(start <= token.start - shift < end for start, end in pseudo):
            continue
        if token.low == "à" and sentence.figure(index + 3, 1):
            continue  # « à moins de trois fois »: a bound, no condition
        found.append(_Condition(index, _end(sentence, index), si))
    return found


def _supposed(sentence: Sentence) -> frozenset[int]:
    clauses = [one for one in sentence.once(_conditions) if one.si or sentence.word(one.start) == "tant"]
    return frozenset(at for one in clauses for at in range(one.start + 1, one.end))


def supposed(sentence: Sentence, at: int) -> bool:
    """Whether a token lies inside a clause of « si » or « tant que »: supposed, not foretold."""
    return at in sentence.once(_supposed)


def _held(sentence: Sentence) -> frozenset[int]:
    return frozenset(at for one in sentence.once(_conditions) for at in range(one.start, one.end))


def inside(sentence: Sentence, at: int) -> bool:
    """Whether a token lies inside any condition."""
    return at in sentence.once(_held)


def bound(sentence: Sentence, at: int, cues: list[int]) -> bool:
    """Whether a condition of the sentence binds a cue.

    A condition that opens a clause binds the cues that follow it; one behind a cue binds the nearest cue before it.

    Args:
        at: the token of the cue, one of `cues`.
        cues: the tokens of all cues of the sentence, in order.
    """
    conditions = sentence.once(_conditions)
    starts = [one.start for one in conditions]
    place = bisect_left(starts, at)
    for one in conditions[max(place - _NEAREST, 0) : place + _NEAREST]:
        if _parted(sentence, one.start, at) or (one.si and one.start < at < one.end):
            continue
        before = bisect_left(cues, one.start)
        forward = not before or sentence.word(one.start - 1) in _FORWARD
        if (at > one.start and forward) or (at < one.start and at == cues[before - 1]):
            return True
    return False


def _semicolons(sentence: Sentence) -> list[int]:
    return [at for at, token in enumerate(sentence.tokens) if token.low == ";"]


def _parted(sentence: Sentence, one: int, other: int) -> bool:
    """Whether a semicolon stands between two tokens."""
    signs = sentence.once(_semicolons)
    return bisect_left(signs, one) != bisect_left(signs, other)


def asked(sentence: Sentence, at: int) -> bool:
    """Whether an indirect question (« savoir si … ») holds a token."""
    return any(sentence.word(index) in ("si", "s'") and _asks(sentence, index) for index in range(max(at - 14, 0), at))
