"""Known names inside runs of capitalised words: what stands before and after makes them longer, or no company's."""

from __future__ import annotations

from collections.abc import Iterator

from recoupe.extract.companies.candidate import Candidate
from recoupe.extract.companies.expand import other_paper, regional_bank
from recoupe.extract.companies.known import Hit, is_place
from recoupe.extract.companies.runs import is_name
from recoupe.extract.companies.tokens import Tokens
from recoupe.extract.companies.unknown import told_company, unknown
from recoupe.lexicon.company_cues import company_cues
from recoupe.lexicon.company_words import company_words
from recoupe.lexicon.first_names import first_names
from recoupe.lexicon.institutions import institutions

__all__ = ["cut"]


def _before(tokens: Tokens, one: Candidate, start: int) -> None:
    """What the capitalised words before a known name make of it: a person, a foundation, a longer name."""
    if one.first == start:
        return
    texts, cues = tokens.texts, company_cues()
    word = texts[start]
    if word in first_names():
        one.refused = "person"
    elif tokens.plains[start] in institutions().heads:
        one.refused = "institution"
    elif texts[one.first - 1] in company_words().names_groups:
        one.first -= 1
    elif texts[one.first - 1] in ("-", "/"):
        return
    elif word in cues.first or (one.form and not one.form.certain) or told_company(tokens, start):
        one.own = word not in company_words().names_before
        one.first = start


def _after(tokens: Tokens, one: Candidate, end: int) -> None:
    """What the capitalised words after a known name make of it: a product, a stadium, a subsidiary."""
    texts, lists = tokens.texts, institutions()
    if one.last >= end:
        _model_number(tokens, one)
        return
    if texts[one.first] in first_names() and texts[one.last] == "-" and texts[one.last + 1] in first_names():
        one.refused = "person"  # « Paul-Henri »
        return
    word = texts[one.last]
    stop = end - (texts[end - 1] in company_cues().forms_after and end - one.last > 1)
    if tokens.plains[end - 1] in lists.tails:
        one.refused = "institution"
    elif word in lists.products or any(char.isdigit() for char in word):
        one.refused = "product"
    elif word in company_words().names_same:
        one.last += 1
    elif is_place(tokens, one.last, stop) or word in company_cues().last or told_company(tokens, one.first):
        one.last, one.own, one.branch = stop, True, True
    elif word in ("-", "/", "&", "+", "'"):
        one.own = bool(one.form and not one.form.certain)
        one.last = end if one.own else one.last
    elif one.form and not one.form.certain and word not in company_cues().forms_after:
        one.last, one.own = end, True
    elif _subsidiary(tokens, one, stop):
        one.last, one.own, one.branch = stop, True, True
    elif _machines(one) and _determined(tokens, one) and word[0].isupper() and word not in first_names():
        one.refused = "product"


def _subsidiary(tokens: Tokens, one: Candidate, stop: int) -> bool:
    """« à Stena RoRo », « GE Vernova lance »: a known name and more words without an article are a firm's.

    With one they are as often its product's (« la Renault Megalia »), and a first name goes on to a person.
    """
    texts = tokens.texts
    following = range(one.last, stop)
    if not all(is_name(texts[at]) for at in following) or texts[one.last] in first_names():
        return False
    if texts[one.last].isdigit() or texts[one.last] in company_cues().forms_after:
        return False
    if tokens.gap(one.last - 1) != " " or texts[one.last] in institutions().people:
        return False
    if tokens.sentences[one.first] in tokens.shouting or len(texts[one.last]) < 2:
        return False
    return not _determined(tokens, one)


def _determined(tokens: Tokens, one: Candidate) -> bool:
    """Whether an article stands before a name: « la Renault »."""
    return one.first > 0 and tokens.plains[one.first - 1] in company_words().small_determiners


def _machines(one: Candidate) -> bool:
    """Whether a name is that of a maker of cars or planes."""
    return one.form is not None and one.form.company.sector in ("car", "aerospace")


def _model_number(tokens: Tokens, one: Candidate) -> None:
    """A « Boeing 737 », a « Peugeot 208 » is a machine."""
    at = one.last
    if at < tokens.size and tokens.spaced(at - 1) and tokens.texts[at].isdigit() and len(tokens.texts[at]) in (3, 4):
        unit = tokens.texts[at + 1] if at + 1 < tokens.size else ""
        if (_determined(tokens, one) or _machines(one)) and unit not in company_words().figures_counted:
            one.refused = "product"


def cut(tokens: Tokens, first: int, last: int, hits: list[Hit]) -> Iterator[Candidate]:
    """The candidates of one run that holds known names."""
    start = first
    for index, hit in enumerate(hits):
        end = hits[index + 1].first if index + 1 < len(hits) else last
        one = Candidate(hit.first, hit.last, hit.form)
        if regional := regional_bank(tokens, hit.first, hit.last) or other_paper(tokens, hit):
            one.last, one.own, one.branch = regional, True, True
        _before(tokens, one, min(start, hit.first))
        _after(tokens, one, end if index + 1 == len(hits) else min(end, hit.last))
        yield one
        start = max(one.last, hit.last)
        while start < last and tokens.texts[start] in ("-", "/", "&", "+"):
            start += 1
    before = hits[0].first
    if before > first + 1 and tokens.texts[before - 1] in ("-", "/") and tokens.texts[first] not in first_names():
        yield unknown(tokens, first, before - 1)
    if start < last and is_name(tokens.texts[start]) and tokens.texts[start - 1] in ("-", "/", "&"):
        yield unknown(tokens, start, last)
