"""The small words that the company reader walks over or stops at (company_words.toml)."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from recoupe.errors import LexiconError
from recoupe.lexicon.tables import load

__all__ = ["CompanyWords", "company_words"]

Words = frozenset[str]


class CompanyWords(NamedTuple):
    """The lists, each under its table and its name in the file, which tells what they are for.

    Words are as a text made plain shows them (lower case, no accents), unless the file says "as written".
    """

    small_stop: Words
    small_of: Words
    small_articles: Words
    small_light: Words
    small_determiners: Words
    small_definite: Words
    small_pointing: Words
    small_plural: Words
    small_prepositions: Words
    small_possessives: Words
    small_numbers: Words
    small_indefinite: Words
    small_before_demonym: Words
    small_bare_articles: Words
    small_whither: Words
    links_links: Words
    links_beside: Words
    links_holding: Words
    names_inside: Words
    names_particles: Words
    names_same: Words
    names_same_listed: Words
    names_before: Words
    names_groups: Words
    names_articles: Words
    names_common: Words
    names_ratings: Words
    names_openers: Words
    names_regional: Words
    figures_percent: Words
    figures_units: Words
    figures_counted: Words
    apposition_opening: Words
    apposition_bracket: Words
    apposition_deeds: Words
    apposition_told: Words
    apposition_rounds: Words
    anaphora_before: Words
    anaphora_with_periphrasis: Words
    anaphora_of: Words
    anaphora_emblems: Words
    anaphora_pronouns: Words
    anaphora_relative: Words
    anaphora_agents: Words
    anaphora_before_verb: Words


@cache
def company_words() -> CompanyWords:
    """The lists, loaded once.

    Raises:
        LexiconError: the file has a list that no rule asks for, lacks one, or has a word twice in one.
    """
    found: dict[str, Words] = {}
    for table, lists in load("company_words").items():
        for name, text in lists.items():
            words = text.split()
            if len(words) > len(set(words)):
                raise LexiconError(f"company_words.toml: [{table}] {name} has a word twice")
            found[f"{table}_{name}"] = frozenset(words)
    if found.keys() != set(CompanyWords._fields):
        raise LexiconError(f"company_words.toml: {sorted(found.keys() ^ set(CompanyWords._fields))}")
    return CompanyWords(**found)
