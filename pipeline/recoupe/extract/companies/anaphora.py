"""Descriptions that point back to a company: « le groupe », « le constructeur », « la firme de Redmond », « elle ».

One is resolved to the salient company (see `salience`); where two compete it stays unresolved: better than wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from recoupe.extract.companies.candidate import Candidate
from recoupe.extract.companies.expand import adjectives
from recoupe.extract.companies.identity import Identity
from recoupe.extract.companies.known import openings
from recoupe.extract.companies.right import infinitives, is_finite
from recoupe.extract.companies.runs import is_name
from recoupe.extract.companies.salience import Anaphor, Named, Salience
from recoupe.extract.companies.tokens import Tokens
from recoupe.lexicon.companies import Company, companies
from recoupe.lexicon.company_cues import company_cues
from recoupe.lexicon.company_nouns import CompanyNoun, company_nouns
from recoupe.lexicon.company_words import company_words
from recoupe.lexicon.names import Phrases, plain, words
from recoupe.lexicon.places import places
from recoupe.read.words import Known

__all__ = ["Resolved", "find_anaphora"]

_PERSON_NOUN: Final = CompanyNoun("", False, False, frozenset(), "strong", True)


class Resolved(NamedTuple):
    """A description, the company it points to, and the rule that says so."""

    named: Named
    rule: str


@cache
def _periphrases() -> Phrases[Company]:
    found: Phrases[Company] = Phrases()
    for company in companies():
        for phrase in company.periphrases:
            found.add([plain(word) for word in words(phrase)][_article(phrase) :], company, small=True)
    return found


_PERIPHRASIS: Final = openings(_periphrases)


def _article(phrase: str) -> int:
    """How many words of a periphrasis are its article."""
    return 2 if phrase.startswith(("l'", "L'")) else 1 if plain(words(phrase)[0]) in ("le", "la", "les") else 0


def _by_periphrasis(tokens: Tokens, ids: set[str]) -> Iterator[Resolved]:
    """The periphrases with a name (« la firme de Redmond ») or an emblem; others where the article has the company."""
    phrases = _periphrases()
    reached = 0
    for at, _ in _PERIPHRASIS.of(tokens.words):
        if at < reached:
            continue
        length, company = next(phrases.at(tokens.plains, at), (0, None))
        emblem = tokens.plains[at] in company_words().anaphora_emblems and length > 2
        if company is None or not (company.id in ids or emblem or any(map(is_name, tokens.texts[at : at + length]))):
            continue
        named = Named(_with_article(tokens, at), at + length, Identity(company.id, company.name, company))
        yield Resolved(named, "company-anaphora-periphrasis")
        reached = at + length


def _with_article(tokens: Tokens, at: int) -> int:
    first = at - 2 if at > 1 and tokens.texts[at - 1] == "'" else at - 1
    return first if first >= 0 and tokens.plains[first] in company_words().anaphora_with_periphrasis else at


@cache
def _heads() -> frozenset[str]:
    """The words that a description may begin with after its article, and the pronouns."""
    return frozenset(word.split("-")[0] for word in company_nouns()) | company_words().anaphora_pronouns


def _may_head(text: str) -> bool | None:
    return plain(text) in _heads() or None


_HEADS: Final = Known(_may_head, low=False)


def _anaphors(tokens: Tokens) -> Iterator[Anaphor]:
    """Every definite noun that could point back, with its adjectives and its complement, and subject pronouns."""
    nouns = company_nouns()
    for at, _ in _HEADS.of(tokens.words):
        if tokens.plains[at] in company_words().anaphora_pronouns and tokens.opens(at):
            if at + 1 < tokens.size and tokens.plains[at + 1] not in company_cues().impersonal:
                feminine = tokens.plains[at] == "elle"
                yield Anaphor(at, at + 1, _PERSON_NOUN._replace(feminine=feminine), "", pronoun=True)
            continue
        word, end = tokens.word_at(at)
        noun = nouns.get(word)
        if at and noun and noun.backward and not noun.plural:
            first = at - 2 if tokens.texts[at - 1] == "'" and at > 1 else at - 1
            if (
                tokens.plains[first] in company_words().anaphora_before
                and not _is_group_share(tokens, first)
                and tokens.sentences[first] == tokens.sentences[at]
            ):
                end, country = _adjectives(tokens, end)
                end = _complement(tokens, _without_participle(tokens, at, first, end))
                if end and not _named_after(tokens, end) and not _restricted(tokens, first, end):
                    start = at if tokens.plains[first] in ("du", "au") else first
                    yield Anaphor(start, end, noun, country)


def _is_group_share(tokens: Tokens, article: int) -> bool:
    """« le résultat net part du groupe »: a term of accounting, which points to nobody."""
    return article > 0 and tokens.plains[article] == "du" and tokens.plains[article - 1] == "part"


def _adjectives(tokens: Tokens, end: int) -> tuple[int, str]:
    """The token after a noun's adjectives, and the country that one of them names."""
    demonyms, country = places().demonyms, ""
    stop = adjectives(tokens, end)
    stop = next((at for at in range(end, stop) if is_finite(tokens.plains[at])), stop)
    for at in range(end, stop):
        country = country or demonyms.get(tokens.plains[at], "")
    return stop, country


