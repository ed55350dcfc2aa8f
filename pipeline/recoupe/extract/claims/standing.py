"""Those who stand for their company: its officers (« son directeur, Yann Fort »), its trade (« le broyeur »)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Final

from recoupe.extract.claims.findings import Phrase
from recoupe.extract.claims.scene import Scene
from recoupe.extract.claims.words import lemma
from recoupe.lexicon.constructions import NO_TRADES, OFFICERS
from recoupe.lexicon.first_names import first_names
from recoupe.read.document import Document
from recoupe.read.words import Opened, words_in
from recoupe.records import CompanyMention

__all__ = ["Officers", "is_person", "is_trade", "officer_of", "officers"]

Officers = Mapping[str, CompanyMention | None]
"""The surnames of those who lead a company, each with the company that is said to be theirs, if it is said."""

_CAPITAL: Final = r"[A-ZÀ-Ý][\w'-]+"
_NAME: Final = rf"{_CAPITAL}(?: (?:(?:de|du|van|von|der|le|la|el|ben) |d')*{_CAPITAL})+"
_OFFICER: Final = "(?:" + "|".join(sorted(OFFICERS, key=len, reverse=True)) + ")"
_OFFICE: Final = (
    r"(?: (?:(?!de |du |des |d')[a-zà-ÿ-]+|de la direction|du (?:conseil|directoire|groupe)|d'administration)){0,7}?"
)
_OF: Final = r"(?P<of>,? (?:de |du |d'|des |chez )(?:l'|la |le |les )?[\w'&. -]{1,40}?)?"
_BEFORE: Final = Opened(
    re.compile(rf"(?<![\w-])(?<!ancien )(?<!ancienne ){_OFFICER}{_OFFICE}{_OF},? (?P<name>{_NAME})"), OFFICERS
)
_AFTER: Final = re.compile(
    rf"(?P<name>{_NAME}), (?:(?:le|la|l'|son|sa|leur) ?)?(?:(?!ancien|ex-)[a-zà-ÿ-]+ ){{0,2}}?"
    rf"{_OFFICER}(?!\w){_OFFICE}{_OF}(?=[,.)»])"
)
_SUFFIXES: Final = ("eur", "euse", "trice", "iste", "ier", "ière")


def officers(document: Document, companies: Sequence[CompanyMention]) -> Officers:
    """Who leads a company, by surname.

    Args:
        document: the article.
        companies: its companies; one named with the office (« le patron de Lunor, Paul Cas ») is the officer's.
    """
    starts = [company.start for company in companies]
    found: dict[str, CompanyMention | None] = {}
    words = words_in(document)
    if not _BEFORE.stands(words):
        return found
    for matches in (_BEFORE.matches(document.folded, words), _AFTER.finditer(document.folded)):
        for match in matches:
            theirs = None
            if match["of"]:
                at = bisect_left(starts, match.start("of"))
                theirs = companies[at] if at < len(companies) and starts[at] < match.end("of") else None
                if theirs is None:
                    continue
            found.setdefault(_surname(match["name"]), theirs)
    return found


def _surname(name: str) -> str:
    return name.rsplit(" ", 1)[-1].casefold()


def officer_of(who: Phrase, known: Officers, spoken_of: CompanyMention | None) -> CompanyMention | None:
    """The company that somebody named leads: his own, else the one spoken of; None for anybody else."""
    surname = _surname(who.text)
    if surname not in known or not who.text[:1].isupper():
        return None
    return known[surname] or spoken_of


def is_person(who: Phrase) -> bool:
    """« Mme Jacquemin », « Paul Cas »: whether a phrase names a person."""
    if who.text.startswith(("M. ", "Mme ", "MM. ", "M.\u00a0", "Mme\u00a0")):
        return True
    first, _, rest = who.text.partition(" ")
    return bool(rest) and first in first_names()


def is_trade(scene: Scene, noun: int) -> bool:
    """Whether a definite noun says what a company does (« le broyeur », « la torréfactrice »), by its ending."""
    word = lemma(scene, noun)
    if scene.tree.words[noun].pos != "NOUN" or not word.endswith(_SUFFIXES) or word in NO_TRADES or word in OFFICERS:
        return False
    before = [scene.low(i) for i in scene.tree.children[noun] if scene.tree.words[i].pos == "DET"]
    return not {"le", "la", "l'", "ce", "cet", "cette"}.isdisjoint(before)
