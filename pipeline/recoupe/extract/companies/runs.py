"""Runs of capitalised words: « Valeurs Mobilières Desjardins », « Sekoia.io », « T.A. », « Johnson & Johnson »."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from recoupe.extract.companies.tokens import Tokens
from recoupe.lexicon.company_cues import company_cues
from recoupe.read.words import Known

__all__ = ["is_name", "runs"]


def is_name(text: str) -> bool:
    """Whether a word is written as names are: with a capital, first or inside (« eBay », « 2CRSi »)."""
    return (
        text[0].isupper()
        or (len(text) > 2 and text[1].isupper())
        or (text[0].isdigit() and not text.isdigit() and text[-1].isupper())
    )


def _opens_run(text: str) -> bool | None:
    return is_name(text) or None


_NAMES: Final = Known(_opens_run, low=False)


def _initials(tokens: Tokens, at: int) -> int:
    """The index after « T.A. » or « S.T. »; `at` where no initials begin."""
    last = at
    while (
        last + 1 < tokens.size
        and len(tokens.texts[last]) == 1
        and tokens.texts[last].isupper()
        and tokens.texts[last + 1] == "."
        and tokens.glued(last)
    ):
        last += 2
        if not tokens.glued(last - 1):
            break
    return last if last - at >= 4 else at


def _step(tokens: Tokens, at: int) -> int:
    """The last token of what follows `at` in a run, or `at` where the run ends there."""
    texts, size = tokens.texts, tokens.size
    following = at + 1
    if following >= size:
        return at
    if is_name(texts[following]) and tokens.gap(at) in (" ", "") and not texts[following][:3].isdigit():
        return following
    if following + 1 >= size:
        return at
    sign, after = texts[following], texts[following + 1]
    glued = tokens.glued(at) and tokens.glued(following)
    cues = company_cues()
    if (
        sign in "-&+'"
        and glued
        and (is_name(after) or after.isdigit())
        and (sign != "'" or len(texts[at]) < 3 or is_name(texts[at]))
    ):
        return following + 1
    if glued and sign in "'-" and _small_part(texts[at], sign, after):
        return following + 1
    if sign == "." and glued and tokens.plains[following + 1] in cues.domains:
        return following + 1
    if sign == "&" and tokens.spaced(at) and tokens.spaced(following) and (is_name(after) or after in cues.kin):
        return following + 1
    if sign == "+" and tokens.glued(at):
        return following
    linked = tokens.spaced(at) and tokens.spaced(following)
    if sign == "et" and linked and after in cues.kin:
        return following + 1
    if sign in cues.links and linked and is_name(after):
        return following + 1
    return at


def _small_part(word: str, sign: str, after: str) -> bool:
    """« Moody's », « Don't », « Floc'h », « Exo-s »: a letter or two that belong to the name before."""
    if sign == "-":
        return len(after) == 1 and after.isalpha() and after != "t" and len(word) > 2
    return (after in ("s", "t") and len(word) > 2) or (word[-1] in "cC" and after[0] in "hH")


def _without_openers(tokens: Tokens, first: int, last: int) -> int:
    """Where a run begins once the words are gone that owe their capital to the sentence (« Selon », « L' »)."""
    openers = company_cues().openers
    while first < last and tokens.opens(first) and tokens.plains[first] in openers:
        first += 1
        if first < last and tokens.texts[first] == "'":
            first += 1
        if (
            first < last
            and not tokens.opens(first)
            and first >= 1
            and tokens.plains[first] in openers
            and len(tokens.plains[first]) < 4
        ):
            first += 1
    if last - first > 2 and tokens.texts[first + 1] == "'" and tokens.texts[first] in "LD":
        first += 2 if tokens.opens(first) else 0
    return first


def runs(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Every run of a document, in order, as tokens first and last (end-exclusive)."""
    texts, size = tokens.texts, tokens.size
    reached = 0
    for at, _ in _NAMES.of(tokens.words):
        if at < reached:
            continue
        last = _initials(tokens, at)
        if last == at or (last < size and is_name(texts[last]) and tokens.spaced(last - 1)):
            last = max(last, at + 1)
            while (step := _step(tokens, last - 1)) >= last and tokens.sentences[step] == tokens.sentences[at]:
                last = step + 1
        first = _without_openers(tokens, at, last)
        if first < last and not texts[first].isdigit():
            yield first, last
        reached = last