def _without_participle(tokens: Tokens, noun: int, first: int, end: int) -> int:
    """The token after « cette société » in « cette société spécialisée dans… »; `end` where nothing is told so."""
    demonstrative = tokens.plains[first] not in company_words().small_definite
    while demonstrative and end > noun + 1 and tokens.texts[end - 1].endswith(("é", "ée")):
        if tokens.plains[end : end + 1] == [] or tokens.plains[end] not in company_words().small_prepositions:
            break
        end -= 1
    return end


def _named_after(tokens: Tokens, end: int) -> bool:
    """Whether a name stands beside the noun, which then introduces it."""
    if end < tokens.size and tokens.gap(end - 1) != "" and (is_name(tokens.texts[end]) or tokens.texts[end] in '«"'):
        return True
    # « le constructeur automobile X »
    return (
        end + 1 < tokens.size
        and tokens.texts[end].islower()
        and is_name(tokens.texts[end + 1])
        and (
            tokens.spaced(end - 1)
            and tokens.spaced(end)
            and not is_finite(tokens.plains[end])
            and len(tokens.texts[end]) > 4
        )
    )


def _restricted(tokens: Tokens, first: int, end: int) -> bool:
    """« la coopérative qui le commercialise » is another one; « X, le réassureur public, » only says what X is."""
    clause = end < tokens.size and tokens.plains[end] in company_words().anaphora_relative
    told = end < tokens.size and tokens.plains[end] in company_words().anaphora_agents
    if told and tokens.texts[end - 1].endswith(("é", "ée")):
        return True
    return clause or (first > 0 and tokens.texts[first - 1] == "," and end < tokens.size and tokens.texts[end] == ",")


def _complement(tokens: Tokens, end: int) -> int:
    """The token after « des prises et interrupteurs » behind a noun; `end` where none stands there, 0 where it is open.

    A complement counts when it runs, within seven words, up to a verb, a sign or the end.
    """
    if end >= tokens.size or tokens.plains[end] not in company_words().anaphora_of:
        return end
    if end + 1 < tokens.size and tokens.plains[end + 1] in infinitives():
        return end  # « permet à l'entreprise de lever 3 millions »
    for at in range(end + 1, min(end + 8, tokens.size)):
        word = tokens.plains[at]
        if word[0].isdigit():
            return 0
        if not tokens.texts[at][0].isalnum() and tokens.texts[at] not in "'-":
            return at
        if (
            at > end + 1
            and tokens.texts[at] != "à"
            and (is_finite(word) or word in company_words().anaphora_before_verb)
        ):
            return at
        if is_name(tokens.texts[at]):
            return 0
    return 0


def find_anaphora(tokens: Tokens, named: list[Named], refused: list[Candidate]) -> list[Resolved]:
    """The descriptions of a document that point to a company, each with the rule that resolved it.

    Args:
        tokens: the words of the document.
        named: its companies by name, in order.
        refused: the names in it that are no company's: people, institutions, places.
    """
    taken = {at for one in named for at in range(one.first, one.last)}
    people = [one.first for one in refused if one.refused == "person"]
    found = [
        one
        for one in _by_periphrasis(tokens, {one.identity.id for one in named})
        if taken.isdisjoint(range(one.named.first, one.named.last))
    ]
    taken |= {at for one in refused for at in range(one.first, one.last)}
    taken |= {at for one in found for at in range(one.named.first, one.named.last)}
    salience = Salience(tokens, named, [one.named for one in found], people)
    for anaphor in _anaphors(tokens):
        if not taken.isdisjoint(range(anaphor.first, anaphor.last)):
            continue
        identity = salience.resolve(anaphor)
        if identity is not None:
            place = Named(anaphor.first, anaphor.last, identity)
            salience.add(place, anaphor.noun)
            found.append(Resolved(place, f"company-anaphora-{anaphor.kind}"))
    return found
