"""The companies of a knowledge base, put together article by article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from recoupe.lexicon.companies import companies
from recoupe.records import Company

__all__ = ["CompanyTable", "Sighting"]


class Sighting(NamedTuple):
    """One company in one article.

    Attributes:
        aliases: what else than `name` it is called there, by its own names.
        mentions: how often it is mentioned, named or not.
        claims: how many claims have it as their subject.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    mentions: int
    claims: int


class CompanyTable:
    """Every company met so far, with what it is called and how often it was met."""

    def __init__(self) -> None:
        self._names: dict[str, Counter[str]] = {}
        self._aliases: dict[str, set[str]] = {}
        self._counts: dict[str, list[int]] = {}

    def add(self, sightings: Iterable[Sighting]) -> None:
        """Takes in the companies of one article."""
        for seen in sightings:
            self._names.setdefault(seen.id, Counter())[seen.name] += seen.mentions
            self._aliases.setdefault(seen.id, set()).update(seen.aliases)
            counts = self._counts.setdefault(seen.id, [0, 0, 0])
            counts[0] += 1
            counts[1] += seen.mentions
            counts[2] += seen.claims

    def records(self) -> Iterable[Company]:
        """The companies in the order of their ids, with what the gazetteer knows of them.

        The name of each is the one it is most often given; of several ISINs the first stands for it.
        """
        known = {company.id: company for company in companies()}
        for id in sorted(self._names):
            names = self._names[id]
            name = min(names, key=lambda name: (-names[name], name))
            articles, mentions, claims = self._counts[id]
            aliases = (self._aliases[id] | set(names)) - {name}
            entry = known.get(id)
            yield Company(
                id=id,
                name=name,
                aliases=tuple(sorted(aliases)),
                country=(entry and entry.country) or None,
                sector=(entry and entry.sector) or None,
                isin=entry.isins[0] if entry and entry.isins else None,
                ticker=(entry and entry.ticker) or None,
                lei=(entry and entry.lei) or None,
                articles=articles,
                mentions=mentions,
                claims=claims,
            )
