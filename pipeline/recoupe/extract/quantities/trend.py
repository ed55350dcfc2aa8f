"""What governs a quantity: the verb or noun of change, of level or of part that it depends on, read off the words
before it without a parser.

A figure after « de » depends on the noun right before it, on what that noun completes in turn (« hausse des prix
de 3 % »), or on a verb further left; a figure after « à » is a level; a bare one is the object of its verb.
"""

from __future__ import annotations

from typing import Final

from recoupe.extract.quantities.context import Context, Way, nth
from recoupe.lexicon.kinds import LEVEL_VERBS, RATE_NOUNS, SHARE_NOUNS, SHARE_VERBS
from recoupe.lexicon.surroundings import listed
from recoupe.lexicon.trends import TREND_ADJECTIVES, TREND_NOUNS, TREND_OBJECTS, TREND_VERBS

__all__ = ["Governor", "govern"]

_REACH: Final = 12
_FAR: Final = 20
_STOPS: Final = {";", ":", "»", "!", "?"}
_NOUN_STOPS: Final = {",", "qui", "que", "qu'", "où", "dont", "avec", "pour", "grâce", "mais", "et", "par", "("}
_LIGHT: Final = listed("light")
_COPULAS: Final = listed("copulas")
_HOLDING: Final = tuple(listed("holding"))
_WORTH: Final = listed("worth")
_LINKS: Final = {"de": "de", "d'": "de", "du": "de", "des": "de", "à": "à", "au": "à", "aux": "à", "sous": "à",
          "par": "par", "pour": "pour", "sur": "sur", "avec": "avec", "chez": "chez"}  # fmt: skip
_DEGREES: Final = {"peu", "plus", "moins", "vite"}
_COMPLEMENTS: Final = ("de", "des", "du", "d'")
_OWNERS: Final = {"ses", "son", "sa", "leur", "leurs", "les", "la", "le", "l'", "nos", "notre"}


class Governor:
    """What governs a quantity.

    Attributes:
        link: the preposition right before the figure (« de », « à »…), or "".
        change: whether a word of change governs it.
        way: which way, where that word says.
        noun: the word of change, where it is a noun that names an amount (not « en retrait de »).
        bare: whether the word of change has a bare complement (« augmentation de capital »).
        weak: whether it is a level by its verb alone (« dépasse 3 % »).
        rate, share: whether a noun or verb of level or of part stands nearest.
    """

    def __init__(
        self,
        link: str,
        change: bool = False,
        way: Way | None = None,
        noun: str = "",
        rate: bool = False,
        share: bool = False,
        bare: bool = False,
        weak: bool = False,
    ) -> None:
        self.link = link
        self.change = change
        self.way = way
        self.noun = noun
        self.rate = rate
        self.share = share
        self.bare = bare
        self.weak = weak

    @property
    def silent(self) -> bool:
        """Whether nothing before the figure says what it is."""
        return not (self.change or self.rate or self.share)


def govern(context: Context) -> Governor:
    """The governor of a quantity, from the words before it in its sentence."""
    left = context.left
    at = 0
    if context.quantity.ratio is not None and nth(left, 0) == "des":  # « a fondu des deux tiers »
        return _after_de(left[1 : 1 + _FAR])
    while at < len(left) and (left[at] in _LIGHT or left[at] == "("):
        at += 1
    link = _LINKS.get(left[at], "") if at < len(left) else ""
    if link:
        at += 1
    if context.compared or "entre" in left[:at]:
        link = "de"
        at += nth(left, at) in ("compris", "comprise", "comprises", "située", "situé")
    while at < len(left) and left[at] in _LIGHT and left[at] != "en":
        at += 1
    rest = left[at : at + _FAR]
    if context.compared and rest and rest[0] in TREND_OBJECTS:  # « abandonne jusqu'à 5 % »
        return Governor("", True, TREND_OBJECTS[rest[0]] or None)  # type: ignore[arg-type]
    titled = nth(rest, 0) == ":" and link in ("", "de")
    if (titled or (link == "" and context.wrapped)) and nth(context.after, 0) not in _COMPLEMENTS:
        found = _titled(rest[nth(rest, 0) == ":" :])
        found = found or (_labelled(rest[1:]) if titled else None)
        if found is not None:
            return found
    if link == "de":
        return _after_de(rest)
    if link == "" and not context.wrapped and nth(left, 0) not in ("ces", "cette", "ce"):
        found = _object(rest)
        if found is not None:
            return found
    return _level(rest, link)


