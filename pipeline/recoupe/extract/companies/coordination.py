"""« X, Y et Z », « X (40 M€), Y (15 M€) », « X de Y »: what a proven company says of the name beside it."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from recoupe.extract.companies.candidate import PROOF, Candidate
from recoupe.extract.companies.tokens import Tokens
from recoupe.lexicon.company_words import company_words

__all__ = ["pass_on"]

_SHARED: Final = {"by", "noun", "group", "relation", "belonging", "chez", "example", "recipient"}


# As far as brackets and links may part two names.
_APART: Final = 15


def pass_on(tokens: Tokens, all_: list[Candidate]) -> None:
    """« X, Y et Z », « X (40 M€), Y (15 M€) »: beside a proven company a name gains, and passes it on."""
    kept = pairwise(one for one in all_ if one.refused not in ("figure", "word") and not _bracketed(tokens, one))
    pairs = [(before, after) for before, after in kept if after.first - before.last <= _APART]
    for before, after in pairs:
        if _holds(tokens, before, after):
            after.evidence["of-another"] = -0.8
    for before, after in pairs:
        _pass_on(tokens, before, after, before, after)
    for before, after in reversed(pairs):
        _pass_on(tokens, before, after, after, before)


def _bracketed(tokens: Tokens, one: Candidate) -> bool:
    """« X (Orne) et Y »: the place in brackets parts no list."""
    return one.refused == "place" and one.first > 0 and tokens.texts[one.first - 1] == "("


def _pass_on(tokens: Tokens, before: Candidate, after: Candidate, giver: Candidate, taker: Candidate) -> None:
    if giver.refused or taker.refused or giver.score < PROOF or "coordination" in taker.evidence:
        return
    if tokens.sentences[before.first] != tokens.sentences[after.first] or not _joined(tokens, before.last, after.first):
        return
    weight = 0.85 if giver.evidence.keys() & _SHARED else 0.6
    if tokens.plains[before.last : after.first] == [","] and not _listed(tokens, before, after):
        weight = 0.15  # « Outre-Manche, EDF a… »: a comma alone may part them as well
    if weight > 0.8:  # among clients, subsidiaries or rivals the model's person or place is none
        for label in ("model-per", "model-loc"):
            if label in taker.evidence:
                taker.evidence[label] = max(taker.evidence[label], -0.2)
    taker.evidence["coordination"] = min(weight, 0.7) if "coordination" in giver.evidence else weight


def _listed(tokens: Tokens, before: Candidate, after: Candidate) -> bool:
    """Whether two names with a comma between them stand in a list: another comma, bracket, « et » or dots beside."""
    texts = tokens.texts
    return texts[after.last : after.last + 1] in ([","], ["et"], ["ou"], [")"], ["("], ["."], [";"]) or (
        before.first > 0 and texts[before.first - 1] in (",", "(", ":", "et")
    )


def _holds(tokens: Tokens, before: Candidate, after: Candidate) -> bool:
    """« Manoir Industries de Bouzonville »: the second says where the first is."""
    between = tokens.plains[before.last : after.first]
    return (
        0 < len(between) <= 2
        and company_words().links_holding.issuperset(between)
        and not before.refused
        and before.score >= PROOF
        and not after.refused
        and after.form is None
    )


def _joined(tokens: Tokens, first: int, last: int) -> bool:
    """Whether what stands between two names, brackets aside, only links them."""
    if first < last and tokens.texts[first] == "(":
        end = next((at for at in range(first, min(last, first + 10)) if tokens.texts[at] == ")"), first)
        first = end + (end > first)
    between = [
        "où" if text == "où" else word
        for text, word in zip(tokens.texts[first:last], tokens.plains[first:last], strict=True)
    ]
    words = company_words()
    if not 0 < len(between) <= 4 or words.links_links.isdisjoint(between):
        return False
    return all(word in words.links_links or word in words.links_beside for word in between)
