"""What could be a company's name: names of the gazetteer, and runs of capitalised words, cut where one name ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from recoupe.extract.companies.expand import expanded, regional_bank, told_whole
from recoupe.extract.companies.known import Hit, company_hits, institution_stretches, is_place, place_stretches
from recoupe.extract.companies.left import noun_before
from recoupe.extract.companies.runs import is_name, runs
from recoupe.extract.companies.tokens import Tokens
from recoupe.lexicon.companies import Form
from recoupe.lexicon.company_cues import company_cues
from recoupe.lexicon.company_nouns import company_nouns
from recoupe.lexicon.first_names import first_names
from recoupe.lexicon.institutions import institutions
from recoupe.lexicon.places import places

__all__ = ["Candidate", "candidates", "dateline"]

_DATELINE = 300
_SAME = frozenset({"Group", "Groupe", "Holding", "Holdings", "Corporation", "Company", "International", "Co"})


@dataclass(slots=True)
class Candidate:
    """A stretch of tokens that may be a company's name.

    Attributes:
        first, last: its tokens, end-exclusive.
        form: the name of the gazetteer that it is, or begins with; None for a name unknown.
        own: whether it is more than that name (« Repsol Brasil »): another company.
        legal: whether a legal form stands beside it, inside the stretch.
        branch: whether it is that name with a place or a line of business (« Google France »).
        refused: why it cannot be a company's name here ("person", "institution", "product", "place"); "" otherwise.
        evidence: what each witness says, by name.
    """

    first: int
    last: int
    form: Form | None = None
    own: bool = False
    branch: bool = False
    legal: str = ""
    refused: str = ""
    evidence: dict[str, float] = field(default_factory=dict)

    @property
    def score(self) -> float:
        """The sum of what its witnesses say."""
        return round(sum(self.evidence.values()), 3)


def _legal_after(tokens: Tokens, last: int) -> tuple[int, str]:
    """The token after a legal form that follows a name, and the form; `last` and "" where none does."""
    if last >= len(tokens) or not (tokens.spaced(last - 1) or (tokens.texts[last] == "," and tokens.glued(last - 1))):
        return last, ""
    at = last + (tokens.texts[last] == ",")
    if at >= len(tokens):
        return last, ""
    end, form = at + 1, tokens.texts[at]
    while (
        end + 1 < len(tokens)
        and tokens.texts[end] == "."
        and len(form) < 4
        and tokens.glued(end - 1)
        and tokens.glued(end)
        and tokens.texts[end + 1].isalpha()
    ):
        form += tokens.texts[end + 1]
        end += 2
    if form not in company_cues().forms_after:
        return last, ""
    dotted = end < len(tokens) and tokens.texts[end] == "." and tokens.glued(end - 1)
    if dotted and (
        end - at > 1
        or (
            form.casefold() in ("inc", "ltd", "corp", "co")
            and end + 1 < len(tokens)
            and tokens.texts[end + 1].islower()
        )
    ):
        end += 1
    return end, form


def _with_legal(tokens: Tokens, one: Candidate) -> Candidate:
    """The candidate with the legal form that stands after it, or before."""
    cues = company_cues()
    one.last, one.legal = _legal_after(tokens, one.last)
    if one.first and tokens.texts[one.first - 1] in cues.forms_before and tokens.spaced(one.first - 1):
        one.first -= 1
        one.legal = one.legal or tokens.texts[one.first]
    inside = one.last - one.first
    if not one.legal and inside > 1:
        if tokens.texts[one.last - 1] in cues.forms_after - cues.forms_faint:
            one.legal = tokens.texts[one.last - 1]
        elif tokens.texts[one.first] in cues.forms_before:
            one.legal = tokens.texts[one.first]
    return one


def _institution(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a name begins or ends as institutions' names do."""
    lists = institutions()
    if tokens.plains[last - 1] in lists.tails:
        return True
    return tokens.plains[first] in lists.heads and not dateline(tokens, first, last)