def _titled(left: list[str]) -> Governor | None:
    """The noun of change that a bracket or colon explains: « la hausse des nuitées (3 %) », « la chute : 6 % »."""
    for word in left[:7]:
        if word in _STOPS or word in _NOUN_STOPS or word.isdigit() or word in RATE_NOUNS or word in SHARE_NOUNS:
            return None
        if word in TREND_NOUNS:
            return Governor("", True, TREND_NOUNS[word] or None, word)  # type: ignore[arg-type]
    return None


def _labelled(left: list[str]) -> Governor | None:
    """The head of the label before a colon, dated or not (« Taux d'occupation au 30 juin : 96 % »), or its verb."""
    found = None
    for word in left[:_FAR]:
        if word in _STOPS or word in ("•", "(", "%"):
            break
        if word in TREND_VERBS and word not in TREND_NOUNS:
            return Governor("", True, TREND_VERBS[word] or None)  # type: ignore[arg-type]
        if word in RATE_NOUNS or word in SHARE_NOUNS:
            found = Governor("", rate=word in RATE_NOUNS, share=word in SHARE_NOUNS)
    return found


def _after_de(left: list[str]) -> Governor:
    apart = nth(left, 0) == ","
    if apart:  # « un recul du montant levé par opération, de 31 % »
        left = left[1:]
    head = _head(left)
    if head is not None:
        return head
    copula = bool(left) and left[0] in _COPULAS
    nouns = True
    for index, word in enumerate(left):
        # A year does not stop: « a reflué en 2007 de 11 % ».
        if word in _STOPS or (word.isdigit() and len(word) != 4) or (index > _REACH and not copula):
            break
        if word in _NOUN_STOPS and not (apart and word == "par"):
            nouns = copula and word != "("
        if word in TREND_NOUNS and nouns and _completes(left, index):
            return Governor("de", rate=True)
        if word in TREND_NOUNS and nouns and (index == 0 or not _is_motion(left, index) or index < 4):
            bare = index > 1 and left[index - 1] in ("de", "d'")
            noun = "" if _is_motion(left, index) else word
            return Governor("de", True, TREND_NOUNS[word] or None, noun, bare=bare)  # type: ignore[arg-type]
        if word in TREND_VERBS or word in TREND_ADJECTIVES:
            return Governor("de", True, TREND_VERBS.get(word, TREND_ADJECTIVES.get(word)) or None)  # type: ignore[arg-type]
    return _level(left, "de")


def _completes(left: list[str], index: int) -> bool:
    """Whether a noun of change completes one of level: « taux de croissance », « probabilité d'une baisse »."""
    return nth(left, index + 1) in ("de", "d'") and nth(left, index + 2) in RATE_NOUNS


def _is_motion(left: list[str], index: int) -> bool:
    return nth(left, index + 1) == "en"


