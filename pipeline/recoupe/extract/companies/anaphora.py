"""Descriptions that point back to a company: « le groupe », « le constructeur », « la firme de Redmond ».

One is resolved to the salient company by recency, by what was spoken of first in its sentence, by how often the
article names it, by sector and by nationality; where two compete it stays unresolved: better silent than wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from recoupe.extract.companies.identity import Identity
from recoupe.extract.companies.left import noun_before
from recoupe.extract.companies.runs import is_name
from recoupe.extract.companies.tokens import Tokens
from recoupe.lexicon.companies import Company, companies
from recoupe.lexicon.company_nouns import CompanyNoun, company_nouns
from recoupe.lexicon.names import Phrases, plain, words
from recoupe.lexicon.places import places

__all__ = ["Named", "find_anaphora"]

_BEFORE = frozenset({"le", "la", "l", "ce", "cet", "cette", "du", "au"})
_REACH = 5


class Named(NamedTuple):
    """A company at one place of the text: tokens `first` up to (and without) `last`."""

    first: int
    last: int
    identity: Identity


class _Anaphor(NamedTuple):
    first: int
    last: int
    noun: CompanyNoun
    country: str


@cache
def _periphrases() -> Phrases[Company]:
    found: Phrases[Company] = Phrases()
    for company in companies():
        for phrase in company.periphrases:
            found.add([plain(word) for word in words(phrase)][_article(phrase) :], company)
    return found


def _article(phrase: str) -> int:
    """How many words of a periphrasis are its article."""
    return 2 if phrase.startswith(("l'", "L'")) else 1 if plain(words(phrase)[0]) in ("le", "la", "les") else 0


def _by_periphrasis(tokens: Tokens, ids: set[str]) -> Iterator[tuple[Named, str]]:
    """The periphrases with a name (« la firme de Redmond ») or an emblem; others where the article has the company."""
    phrases = _periphrases()
    at = 0
    while at < len(tokens):
        length, company = next(iter(phrases.at(tokens.plains, at)), (0, None))
        emblem = tokens.plains[at] in ("marque", "firme") and length > 2
        if company is None or not (company.id in ids or emblem or any(map(is_name, tokens.texts[at : at + length]))):
            at += 1
            continue
        first = at - 2 if at > 1 and tokens.texts[at - 1] == "'" else at - 1
        first = first if first >= 0 and tokens.plains[first] in ("le", "la", "l", "les") else at
        yield Named(first, at + length, Identity(company.id, company.name, company)), "company-anaphora-periphrasis"
        at += length


def _anaphors(tokens: Tokens) -> Iterator[_Anaphor]:
    """Every definite noun that could point back: article, noun, and at most two adjectives."""
    nouns, demonyms = company_nouns(), places().demonyms
    for at in range(1, len(tokens)):
        word, end = tokens.word_at(at)
        noun = nouns.get(word)
        if noun is None or not noun.backward or noun.plural or not tokens.texts[at][0].isalpha():
            continue
        first = at - 2 if tokens.texts[at - 1] == "'" and at > 1 else at - 1
        if tokens.plains[first] not in _BEFORE or tokens.sentences[first] != tokens.sentences[at]:
            continue
        country = ""
        while end < len(tokens) and tokens.plains[end] in demonyms and tokens.texts[end].islower():
            country, end = demonyms[tokens.plains[end]], end + 1
        if _alone(tokens, end):
            start = at if tokens.plains[first] in ("du", "au") else first
            yield _Anaphor(start, end, noun, country)


_COMPLEMENT = frozenset({"de", "d", "du", "des"})
_FREE_BEFORE_DE = frozenset({"constructeur", "avionneur", "assureur", "brasseur", "operateur"})


def _alone(tokens: Tokens, end: int) -> bool:
    """Whether a noun ends its phrase: no name beside it, no complement of its own."""
    if end >= len(tokens):
        return True
    word = tokens.texts[end]
    if tokens.gap(end - 1) != "" and (is_name(word) or word in '«"'):
        return False
    return tokens.plains[end] not in _COMPLEMENT


def _fits(anaphor: _Anaphor, identity: Identity, told: frozenset[str]) -> bool:
    """Whether a company may be what a noun says: its field of business and its nationality agree."""
    company, noun = identity.company, anaphor.noun
    if anaphor.country and company and company.country and company.country != anaphor.country:
        return False
    if not noun.sectors or noun.lemma in told:
        return True
    return company is not None and company.sector in noun.sectors


def _told(tokens: Tokens, named: list[Named]) -> dict[str, set[str]]:
    """What each company is said to be beside its name: « le fabricant X » tells that X is a « fabricant »."""
    told: dict[str, set[str]] = {}
    for one in named:
        mine = told.setdefault(one.identity.id, set())
        if found := noun_before(tokens, one.first):
            mine.add(found[0].lemma)
        at = one.last
        if at + 2 < len(tokens) and tokens.texts[at] == ",":
            for word in tokens.plains[at + 1 : at + 4]:
                noun = company_nouns().get(word)
                if noun:
                    mine.add(noun.lemma)
    return told


def _weight(tokens: Tokens, one: Named, here: int) -> float:
    """How salient a mention is for a sentence: near, and early in its own."""
    distance = here - tokens.sentences[one.first]
    weight = 3.0 / (1 + distance)
    sentence = tokens.document.sentences[tokens.sentences[one.first]]
    position = tokens.starts[one.first] - sentence.start
    before = tokens.word_before(one.first)[0]
    if position < 45 and before not in ("de", "d", "chez", "par", "a", "du", "avec", "contre", "selon", "sur"):
        weight += 1.5 / (1 + distance)
    if before in ("selon", "par", "contre"):
        weight *= 0.4
    return weight


def _choose(scores: dict[str, float]) -> str | None:
    """The company that stands out; None where two are as salient."""
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    if not ranked:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= 1.3 * ranked[1][1] else None


def find_anaphora(tokens: Tokens, named: list[Named], people: list[int]) -> list[tuple[Named, str]]:
    """The descriptions of a document that point to a company, each with the rule that resolved it.

    Args:
        tokens: the words of the document.
        named: its companies by name, in order.
        people: where its people's names begin.
    """
    found = [
        pair
        for pair in _by_periphrasis(tokens, {one.identity.id for one in named})
        if not any(pair[0].first < one.last and one.first < pair[0].last for one in named)
    ]
    told = {key: frozenset(words) for key, words in _told(tokens, named).items()}
    seen = sorted([*named, *(pair[0] for pair in found)])
    resolved: list[Named] = []
    for anaphor in _anaphors(tokens):
        if any(anaphor.first < one.last and one.first < anaphor.last for one in seen):
            continue
        here = tokens.sentences[anaphor.first]
        scores: dict[str, float] = {}
        identities: dict[str, Identity] = {}
        for one in (*seen, *resolved):
            near = 0 <= here - tokens.sentences[one.first] <= _REACH and one.first < anaphor.first
            if near and _fits(anaphor, one.identity, told.get(one.identity.id, frozenset())):
                scores[one.identity.id] = scores.get(one.identity.id, 0.0) + _weight(tokens, one, here)
                identities[one.identity.id] = one.identity
        if chosen := _choose(scores):
            resolved.append(Named(anaphor.first, anaphor.last, identities[chosen]))
            kind = "sector" if anaphor.noun.sectors else "nationality" if anaphor.country else "noun"
            found.append((resolved[-1], f"company-anaphora-{kind}"))
    return found