def dateline(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a name fills the brackets of « PARIS, 28 jan (Agence X) - », near the article's beginning."""
    if not first or last + 1 >= len(tokens) or tokens.starts[first] > _DATELINE:
        return False
    return tokens.texts[first - 1] == "(" and tokens.texts[last] == ")" and tokens.texts[last + 1] == "-"


def _common(tokens: Tokens, at: int) -> bool:
    """Whether a word is a noun for companies or an adjective of nationality, capital or not: « le Groupe »."""
    word = tokens.plains[at]
    return word in company_nouns() or word in places().demonyms or tokens.texts[at] in company_cues().first


def _unknown(tokens: Tokens, first: int, last: int) -> Candidate:
    end = expanded(tokens, first, last)
    one = Candidate(first, end)
    if end > last:
        return one
    if last - first < 3 and _told_company(tokens, first, near=False):
        one.last = told_whole(tokens, last)
    lists = institutions()
    texts = tokens.texts
    if texts[first] in first_names() and last - first > 1 and texts[last - 1] not in company_cues().last:
        one.refused = "person"
    elif texts[first] in lists.products:
        one.refused = "product"
    elif is_place(tokens, first, last):
        one.refused = "place"
    elif last - first == 1 and _common(tokens, first):
        one.refused = "word"
    elif (tokens.plains[first] in lists.heads and not dateline(tokens, first, last)) or tokens.plains[
        last - 1
    ] in lists.tails:
        one.refused = "institution"
    return one


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
    elif texts[one.first - 1] in ("Groupe", "Group"):
        one.first -= 1
    elif texts[one.first - 1] in ("-", "/"):
        return
    elif word in cues.first or (one.form and not one.form.certain):
        one.own = word not in ("Laboratoires", "Éditions", "Groupe", "Banque")
        one.first = start


def _after(tokens: Tokens, one: Candidate, end: int) -> None:
    """What the capitalised words after a known name make of it: a product, a stadium, a subsidiary."""
    texts, lists = tokens.texts, institutions()
    if one.last >= end:
        _model_number(tokens, one)
        return
    word = texts[one.last]
    stop = end - (texts[end - 1] in company_cues().forms_after and end - one.last > 1)
    if tokens.plains[end - 1] in lists.tails:
        one.refused = "institution"
    elif word in lists.products or any(char.isdigit() for char in word):
        one.refused = "product"
    elif word in _SAME:
        one.last += 1
    elif is_place(tokens, one.last, stop) or word in company_cues().last or _told_company(tokens, one.first):
        one.last, one.own, one.branch = stop, True, True
    elif word in ("-", "/", "&", "+", "'"):
        one.own = bool(one.form and not one.form.certain)
        one.last = end if one.own else one.last
    elif one.form and not one.form.certain and word not in company_cues().forms_after:
        one.last, one.own = end, True


def _told_company(tokens: Tokens, first: int, near: bool = True) -> bool:
    """Whether a noun before says that all the name is a company's: « la filiale Tunisair Express »."""
    found = noun_before(tokens, first)
    return found is not None and found[0].strength != "weak" and (found[1] >= first - 4 or not near)


_MONEY = {"%", "€", "$", "euros", "millions", "milliards", "dollars", "M", "Md", "MdE"}
_UNITS = _MONEY | {"salariés", "postes", "appareils", "emplois", "magasins"}


def _model_number(tokens: Tokens, one: Candidate) -> None:
    """A « Boeing 737 », a « Peugeot 208 » is a machine."""
    at = one.last
    if at < len(tokens) and tokens.spaced(at - 1) and tokens.texts[at].isdigit() and len(tokens.texts[at]) in (3, 4):
        unit = tokens.texts[at + 1] if at + 1 < len(tokens) else ""
        before = tokens.word_before(one.first)[0]
        machines = one.form is not None and one.form.company.sector in ("car", "aerospace")
        told = before in ("un", "une", "le", "la", "les", "des", "sa", "son", "leur")
        if (told or machines) and unit not in _UNITS:
            one.refused = "product"


def _cut(tokens: Tokens, first: int, last: int, hits: list[Hit]) -> Iterator[Candidate]:
    """The candidates of one run that holds known names."""
    start = first
    for index, hit in enumerate(hits):
        end = hits[index + 1].first if index + 1 < len(hits) else last
        one = Candidate(hit.first, hit.last, hit.form)
        if regional := regional_bank(tokens, hit.first, hit.last):
            one.last, one.own, one.branch = regional, True, True
        _before(tokens, one, min(start, hit.first))
        _after(tokens, one, end if index + 1 == len(hits) else min(end, hit.last))
        yield one
        start = max(one.last, hit.last)
        while start < last and tokens.texts[start] in ("-", "/", "&", "+"):
            start += 1
    before = hits[0].first
    if before > first + 1 and tokens.texts[before - 1] in ("-", "/") and tokens.texts[first] not in first_names():
        yield _unknown(tokens, first, before - 1)
    if start < last and is_name(tokens.texts[start]) and tokens.texts[start - 1] in ("-", "/", "&"):
        yield _unknown(tokens, start, last)


def _inside_a_name(tokens: Tokens, hit: Hit) -> bool:
    """Whether a known name is a mere part of another: « Solidar'Monde », « Tunisair Express », « (Euronext: ABC) »."""
    before = hit.first - 1
    if before < 0:
        return False
    if tokens.texts[before] == "'" and before and tokens.glued(before) and tokens.glued(before - 1):
        return len(tokens.texts[before - 1]) > 2
    if tokens.texts[before] == "(" and hit.last < len(tokens) and tokens.texts[hit.last] == ":":
        return tokens.texts[hit.first] in company_cues().tickers
    plain_name = is_name(tokens.texts[before]) and tokens.plains[before] not in company_cues().openers
    return (
        not hit.form.certain
        and hit.last - hit.first == 1
        and plain_name
        and tokens.spaced(before)
        and not tokens.opens(before)
    )


_PRONOUNS = frozenset({"elle", "marie", "comment", "open", "side", "sur", "des"})


def _free(tokens: Tokens, stretches: list[tuple[int, int]], hits: list[Hit]) -> tuple[list[tuple[int, int]], list[Hit]]:
    """Institutions and companies without those that lie in one another: the longer wins, then a certain company."""
    kept = []
    for hit in hits:
        rivals = [one for one in stretches if one[0] < hit.last and hit.first < one[1]]
        if _inside_a_name(tokens, hit):
            continue
        if (
            not hit.form.certain
            and hit.last - hit.first == 1
            and tokens.opens(hit.first)
            and tokens.plains[hit.first] in _PRONOUNS
        ):
            continue
        if all(one[1] - one[0] < hit.last - hit.first or (one == hit[:2] and hit.form.certain) for one in rivals):
            kept.append(hit)
    institutions_left = [one for one in stretches if not any(one[0] < hit.last and hit.first < one[1] for hit in kept)]
    return institutions_left, kept


def candidates(tokens: Tokens) -> list[Candidate]:
    """Every candidate of a document, in order; those refused are among them, since they too tell of names."""
    countries = place_stretches(tokens)
    taken, hits = _free(tokens, [*institution_stretches(tokens), *countries], company_hits(tokens))
    found = [Candidate(*one, refused="place" if one in countries else "institution") for one in taken]
    inside = 0
    for first, last in runs(tokens):
        while inside < len(hits) and hits[inside].last <= first:
            inside += 1
        mine = [hit for hit in hits[inside : inside + 12] if hit.first < last and first < hit.last]
        if mine:
            found.extend(_cut(tokens, min(first, mine[0].first), max(last, mine[-1].last), mine))
        else:
            found.extend(_unknown(tokens, *part) for part in _remaining(tokens, taken, first, last))
    covered = {one.first for one in found} | {
        one for candidate in found for one in range(candidate.first, candidate.last)
    }
    found.extend(Candidate(hit.first, hit.last, hit.form) for hit in hits if hit.first not in covered)
    ordered = sorted(found, key=lambda one: (one.first, -one.last))
    return _apart([_with_legal(tokens, one) for one in ordered])


def _remaining(tokens: Tokens, taken: list[tuple[int, int]], first: int, last: int) -> list[tuple[int, int]]:
    """What is left of a run beside an institution's acronym (« PME Mécalor »); nothing where a whole name is in it."""
    for one in taken:
        if one[0] < last and first < one[1]:
            if one == (first, first + 1) and last > first + 1 and tokens.spaced(first):
                return _remaining(tokens, taken, first + 1, last)
            return []
    return [(first, last)]


def _apart(ordered: list[Candidate]) -> list[Candidate]:
    kept: list[Candidate] = []
    for one in ordered:
        if not kept or one.first >= kept[-1].last:
            kept.append(one)
    return kept