def _head(left: list[str]) -> Governor | None:
    """The noun right before « de », where it is a level or a part by itself (« un taux de », « la part de »)."""
    for index, word in enumerate(left[:3]):
        if word in _DEGREES:  # « un peu plus vite, de 9,6 % »
            continue
        if word in TREND_NOUNS or word in TREND_VERBS or word in TREND_ADJECTIVES:
            return None
        determiner = left[index + 1] if index + 1 < len(left) else ""
        if word in RATE_NOUNS or word in SHARE_NOUNS:
            near = left[index + 1 : index + 5]
            moved = any(form in TREND_VERBS and form not in TREND_NOUNS for form in near)
            complement = any(form in TREND_NOUNS for form in near)
            if ({determiner, *left[index + 2 : index + 3]} & _OWNERS and moved) or (
                complement
                and (
                    determiner in ("du", "des", "de", "la", "l'", "d'")
                    or (determiner in _OWNERS and nth(left, index + 2) == "de")
                )
            ):
                return None
            turnout = word == "participation" and _is_turnout(left, index)
            return Governor("de", rate=turnout or word in RATE_NOUNS, share=not turnout and word in SHARE_NOUNS)
        if determiner in ("un", "une"):
            return _level(left, "de")
        if word in ("de", "du", "des", "la", "le", "les"):
            return None
    return None


def _object(left: list[str]) -> Governor | None:
    """The verb whose object the figure is: « gagne 3 % », and the noun of a telegraphic « hausse 3 % »."""
    for index, word in enumerate(left[:5]):
        if word in TREND_OBJECTS:
            return Governor("", True, TREND_OBJECTS[word] or None)  # type: ignore[arg-type]
        if word in TREND_NOUNS and index == 0:
            return Governor("", True, TREND_NOUNS[word] or None, word)  # type: ignore[arg-type]
        if word in SHARE_VERBS or word in LEVEL_VERBS or word in _STOPS or word in _WORTH or word == ",":
            return None
    return None


def _level(left: list[str], link: str) -> Governor:
    """A level or a part, by the nearest noun or verb that says so."""
    for index, word in enumerate(left[:_FAR]):
        if word in _STOPS or word.isdigit() or word == "%" or (word == "," and link == "de" and index):
            break
        if word in TREND_NOUNS and not index and link == "à" and _holds(left):
            return Governor("", True, TREND_NOUNS[word] or None)  # type: ignore[arg-type]
        if word in TREND_NOUNS and index and nth(left, index + 1) != "en" and _settles(left, index):
            return Governor(link, True, TREND_NOUNS[word] or None)  # type: ignore[arg-type]
        if word in RATE_NOUNS or (word == "participation" and _is_turnout(left, index)):
            return Governor(link, rate=True)
        if word in SHARE_NOUNS or word in SHARE_VERBS:
            return Governor(link, share=True)
        if word in LEVEL_VERBS and index < 5 and link == "":
            return _subject(left[index + 1 :], link)
    return Governor(link)


def _holds(left: list[str]) -> bool:
    """« limite son recul à 2,3 % »: a change that a verb holds, not the level where it ends."""
    owned = nth(left, 1) in ("son", "sa", "la", "le", "l'", "leur")
    return owned and any(word.startswith(_HOLDING) for word in left[2:4])


def _is_turnout(left: list[str], index: int) -> bool:
    """« la participation s'élève à 66 % » of voters; « sa participation » is a stake."""
    return nth(left, index + 1) == "la" and any(word in LEVEL_VERBS or word in _COPULAS for word in left[:index])


def _settles(left: list[str], index: int) -> bool:
    """Whether a verb of level stands between a noun of change and the figure (« la hausse s'établit à 3 % »)."""
    return any(word in LEVEL_VERBS for word in left[:4]) and "," not in left[:index]


def _subject(left: list[str], link: str) -> Governor:
    for index, word in enumerate(left[:10]):
        if word in _STOPS or word.isdigit():
            break
        if word == "participation" and nth(left, index + 1) == "la":
            return Governor(link, rate=True)
        if word in TREND_NOUNS:
            return Governor(link, True, TREND_NOUNS[word] or None)  # type: ignore[arg-type]
        if word in RATE_NOUNS:
            return Governor(link, rate=True)
        if word in SHARE_NOUNS:
            return Governor(link, share=True)
    return Governor(link, rate=True, weak=True)
