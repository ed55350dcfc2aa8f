"""The nouns that say « a company » (company_nouns.toml): what a name beside them proves, what they point back to."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Final, Literal, NamedTuple

from recoupe.errors import LexiconError
from recoupe.lexicon.names import plain

__all__ = ["CompanyNoun", "company_nouns"]

Strength = Literal["strong", "group", "weak"]
_STRENGTHS: Final[tuple[Strength, ...]] = ("strong", "group", "weak")


class CompanyNoun(NamedTuple):
    """One noun, in the singular or the plural.

    Attributes:
        lemma: the singular, without accents.
        feminine, plural: its gender and number.
        sectors: what companies it may point to; empty for any.
        strength: what it proves of a name that it stands before.
        young: whether no listed company is called so.
        backward: whether it may point back to a company, alone with its article.
    """

    lemma: str
    feminine: bool
    plural: bool
    sectors: frozenset[str]
    strength: Strength
    backward: bool
    young: bool = False


def _plural(noun: str) -> str:
    return noun if noun[-1] in "sxz" else noun + "x" if noun.endswith(("au", "eu")) else noun + "s"


@cache
def company_nouns() -> dict[str, CompanyNoun]:
    """Every form of every noun, lower case and without accents, to what it says.

    Raises:
        LexiconError: a field has an unknown strength, or a noun stands in two fields.
    """
    data = tomllib.loads(files("recoupe.lexicon").joinpath("company_nouns.toml").read_text("utf-8"))
    found: dict[str, CompanyNoun] = {}
    for field in data["field"]:
        if field["strength"] not in _STRENGTHS:
            raise LexiconError(f"company_nouns.toml: unknown strength {field['strength']!r}")
        for gender in ("masculine", "feminine"):
            for noun in field.get(gender, "").split():
                for form, many in ((noun, False), (_plural(noun), True)):
                    if plain(form) in found and not many:
                        raise LexiconError(f"company_nouns.toml: {noun!r} stands in two fields")
                    entry = CompanyNoun(
                        plain(noun), gender == "feminine", many, frozenset(field.get("sectors", ())),
                        field["strength"], field.get("backward", True), field.get("young", False),
                    )  # fmt: skip
                    found.setdefault(plain(form), entry)
    return found
