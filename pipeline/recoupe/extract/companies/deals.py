"""What is done with a name: a firm is sold, taken over, named as an example, a rival, a debtor, a buyer.

« vendu à X », « X a été rachetée », « des sociétés comme X », « rebaptisée X », « X (40 M€) », « X, via sa filiale ».
"""

from __future__ import annotations

from typing import Final

from recoupe.extract.companies.tokens import Tokens
from recoupe.lexicon.company_cues import company_cues
from recoupe.lexicon.company_nouns import company_nouns
from recoupe.lexicon.company_words import company_words

__all__ = ["dealt_after", "dealt_before"]

_REACH: Final = 8


def _word_before(tokens: Tokens, first: int) -> tuple[str, int]:
    """The word before a name, its article aside."""
    word, at = tokens.word_before(first)
    while word in company_words().small_light:
        word, at = tokens.word_before(at)
    return word, at


def _recipient(tokens: Tokens, at: int, linking: str) -> bool:
    """« payés en crédit-bail à X », « rachetée par Y à X », « confié à X », « auprès de X »."""
    cues = company_cues()
    near = tokens.plains[max(at - 1, 0) : at]
    if linking in ("de", "d", "du"):
        return not cues.given_of.isdisjoint(near)
    here = tokens.sentences[at]
    return any(
        word.startswith(cues.given_to) and tokens.sentences[max(at - 6, 0) + index] == here
        for index, word in enumerate(tokens.plains[max(at - 6, 0) : at])
    )


def _taken_over(tokens: Tokens, word: str, at: int) -> bool:
    """« acquiert X », « a racheté X », « pour s'offrir X », « met la main sur X »."""
    cues = company_cues()
    if word.startswith(cues.taken):
        return True
    if word.startswith(cues.taken_self):
        return "s" in tokens.plains[max(at - 3, 0) : at]
    return word == "sur" and tokens.plains[at - 1 : at] == ["main"]


def _example(tokens: Tokens, at: int) -> bool:
    """« des sociétés comme X », « trois assureurs, notamment X »: several of a kind right before."""
    for back in range(at - 1, max(at - _REACH, -1), -1):
        if tokens.sentences[back] != tokens.sentences[at]:
            return False
        noun = company_nouns().get(tokens.plains[back])
        if (noun and noun.plural and noun.strength != "weak") or tokens.plains[back] in company_cues().kinds:
            return True
    return False


def _inserted(tokens: Tokens, comma: int) -> bool:
    """« le dernier fabricant français de roues, X, … »: a definite noun with its complements before the comma."""
    for back in range(comma - 1, max(comma - 12, 0), -1):
        if tokens.sentences[back] != tokens.sentences[comma] or tokens.texts[back] in ",;:()":
            return False
        noun = company_nouns().get(tokens.plains[back])
        if noun and noun.strength == "strong" and not noun.plural:
            return not company_words().small_definite.isdisjoint(tokens.plains[max(back - 3, 0) : back])
    return False


def dealt_before(tokens: Tokens, first: int) -> dict[str, float]:
    """What the words before an unknown name say of its dealings, each witness with its weight."""
    if not first or tokens.sentences[first - 1] != tokens.sentences[first]:
        return {}
    cues = company_cues()
    word, at = _word_before(tokens, first)
    if at < 0:
        return {}
    found: dict[str, float] = {}
    if word in ("a", "au", "aux", "de", "d", "du") and _recipient(tokens, at, word):
        near = word != "a" or tokens.plains[at - 1].startswith(cues.given_to)
        found["recipient"] = 0.75 if near else 0.3  # « reprend la société X à Y »: Y may be a town
    if _taken_over(tokens, word, at):
        found["taken-over"] = 0.6
    if word == "via":
        found["via"] = 0.35
    if word in cues.renamed or (word in cues.between and tokens.word_before(at)[0] in cues.renamed):
        found["renamed"] = 0.6
    if word in cues.exemplified and _example(tokens, at):
        found["example"] = 0.8
    if word in cues.against:
        found["against"] = 0.25
    if word == "," and _inserted(tokens, at):
        found["inserted"] = 0.7
    return found


def dealt_after(tokens: Tokens, last: int) -> dict[str, float]:
    """What the words after an unknown name say of its dealings, each witness with its weight."""
    if last + 2 >= tokens.size or tokens.sentences[last] != tokens.sentences[last - 1]:
        return {}
    cues = company_cues()
    at = last
    while at < min(last + 5, tokens.size) and (tokens.plains[at] in cues.being or tokens.plains[at] in cues.between):
        at += 1
    if at > last and at < tokens.size and tokens.plains[at].startswith(cues.done_to):
        return {"dealt": 0.7}
    if tokens.plains[last] in cues.acting and tokens.texts[last] != "à":
        return {"acts": 0.15}
    if tokens.texts[last] == "," and tokens.plains[last + 1] == "via":
        return {"through": 0.6}
    return _amount_bracket(tokens, last)


def _amount_bracket(tokens: Tokens, last: int) -> dict[str, float]:
    """« X (40 M€) », « X (23,94) »: a firm with what it raised, sold or stands at."""
    if tokens.texts[last] != "(" or not tokens.texts[last + 1][0].isdigit():
        return {}
    inside = []
    for at in range(last + 1, min(last + 9, tokens.size)):
        if tokens.texts[at] == ")":
            break
        inside.append(tokens.plains[at])
    else:
        return {}
    money = not company_cues().money.isdisjoint(inside) or any(sign in inside for sign in "€$")
    price = len(inside) == 3 and inside[1] in ",." and inside[2].isdigit()
    return {"amount": 0.7} if money or price else {}
