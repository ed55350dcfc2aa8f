"""The companies that the press writes about: our own table (*.toml) and the listed ones (listed.tsv, generated)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from recoupe.errors import LexiconError
from recoupe.lexicon.company_words import company_words
from recoupe.lexicon.names import Phrases, plain, slug, words

__all__ = ["TABLES", "Company", "Form", "Gazetteer", "companies", "gazetteer"]

TABLES: Final = ("france", "europe", "americas", "africa", "asia")
_SIGNS: Final = "~?<=+"


class Company(NamedTuple):
    """One company of the tables.

    Attributes:
        id: what it is filed under, made of its canonical name.
        name: the canonical name.
        country: ISO 3166, or "" where the source does not say.
        sector: one of the sectors of company_nouns.toml.
        aliases: other names; `weak`: those of all its names that are also a common word, and
            `proper`: those of them that are a surname or a place;
            `same`: those that add words to another and are yet the same company's.
        former: names it had before; periphrases: descriptions that point to it.
        isins: ISO 6166 identifiers, ticker: its symbol, with the exchange's suffix (« RNO.PA »), lei: its ISO 17442
            identifier; each where the source gives it, otherwise empty.
        listed: whether only the generated table knows it.
    """

    id: str
    name: str
    country: str
    sector: str
    aliases: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    weak: frozenset[str] = frozenset()
    proper: frozenset[str] = frozenset()
    same: frozenset[str] = frozenset()
    periphrases: tuple[str, ...] = ()
    isins: tuple[str, ...] = ()
    ticker: str = ""
    lei: str = ""
    listed: bool = False

    @property
    def forms(self) -> tuple[str, ...]:
        """Every name it goes by, the canonical one first."""
        return (self.name, *self.aliases, *self.former)


class Form(NamedTuple):
    """One name of one company, as a look-up finds it.

    Attributes:
        spelling: its words as written.
        company: whose it is.
        certain: whether the name alone, rightly spelt, is proof enough.
        proper: whether the name is also a surname or a place, so that its capital proves nothing.
    """

    spelling: tuple[str, ...]
    company: Company
    certain: bool
    proper: bool = False


@cache
def _keys(name: str) -> tuple[str, ...]:
    """The words of a name as it is looked up."""
    return tuple(plain(word) for word in words(name))


class Gazetteer:
    """Every name of every company, found by its words: the cost depends on the text, not on the number of names.

    Args:
        known: the companies; a form that two of them claim stays the first one's.
    """

    def __init__(self, known: Iterable[Company]) -> None:
        self.forms: Phrases[Form] = Phrases()
        self.by_id: dict[str, Company] = {}
        bare: list[Form] = []
        for company in known:
            self.by_id.setdefault(company.id, company)
            for name in company.forms:
                certain = name not in company.weak and not (company.listed and " " not in name)
                spelling = tuple(words(name))
                self.forms.add(
                    _keys(name), Form(spelling, company, certain, name in company.proper), small=not name[0].isupper()
                )

                if company.sector == "media" and spelling[0] in company_words().names_articles:
                    bare.append(Form(spelling[2 if spelling[1] == "'" else 1 :], company, False, True))
        for form in bare:
            self.forms.add([plain(word) for word in form.spelling], form, small=not form.spelling[0][0].isupper())

    def find(self, name: str) -> Company | None:
        """The company of a name, whatever its case and accents; None where none goes by it."""
        form = self.forms.get([plain(word) for word in words(name)])
        return form.company if form else None


def _entry(line: str, country: str, sector: str, file: str) -> Company:
    aliases, former, weak, proper, same, periphrases = [], [], set(), set(), set(), []
    for part in (part.strip() for part in line.split(";")):
        sign, name = (part[:1], part[1:].strip()) if part and part[0] in _SIGNS else ("", part)
        if sign == "=":
            periphrases.append(name)
        elif sign == "<":
            former.append(name)
        elif name:
            aliases.append(name)
            if sign in ("~", "?"):
                weak.add(name)
                proper |= {name} if sign == "?" else set()
            elif sign == "+":
                same.add(name)
    names = aliases or former
    if not names:
        raise LexiconError(f"{file}: [{country}.{sector}] an entry without a name: {line!r}")
    head = names[0]
    others = tuple(name for name in dict.fromkeys(aliases) if name != head)
    before = tuple(name for name in dict.fromkeys(former) if name != head)
    return Company(
        slug(head),
        head,
        country,
        sector,
        others,
        before,
        frozenset(weak),
        frozenset(proper),
        frozenset(same),
        tuple(periphrases),
    )


def _apart(company: Company) -> Iterator[Company]:
    """A company, and as companies of their own those of its aliases that add words to another (« Renault Trucks »)."""
    names = [words(name) for name in company.forms]
    own = {
        slug(name): name
        for name in company.aliases
        if name not in company.same and any(_adds(words(name), other) for other in names)
    }
    yield company._replace(aliases=tuple(name for name in company.aliases if slug(name) not in own))
    for key, name in own.items():
        yield Company(
            key, name, company.country, company.sector, weak=company.weak & {name}, proper=company.proper & {name}
        )


def _adds(longer: list[str], shorter: list[str]) -> bool:
    """Whether a name is another with words after it that tell of another company."""
    more = longer[len(shorter) :]
    return (
        bool(more)
        and longer[: len(shorter)] == shorter
        and company_words().names_same_listed.isdisjoint(more)
        and more[0] not in "'+-.!"
        and "and" not in more
    )


def _ours() -> Iterator[Company]:
    for table in TABLES:
        data = tomllib.loads(files("recoupe.lexicon.companies").joinpath(f"{table}.toml").read_text("utf-8"))
        for country, sectors in data.items():
            for sector, content in sectors.items():
                for line in content["names"].strip().splitlines():
                    yield from _apart(_entry(line, country, sector, f"{table}.toml"))


def _listed(leis: Mapping[str, str]) -> Iterator[Company]:
    text = files("recoupe.lexicon.companies").joinpath("listed.tsv").read_text("utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            name, country, sector, isins, ticker = line.split("\t")
            id, known = slug(name), tuple(isins.split())
            yield Company(id, name, country, sector, isins=known, ticker=ticker, lei=leis.get(id, ""), listed=True)


def _leis() -> dict[str, str]:
    text = files("recoupe.lexicon.companies").joinpath("lei.tsv").read_text("utf-8")
    return dict([line.split("\t") for line in text.splitlines() if not line.startswith("#")])


@cache
def companies() -> tuple[Company, ...]:
    """Every company, ours first; a listed one that ours names too lends it its identifiers.

    Raises:
        LexiconError: an entry has no name.
    """
    leis = _leis()
    known = {one.id: one._replace(lei=leis[one.id]) if one.id in leis else one for one in _ours()}
    names = {_keys(form): company.id for company in known.values() for form in company.forms}
    for company in _listed(leis):
        mine = known.get(names.get(_keys(company.name), company.id))
        lent = mine and mine._replace(isins=mine.isins or company.isins, ticker=mine.ticker or company.ticker)
        known[lent.id if lent else company.id] = lent or company
    return tuple(known.values())


@cache
def gazetteer() -> Gazetteer:
    """The look-up of every company's names."""
    return Gazetteer(companies())
