"""A name and its acronym: « Compagnie ivoirienne d'électricité (CIE) », « AVS (Assainissement voirie service) »."""

from __future__ import annotations

from typing import Final

from recoupe.extract.companies.candidate import Candidate
from recoupe.extract.companies.expand import acronym_of
from recoupe.extract.companies.tokens import Tokens

__all__ = ["acronym_pairs"]

_REACH: Final = 12


def _bracket_after(tokens: Tokens, one: Candidate) -> tuple[int, int] | None:
    """What the brackets after a name hold, as tokens; None where none open."""
    at = one.last
    if at >= tokens.size or tokens.texts[at] != "(":
        return None
    if tokens.texts[at + 2 : at + 3] == [","]:
        return at + 1, at + 2  # « (CGE, devenue Vivendi) »
    for end in range(at + 2, min(at + _REACH, tokens.size)):
        if tokens.texts[end] == ")":
            return at + 1, end
        if tokens.texts[end] in ".;(":
            return None
    return None


def _short(tokens: Tokens, first: int, last: int) -> str:
    """The letters of an acronym that makes a whole stretch (« CIE », « T.A. »), or ""."""
    letters = "".join(tokens.texts[first:last]).replace(".", "")
    capital = letters.isupper() or (last - first == 1 and letters[:1].isupper() and len(letters) > 3)
    return letters if 2 <= len(letters) <= 10 and capital and letters.isalnum() else ""


def acronym_pairs(tokens: Tokens, all_: list[Candidate]) -> tuple[list[Candidate], list[tuple[Candidate, Candidate]]]:
    """The candidates, and the pairs of them that are a long name and its acronym.

    A long name in brackets after its acronym becomes a candidate whole, whatever its capitals.
    """
    pairs = []
    by_first = {one.first: one for one in all_}
    for one in list(all_):
        inside = _bracket_after(tokens, one)
        if inside is None or by_first.get(one.first) is not one:
            continue
        first, last = inside
        outer, inner = _short(tokens, one.first, one.last), _short(tokens, first, last)
        if inner and acronym_of(tokens, one.first, one.last, inner):
            short = by_first.get(first) or Candidate(first, last)
            by_first[first] = short
            pairs.append((one, short))
        elif (
            outer
            and not inner
            and last - first > 1
            and acronym_of(tokens, first, last, outer)
            and tokens.texts[first][0].isupper()
        ):
            old = by_first.get(first)
            long = (
                old
                if old is not None and old.last == last
                else Candidate(first, last, refused=old.refused if old else "")
            )
            for at in range(first, last):
                by_first.pop(at, None)
            by_first[first] = long
            pairs.append((long, one))
    return sorted(by_first.values(), key=lambda one: one.first), pairs
