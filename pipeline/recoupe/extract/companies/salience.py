"""Which company a reader has in mind at one place of an article.

Weighed: how near a company was last spoken of, whether it stood first in its sentence, how often the article names it,
its sector against the noun, its country against the adjective. Sources that only report are never meant.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import Final

from recoupe.extract.companies.identity import Identity
from recoupe.extract.companies.left import noun_before
from recoupe.extract.companies.tokens import Tokens
from recoupe.lexicon.company_cues import company_cues
from recoupe.lexicon.company_nouns import CompanyNoun, company_nouns
from recoupe.lexicon.company_words import company_words

__all__ = ["Anaphor", "Named", "Salience"]

_REACH: Final = 6
_MOST: Final = 60
_LEAD: Final = 1.3
_REPORTERS: Final = frozenset({"media", "news-agency", "pollster", "press", "consulting", "exchange"})


@dataclass(frozen=True, slots=True)
class Named:
    """A company at one place of the text: tokens `first` up to (and without) `last`."""

    first: int
    last: int
    identity: Identity


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A description that may point back: its tokens, its noun, the country that its adjective names."""

    first: int
    last: int
    noun: CompanyNoun
    country: str
    pronoun: bool = False

    @property
    def kind(self) -> str:
        """What it is resolved by, for the name of the rule."""
        if self.pronoun:
            return "pronoun"
        return "sector" if self.noun.sectors else "nationality" if self.country else "noun"


