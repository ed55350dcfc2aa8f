"""Names that go on in lower case: « Compagnie ivoirienne d'électricité », « Valeurs mobilières Desjardins »."""

from __future__ import annotations

import re
from typing import Final

from recoupe.extract.companies.known import Hit, is_place
from recoupe.extract.companies.runs import is_name
from recoupe.extract.companies.tokens import Tokens
from recoupe.lexicon.company_cues import company_cues
from recoupe.lexicon.company_words import company_words
from recoupe.lexicon.first_names import first_names
from recoupe.lexicon.names import plain
from recoupe.lexicon.places import places

__all__ = ["acronym_of", "adjectives", "expanded", "other_paper", "regional_bank", "told_whole"]

_ADJECTIVE: Final = re.compile(
    r".*(?:ale|aux|ales|aise|aises|ienne|iennes|ique|iques|aire|aires|oise|oises|ive|ives|iere|ieres|elle|elles|ine|ines|eenne|ieres|ee|ees|al|ais|ien|ois|if|ier|iers)$"
)
_REACH: Final = 20


def acronym_of(tokens: Tokens, first: int, last: int, acronym: str) -> bool:
    """Whether the initials of a stretch's words (those of its small words aside) make an acronym."""
    initials = "".join(
        tokens.plains[at][0]
        for at in range(first, last)
        if tokens.plains[at] not in company_words().names_inside and tokens.plains[at][0].isalnum()
    )
    every = "".join(tokens.plains[at][0] for at in range(first, last) if tokens.plains[at][0].isalnum())
    short = acronym.replace(".", "").casefold()
    if len(short) > 1 and (initials == short or every == short or initials.startswith(short) or short[:-1] == initials):
        return True
    parts = [
        tokens.plains[at]
        for at in range(first, last)
        if tokens.plains[at] not in company_words().names_inside and tokens.texts[at].isalnum()
    ]
    return 1 < len(parts) <= len(short) and _syllables(plain(short), parts)


def _syllables(short: str, parts: list[str]) -> bool:
    """Whether a word is made of beginnings of words in their order, one of each (« Solibra », « Sicor »).

    The last words may go without one. Beginnings are as long as they can be, then shorter.
    """
    reached = {0}
    for part in parts:
        longer = {
            start + size
            for start in reached
            for size in range(1, 5)
            if short[start : start + size] == part[:size] != ""
        }
        if len(short) in longer:
            return True
        reached = {one for one in longer if one < len(short)}
        if not reached:
            return False
    return False


def _to_acronym(tokens: Tokens, first: int) -> int:
    """The token of the bracket that holds a name's own acronym, or -1."""
    for at in range(first + 2, min(first + _REACH, tokens.size - 2)):
        if tokens.texts[at] in ".,;:" or tokens.sentences[at] != tokens.sentences[first]:
            return -1
        if tokens.texts[at] == "(":
            inside = tokens.texts[at + 1]
            named = inside[0].isupper() and inside.isalpha() and tokens.texts[at + 2] == ")"
            return at if named and acronym_of(tokens, first, at, inside) else -1
    return -1


def adjectives(tokens: Tokens, at: int) -> int:
    """The token after the words from `at` on that look like adjectives, as far as spelling tells."""
    while at < tokens.size and tokens.spaced(at - 1) and tokens.texts[at].islower():
        if not (_ADJECTIVE.match(tokens.plains[at]) or tokens.plains[at] in places().demonyms):
            break
        at += 1
    return at


def _of_a_name(tokens: Tokens, at: int) -> int:
    """The token after « de la Sambre », « de l'Atlantique », « du Nord » beside a name's first word; `at` otherwise."""
    if at >= tokens.size or not tokens.spaced(at - 1) or tokens.texts[at] not in company_words().anaphora_of:
        return at
    end = at + 1
    while end + 1 < tokens.size and tokens.texts[end] in company_words().small_light:
        end += 1
    stop = end
    while stop < tokens.size and is_name(tokens.texts[stop]) and tokens.gap(stop - 1) in ("", " "):
        stop += 1
        while stop + 1 < tokens.size and tokens.texts[stop] == "-" and tokens.glued(stop - 1) and tokens.glued(stop):
            stop += 2
    return stop if stop > end else at


def regional_bank(tokens: Tokens, first: int, last: int) -> int:
    """The token after « Crédit Mutuel de Bretagne », « Caisse d'Épargne d'Alsace »; 0 where no region follows."""
    if tokens.plains[first] not in company_words().names_regional or last - first < 2:
        return 0
    end = _of_a_name(tokens, last)
    return end if end > last and is_place(tokens, end - 1, end) else 0


def other_paper(tokens: Tokens, hit: Hit) -> int:
    """The token after « Le Monde du Pain », « La Tribune de Lyon »: not the paper that it begins with; 0 elsewhere."""
    if (
        hit.form.company.sector != "media"
        or tokens.texts[hit.first] not in company_words().names_articles
        or hit.last - hit.first < 2
    ):
        return 0
    end = _of_a_name(tokens, hit.last)
    people = any(tokens.texts[at] in first_names() for at in range(hit.last, end))
    return 0 if people else end if end > hit.last else 0


def expanded(tokens: Tokens, first: int, last: int) -> int:
    """The token after a name whose first words are a run: where its lower-case words end, or `last`."""
    bracket = _to_acronym(tokens, first)
    if bracket > last:
        return bracket
    cues = company_cues()
    if tokens.texts[first] not in cues.first:
        return last
    # « Société Africaine de plantation »: an adjective may have its capital
    if any(
        tokens.plains[at] not in places().demonyms and not _ADJECTIVE.match(tokens.plains[at])
        for at in range(first + 1, last)
    ):
        return last
    long = tokens.texts[first] in cues.expanding
    if (end := _of_a_name(tokens, last)) > last:
        return _of_a_name(tokens, end) if long else end  # « Société des Brasseries du Cameroun »
    if not long:
        return last
    at = adjectives(tokens, last)
    if at == last:
        return last
    end = at
    while (
        end + 1 < tokens.size
        and tokens.plains[end] in company_words().names_inside
        and tokens.gap(end - 1) in ("", " ")
        and tokens.plains[end] != "a"
    ):
        end += 1
    if (
        end > at
        and end < tokens.size
        and tokens.texts[end].isalpha()
        and (tokens.plains[at] in company_words().anaphora_of or tokens.plains[at] == "pour")
    ):
        return adjectives(tokens, end + 1)
    return at


def told_whole(tokens: Tokens, last: int) -> int:
    """The token after « … de Lesse », « … du Val » behind a name with its noun before it; `last` where none follows."""
    end = _of_a_name(tokens, last)
    if end == last or is_place(tokens, last + 1, end) or tokens.texts[end - 1] in first_names():
        return last
    return last if any(tokens.texts[at] in first_names() for at in range(last, end)) else end
