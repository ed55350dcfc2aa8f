"""What could be a company's name: names of the gazetteer, and runs of capitalised words, cut where one name ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from recoupe.extract.companies.candidate import Candidate, with_legal_form
from recoupe.extract.companies.cut import cut
from recoupe.extract.companies.known import Hit, company_hits, institution_stretches, is_place, place_stretches
from recoupe.extract.companies.runs import is_name, runs
from recoupe.extract.companies.tokens import Tokens
from recoupe.extract.companies.unknown import unknown
from recoupe.lexicon.company_cues import company_cues
from recoupe.lexicon.company_nouns import company_nouns
from recoupe.lexicon.company_words import company_words

__all__ = ["candidates"]


def _inside_a_name(tokens: Tokens, hit: Hit) -> bool:
    """Whether a known name is a mere part of another: « Solidar'Monde », « Tunisair Express », « (Euronext: ABC) »."""
    before = hit.first - 1
    if before < 0:
        return False
    if tokens.texts[before] == "'" and before and tokens.glued(before) and tokens.glued(before - 1):
        return len(tokens.texts[before - 1]) > 2
    if tokens.texts[before] == "(" and hit.last < tokens.size and tokens.texts[hit.last] == ":":
        return tokens.texts[hit.first] in company_cues().tickers
    plain_name = is_name(tokens.texts[before]) and tokens.plains[before] not in company_cues().openers
    return (
        not hit.form.certain
        and hit.last - hit.first == 1
        and plain_name
        and tokens.spaced(before)
        and not tokens.opens(before)
    )


def _free(tokens: Tokens, stretches: list[tuple[int, int]], hits: list[Hit]) -> tuple[list[tuple[int, int]], list[Hit]]:
    """Institutions and companies without those that lie in one another: the longer wins, then a certain company."""
    kept, inside = [], _Overlaps(stretches)
    for hit in hits:
        rivals = inside.of(hit.first, hit.last)
        if _inside_a_name(tokens, hit):
            continue
        if (
            not hit.form.certain
            and hit.last - hit.first == 1
            and tokens.opens(hit.first)
            and tokens.plains[hit.first] in company_words().names_openers
        ):
            continue
        if all(one[1] - one[0] < hit.last - hit.first or (one == hit[:2] and hit.form.certain) for one in rivals):
            kept.append(hit)
    taken = {at for hit in kept for at in range(hit.first, hit.last)}
    return [one for one in stretches if taken.isdisjoint(range(*one))], kept


def _part_of_names(tokens: Tokens, one: tuple[int, int]) -> bool:
    """« Bravona UK Ltd », « Invest PME »: letters that end companies' names as well, behind another word of a name."""
    first, last = one
    if last - first > 1 or not first or not tokens.spaced(first - 1):
        return False
    if not is_name(tokens.texts[first - 1]) or tokens.plains[first - 1] in company_cues().openers:
        return False
    return tokens.plains[first] in company_nouns() or is_place(tokens, first, last)


class _Overlaps:
    """Stretches of tokens, to be asked for those that overlap another."""

    def __init__(self, stretches: list[tuple[int, int]]) -> None:
        self._at: dict[int, list[tuple[int, int]]] = {}
        for one in stretches:
            for at in range(*one):
                self._at.setdefault(at, []).append(one)

    def of(self, first: int, last: int) -> set[tuple[int, int]]:
        """Those that share a token with a stretch."""
        return {one for at in range(first, last) for one in self._at.get(at, ())}


def candidates(tokens: Tokens) -> list[Candidate]:
    """Every candidate of a document, in order; those refused are among them, since they too tell of names."""
    countries, branches = _branches(tokens, place_stretches(tokens))
    taken, hits = _free(tokens, [*institution_stretches(tokens), *countries], company_hits(tokens))
    lands, overlaps = set(countries), _Overlaps([one for one in taken if not _part_of_names(tokens, one)])
    found = [Candidate(*one, refused="place" if one in lands else "institution") for one in taken]
    inside = 0
    for first, last in _joined(runs(tokens), branches):
        while inside < len(hits) and hits[inside].last <= first:
            inside += 1
        mine = [hit for hit in hits[inside : inside + 12] if hit.first < last and first < hit.last]
        if mine:
            found.extend(cut(tokens, min(first, mine[0].first), max(last, mine[-1].last), mine))
        else:
            found.extend(unknown(tokens, *part) for part in _remaining(tokens, overlaps, first, last))
    covered = {one.first for one in found} | {
        one for candidate in found for one in range(candidate.first, candidate.last)
    }
    found.extend(Candidate(hit.first, hit.last, hit.form) for hit in hits if hit.first not in covered)
    ordered = sorted(found, key=lambda one: (one.first, -one.last))
    return _apart([with_legal_form(tokens, one) for one in ordered])


def _joined(found: Iterable[tuple[int, int]], branches: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Runs, lengthened by the places of several words that follow them."""
    reached = 0
    for first, last in found:
        if first < reached:
            continue
        reached = next((branches[at] for at in range(first + 1, last + 1) if at in branches), last)
        yield first, reached


def _branches(tokens: Tokens, stretches: list[tuple[int, int]]) -> tuple[list[tuple[int, int]], dict[int, int]]:
    """Places, and apart those that follow a name at once (« Uniwax Côte d'Ivoire »), by where they begin."""
    alone, behind = [], {}
    for first, last in stretches:
        if (
            first
            and tokens.gap(first - 1) == " "
            and is_name(tokens.texts[first - 1])
            and tokens.plains[first - 1] not in company_cues().openers
        ):
            behind[first] = last
        else:
            alone.append((first, last))
    return alone, behind


def _remaining(tokens: Tokens, taken: _Overlaps, first: int, last: int) -> list[tuple[int, int]]:
    """What is left of a run beside an institution's acronym (« PME Mécalor »); nothing where a whole name is in it."""
    inside = taken.of(first, last)
    if not inside:
        return [(first, last)]
    if min(inside) == (first, first + 1) and last > first + 1 and tokens.spaced(first):
        return _remaining(tokens, taken, first + 1, last)
    return []


def _apart(ordered: list[Candidate]) -> list[Candidate]:
    kept: list[Candidate] = []
    for one in ordered:
        if not kept or one.first >= kept[-1].last:
            kept.append(one)
    return kept
