"""French inflection by rule: an entry names the lemma, the forms that a text may show are made here."""

from __future__ import annotations

import re
from typing import Final

from recoupe.errors import LexiconError

__all__ = ["adjective", "plural", "verb"]

_LAST_E: Final = re.compile(r"[eé]([bcdfgjklmnpqrstvz]|[bcdfgptv][rl]|ch|gn|gu|qu)$")
_FUTURE: Final = ("ai", "as", "a", "ons", "ez", "ont", "ais", "ait", "ions", "iez", "aient")
_MUTE: Final = ("e", "es", "ent")
_SOUNDED: Final = ("ons", "ez", "ais", "ait", "ions", "iez", "aient", "ant", "ai", "as", "a", "âmes", "èrent", "ât")
_PARTICIPLE: Final = ("é", "ée", "és", "ées")


def plural(noun: str) -> str:
    """The regular plural of a noun or adjective: « hausse » → « hausses », « niveau » → « niveaux »."""
    if noun[-1] in "sxz":
        return noun
    if noun.endswith("al"):
        return noun[:-1] + "ux"
    return noun + ("x" if noun.endswith(("eau", "eu")) else "s")


def adjective(masculine: str) -> set[str]:
    """The four forms of a regular adjective or participle: « réduit » → « réduite », « réduits », « réduites »."""
    doubled = masculine.endswith(("ien", "éen"))
    feminine = masculine if masculine.endswith("e") else masculine + ("ne" if doubled else "e")
    return {masculine, plural(masculine), feminine, feminine + "s"}


def _first(stem: str) -> set[str]:
    """Verbs in -er, with the spelling of -cer and -ger, and è before a mute e (« relève », « cède »)."""
    soft = {"c": stem[:-1] + "ç", "g": stem + "e"}.get(stem[-1], stem)
    grave = _LAST_E.sub(r"è\1", stem)
    forms = {stem + "er"} | {grave + ending for ending in _MUTE} | {stem + ending for ending in _PARTICIPLE}
    forms |= {(soft if ending[0] in "aoâ" else stem) + ending for ending in _SOUNDED}
    forms |= {base + "er" + ending for base in {stem, grave} for ending in _FUTURE}
    if stem[-1] in "lt" and stem[-2:-1] == "e":
        forms |= {stem + stem[-1] + ending for ending in _MUTE}
    return forms


def _second(stem: str) -> set[str]:
    present = ("is", "it", "issons", "issez", "issent", "issais", "issait", "issaient", "issant", "irent", "isse")
    forms = {stem + ending for ending in present} | {stem + "ir"} | adjective(stem + "i")
    return forms | {stem + "ir" + ending for ending in _FUTURE}


def _third(stem: str) -> set[str]:
    present = ("s", "", "ons", "ez", "ent", "ais", "ait", "aient", "ant", "it", "irent", "e", "es")
    forms = {stem + ending for ending in present} | {stem + "re"} | adjective(stem + "u")
    return forms | {stem + "r" + ending for ending in _FUTURE}


def _uire(stem: str) -> set[str]:
    present = ("s", "sons", "sez", "sent", "sais", "sait", "saient", "sant", "sit", "sirent", "se")
    forms = {stem + ending for ending in present} | {stem + "re"} | adjective(stem + "t")
    return forms | {stem + "r" + ending for ending in _FUTURE}


def verb(lemma: str) -> set[str]:
    """The forms of a regular verb, from its infinitive's ending: -er, -ir (« finir »), -uire, -re (« perdre »).

    Raises:
        LexiconError: the infinitive has none of these endings.
    """
    for ending, group in (("er", _first), ("uire", _uire), ("ir", _second), ("re", _third)):
        if lemma.endswith(ending):
            return group(lemma[: -len("re")] if ending == "uire" else lemma[: -len(ending)])
    raise LexiconError(f"{lemma!r} is no regular verb: list its forms under `irregular`")
