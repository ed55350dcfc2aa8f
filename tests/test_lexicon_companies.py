"""The company lexicons prove themselves: no name claimed twice, every list loads, every word in one place."""

from __future__ import annotations

from collections import Counter

from recoupe.lexicon.companies import _ours, companies, gazetteer
from recoupe.lexicon.company_cues import company_cues
from recoupe.lexicon.company_nouns import company_nouns
from recoupe.lexicon.institutions import institutions
from recoupe.lexicon.names import plain, slug, words
from recoupe.read.conjugation import paradigm


def test_no_company_is_entered_twice() -> None:
    counts = Counter(company.id for company in _ours())
    assert [key for key, count in counts.items() if count > 1] == []


def test_no_name_is_claimed_by_two_companies() -> None:
    owners: dict[str, str] = {}
    for company in _ours():
        for name in company.forms:
            key = " ".join(plain(word) for word in words(name))
            assert owners.setdefault(key, company.id) == company.id, f"{name}: {owners[key]} and {company.id}"


def test_every_name_is_found_as_its_company() -> None:
    for company in _ours():
        for name in company.forms:
            found = gazetteer().find(name)
            assert found is not None, name
            assert found.id == company.id, name


def test_the_tables_are_as_large_as_they_should_be() -> None:
    ours = list(_ours())
    assert len(ours) >= 3000
    countries = Counter(company.country for company in ours)
    assert all(countries[one] >= 20 for one in ("FR", "BE", "CH", "CA", "US", "MA", "TN", "DZ", "CI", "CM", "SN"))
    assert len(companies()) > len(ours)


def test_listed_companies_lend_their_isins() -> None:
    renault = gazetteer().by_id["renault"]
    assert renault.isins
    assert not renault.listed


def test_sectors_of_the_nouns_are_sectors_of_the_tables() -> None:
    sectors = {company.sector for company in companies()} | {"press", "fashion", "games"}
    for noun in company_nouns().values():
        assert noun.sectors <= sectors, noun


def test_every_verb_conjugates() -> None:
    for verb in company_cues().verbs:
        assert paradigm(verb)


def test_institutions_are_found_by_their_words() -> None:
    phrases = institutions().phrases
    assert phrases.get([plain(word) for word in words("Banque centrale européenne")])
    assert phrases.get(["insee"])


def test_slugs_are_readable_and_never_empty() -> None:
    assert slug("Société Générale") == "societe-generale"
    assert slug("Canal+") == "canal-plus"
    assert slug("H&M") == "h-and-m"
    assert slug("Œuf") == "oeuf"
    assert slug("东风") != slug("北京")


def _right_isin(isin: str) -> bool:
    """ISO 6166: the last digit is Luhn's over the letters as numbers."""
    digits = [int(digit) for digit in "".join(str(int(char, 36)) for char in isin)][::-1]
    return (sum(digits[::2]) + sum(sum(divmod(2 * one, 10)) for one in digits[1::2])) % 10 == 0


def test_identifiers_carry_their_check_digits() -> None:
    leis = [company.lei for company in companies() if company.lei]
    assert len(leis) == len(set(leis)) > 90
    assert all(len(lei) == 20 and int("".join(str(int(char, 36)) for char in lei)) % 97 == 1 for lei in leis)
    assert [isin for company in companies() for isin in company.isins if not _right_isin(isin)] == []


def test_companies_of_the_great_indices_have_identifiers() -> None:
    names = "Airbus; Axa; BNP Paribas; Danone; L'Oréal; LVMH; Renault; Sanofi; TotalEnergies; Solvay; UBS; Apple"
    for name in names.split("; "):
        company = gazetteer().find(name)
        assert company is not None
        assert company.isins, name
        assert company.ticker, name