class Salience:
    """The companies spoken of so far, and how much a reader minds each.

    Args:
        tokens: the words of the document.
        named: its companies by name; periphrases: those by description.
        people: where its people's names begin.
    """

    def __init__(self, tokens: Tokens, named: list[Named], periphrases: list[Named], people: list[int]) -> None:
        self._tokens = tokens
        self._named = sorted([*named, *periphrases], key=lambda one: one.first)
        self._starts = [one.first for one in self._named]
        self._resolved: list[tuple[Named, CompanyNoun]] = []
        self._first: dict[str, Named] = {}
        for one in self._named:
            self._first.setdefault(one.identity.id, one)
        self._people = people
        self._counts = Counter(one.identity.id for one in named)
        self._top = self._counts.most_common(2)
        self._told: dict[str, set[CompanyNoun]] = {}
        for one in named:
            self._told.setdefault(one.identity.id, set()).update(self._said_of(one))

    def _said_of(self, one: Named) -> set[CompanyNoun]:
        """What a company is said to be beside its name: « le fabricant X », « X, fabricant de… »."""
        found = noun_before(self._tokens, one.first)
        said = {found[0]} if found else set()
        at = one.last
        if at < self._tokens.size and self._tokens.texts[at] == ",":
            nouns = (company_nouns().get(word) for word in self._tokens.plains[at + 1 : at + 4])
            said.update(noun for noun in nouns if noun)
        return said

    def add(self, place: Named, noun: CompanyNoun) -> None:
        """Takes note of a description that was resolved."""
        self._resolved.append((place, noun))

    def _reports(self, identity: Identity) -> bool:
        """Whether a company is one that articles quote, and that this one does not speak of often."""
        sectors = {identity.company.sector} if identity.company else set()
        if not identity.company:
            sectors = {sector for noun in self._told.get(identity.id, ()) for sector in noun.sectors}
        return bool(sectors) and sectors <= _REPORTERS and self._counts[identity.id] < 3

    def _fits(self, anaphor: Anaphor, identity: Identity) -> bool:
        """Whether a company may be what the description says."""
        company, noun = identity.company, anaphor.noun
        if anaphor.country and company and company.country and company.country != anaphor.country:
            return False
        if noun.young and company and company.isins:
            return False
        if not noun.sectors:
            return not self._reports(identity)
        told = self._told.get(identity.id, set())
        if any(one.lemma == noun.lemma for one in told):
            return True
        if company is not None:
            return company.sector in noun.sectors
        fields = [one.sectors for one in told if one.sectors]
        main = bool(self._top) and self._top[0][0] == identity.id
        return any(field & noun.sectors for field in fields) or (main and not fields)

    def _weight(self, one: Named, here: int) -> float:
        """How much one mention counts for a sentence: near, and first in its own."""
        tokens = self._tokens
        distance = here - tokens.sentences[one.first]
        weight = 3.0 / (1 + distance)
        begins = tokens.document.sentences[tokens.sentences[one.first]].start
        before, at = tokens.word_before(one.first)
        if before in company_words().small_light:
            before = tokens.word_before(at)[0]
        oblique = before in company_cues().oblique
        if not oblique and tokens.starts[one.first] - begins < 60:
            weight += 2.0 / (1 + distance)
        # « après sa reprise par X, le groupe… »: in its own sentence a complement is rarely meant
        return weight / 2 if oblique and not distance else weight

    def resolve(self, anaphor: Anaphor) -> Identity | None:
        """The company that a description points back to; None where none stands out."""
        here = self._tokens.sentences[anaphor.first]
        if anaphor.pronoun:
            return self._subject_before(anaphor, here)
        weights: dict[tuple[str, int], float] = {}
        identities: dict[str, Identity] = {}
        for one, _ in self._near(anaphor, _REACH):
            if self._fits(anaphor, one.identity):
                # once a sentence: a name and its letters in brackets count as one
                place = one.identity.id, self._tokens.sentences[one.first]
                weights[place] = max(weights.get(place, 0.0), self._weight(one, here))
                identities[one.identity.id] = one.identity
        scores = self._surest(anaphor, weights, identities)
        if not scores:
            return self._topic(anaphor)
        for key in scores:
            scores[key] += min(self._counts[key], 5) * 0.4
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        if len(ranked) > 1 and ranked[0][1] < _LEAD * ranked[1][1]:
            return None
        return identities[ranked[0][0]]

    def _surest(
        self, anaphor: Anaphor, weights: dict[tuple[str, int], float], identities: dict[str, Identity]
    ) -> dict[str, float]:
        """The weight of each company; where one is known to be what the noun says, of such alone."""
        known = {
            key
            for key, one in identities.items()
            if (one.company and one.company.sector in anaphor.noun.sectors)
            or any(said.lemma == anaphor.noun.lemma for said in self._told.get(key, ()))
        }
        scores: dict[str, float] = {}
        for (key, _), weight in weights.items():
            if key in known or not known:
                scores[key] = scores.get(key, 0.0) + weight
        return scores

    def _near(self, anaphor: Anaphor, reach: int) -> list[tuple[Named, CompanyNoun | None]]:
        """The companies spoken of in the sentences before, `reach` of them, latest first."""
        here = self._tokens.sentences[anaphor.first]
        found: list[tuple[Named, CompanyNoun | None]] = []
        stop = bisect_left(self._starts, anaphor.first)
        for one in reversed(self._named[max(stop - _MOST, 0) : stop]):
            if here - self._tokens.sentences[one.first] > reach:
                break
            found.append((one, None))
        for place, noun in reversed(self._resolved[-_MOST:]):
            if here - self._tokens.sentences[place.first] > reach:
                break
            found.append((place, noun))
        return found

    def _topic(self, anaphor: Anaphor) -> Identity | None:
        """What the article is about, for a description far from every name: named twice as often as any other."""
        ranked = self._top
        if not ranked or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
            return None
        one = self._first[ranked[0][0]]
        return one.identity if one.first < anaphor.first and self._fits(anaphor, one.identity) else None

    def _subject_before(self, anaphor: Anaphor, here: int) -> Identity | None:
        """The company that the sentence before begins with, for « il » and « elle »: alone, and no person near."""
        tokens = self._tokens
        last = [pair for pair in self._near(anaphor, 1) if tokens.sentences[pair[0].first] == here - 1]
        if not last or len({one.identity.id for one, _ in last}) > 1:
            return None
        begins = tokens.document.sentences[here - 1].start
        one, noun = min(last, key=lambda pair: pair[0].first)
        person = bisect_left(self._people, one.first - 12)
        if person < len(self._people) and self._people[person] < anaphor.first:
            return None
        if noun is not None and noun.lemma and noun.feminine != anaphor.noun.feminine:
            return None
        if tokens.word_before(one.first)[0] in company_cues().oblique or tokens.starts[one.first] - begins > 30:
            return None
        return None if self._reports(one.identity) else one.identity
