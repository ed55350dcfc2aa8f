"""A run of capitalised words that no list of companies knows: how far it goes, and what it cannot be."""

from __future__ import annotations

import re
from typing import Final

from recoupe.extract.companies.candidate import Candidate
from recoupe.extract.companies.expand import expanded, told_whole
from recoupe.extract.companies.known import is_place
from recoupe.extract.companies.left import noun_before
from recoupe.extract.companies.runs import is_name
from recoupe.extract.companies.tokens import Tokens
from recoupe.lexicon.company_cues import company_cues
from recoupe.lexicon.company_nouns import company_nouns
from recoupe.lexicon.company_words import company_words
from recoupe.lexicon.first_names import first_names
from recoupe.lexicon.institutions import institutions
from recoupe.lexicon.places import places

# « 67MdE », « 1T25e », « 38M »: what figures are written with, and no name.
_FIGURE: Final = re.compile(r"\d+(?:[TSHQ]\d+e?|[MkG]d?s?[E€$]?)|[TSHQ]\d")

__all__ = ["dateline", "particle", "told_company", "unknown"]

_DATELINE: Final = 300


def _institution(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a name begins or ends as institutions' names do."""
    lists = institutions()
    if tokens.plains[last - 1] in lists.tails:
        return True
    cues = company_cues()
    if tokens.texts[first + 1 : first + 2] in (["+"], ["&"]):
        return False  # « Canal+ »
    if last - first > 1 and tokens.texts[last - 1] in cues.last - cues.last_weak:
        return False  # « Saint-Jean Industries »
    return tokens.plains[first] in lists.heads and not dateline(tokens, first, last)


def dateline(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a name fills the brackets of « PARIS, 28 jan (Agence X) - », near the article's beginning."""
    if not first or last + 1 >= tokens.size or tokens.starts[first] > _DATELINE:
        return False
    return tokens.texts[first - 1] == "(" and tokens.texts[last] == ")" and tokens.texts[last + 1] == "-"


def _common(tokens: Tokens, at: int) -> bool:
    """Whether a word is a noun for companies or an adjective of nationality, capital or not: « le Groupe »."""
    word = tokens.plains[at]
    return (
        word in company_nouns()
        or word in company_cues().openers
        or word in places().demonyms
        or tokens.texts[at] in company_words().names_ratings
        or tokens.texts[at] in company_cues().first
    )


def _adverb(tokens: Tokens, at: int) -> bool:
    """« Deuxièmement, … »"""
    word = tokens.texts[at]
    return word.endswith("ment") and word[1:].islower() and tokens.texts[at + 1 : at + 2] == [","]


def _part_of_word(tokens: Tokens, first: int) -> bool:
    """« hôtel-Dieu », « Chalon-sur-Saône », « Outre-Manche » without its « Outre » (but « ex-X » names X)."""
    if not tokens.texts[first][0].isalnum():
        return True
    hyphen = first > 1 and tokens.texts[first - 1] == "-" and tokens.glued(first - 1) and tokens.glued(first - 2)
    return hyphen and tokens.texts[first - 2].islower() and tokens.texts[first - 2] != "ex"


def _person(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a name begins with a first name, or is a surname that needs none (« Macron »)."""
    if last - first == 1:
        return tokens.texts[first] in institutions().people
    if tokens.plains[first] in company_cues().titles and len(tokens.texts[first]) < 5:
        return True  # « Mme Tavel », « Dr Tavel »
    return tokens.texts[first] in first_names() and tokens.texts[last - 1] not in company_cues().last


def particle(tokens: Tokens, first: int) -> bool:
    """« Nicolas de Tavel », « Peter van der Meer »: a surname whose particle stands between it and its first name."""
    at = first - 1
    while (
        at > first - 5 and at > 0 and (tokens.plains[at] in company_words().names_particles or tokens.texts[at] == "'")
    ):
        at -= 1
    if at < 0 or at == first - 1 or tokens.texts[at] not in first_names():
        return False
    alone = not (at > 0 and is_name(tokens.texts[at - 1]) and tokens.spaced(at - 1) and not tokens.opens(at - 1))
    return alone and tokens.sentences[at] == tokens.sentences[first] and tokens.texts[at + 1].islower()


def _unit(tokens: Tokens, first: int, last: int) -> bool:
    """« 700 MW », « 40 MDH », « 300 EVP »: letters after a figure are its unit."""
    word = tokens.texts[first]
    if last - first > 1 or len(word) > 4 or not word.isupper() or not first:
        return False
    return tokens.texts[first - 1].isdigit() and tokens.gap(first - 1) in ("", " ") and not tokens.opens(first - 1)


def _initial(tokens: Tokens, first: int, last: int) -> bool:
    """« J. Chirac », « édité par B. Marchandeau »: a letter with its full stop before a name is a first name."""
    before = first >= 2 and tokens.texts[first - 1] == "." and len(tokens.texts[first - 2]) == 1
    before = before and tokens.texts[max(first - 3, 0)] != "."
    after = last - first == 1 and len(tokens.texts[first]) == 1 and tokens.texts[last : last + 1] == ["."]
    return (before and tokens.texts[first - 2].isupper()) or (after and tokens.texts[first].isupper())


def unknown(tokens: Tokens, first: int, last: int) -> Candidate:
    """The candidate of a run, whole, with what refuses it."""
    end = expanded(tokens, first, last)
    if end > last:
        return Candidate(first, end, refused="institution" if tokens.plains[first] in institutions().heads else "")
    whole = last - first < 3 and not company_cues().whole.isdisjoint(tokens.texts[first:last])
    if whole and told_company(tokens, first, near=False) and (end := told_whole(tokens, last)) > last:
        return Candidate(first, end)  # « l'enseigne Maison du Val »
    return Candidate(first, last, refused=_refusal(tokens, first, last))


def _refusal(tokens: Tokens, first: int, last: int) -> str:
    """Why a run cannot be a company's name; "" where nothing says so."""
    alone, word = last - first == 1, tokens.texts[first]
    if _part_of_word(tokens, first):
        return "word"
    if _unit(tokens, first, last) or (alone and _FIGURE.fullmatch(word)):
        return "figure"
    if particle(tokens, first) or _initial(tokens, first, last) or _person(tokens, first, last):
        return "person"
    if word in institutions().products:
        return "product"
    if is_place(tokens, first, last):
        return "place"
    if alone and (_common(tokens, first) or _adverb(tokens, first)):
        return "word"
    return "institution" if _institution(tokens, first, last) else ""


def told_company(tokens: Tokens, first: int, near: bool = True) -> bool:
    """Whether a noun before says that all the name is a company's: « la filiale Tunisair Express »."""
    found = noun_before(tokens, first)
    return found is not None and found[0].strength != "weak" and (found[1] >= first - 4 or not near)
