"""Claims of the same subject and metric brought together: corroborated, contradicted or single."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from recoupe.crosscheck.compare import Relation, relation
from recoupe.crosscheck.copies import Families
from recoupe.crosscheck.fact import Fact
from recoupe.crosscheck.verdict import Outcome, Verdict, about
from recoupe.crosscheck.wording import wording

__all__ = ["judge_groups"]


class _Tie(NamedTuple):
    one: Fact
    other: Fact
    relation: Relation


_WINDOW = 16
"""How many different tellings of one period are each set against the ones after it: more would not be near-linear."""


def judge_groups(facts: Sequence[Fact], families: Families) -> Iterator[Verdict]:
    """The verdicts over the facts of one subject and metric, each fact in one of them.

    Facts of one article are not set against each other. Articles that copy each other, or whose evidence is word for
    word the same, count once; only those that have something to say to each other are looked at for that.
    """
    for bucket in _buckets(facts):
        for members, ties in _groups(bucket):
            if ties:
                yield _of_many(members, ties, families.of(sorted({fact.told.article_id for fact in members})))
            else:
                yield _verdict(members, "single", "nothing-to-compare", 1)


def _buckets(facts: Sequence[Fact]) -> Iterable[list[Fact]]:
    """The facts of one measure, period and perimeter; the perimeter is read only where two share the rest."""
    alike = Counter((fact.figure.measure, fact.span) for fact in facts)
    buckets: dict[object, list[Fact]] = {}
    for fact in facts:
        measure, span = fact.figure.measure, fact.span
        perimeter = fact.hard if alike[measure, span] > 1 else None
        buckets.setdefault((measure, span, perimeter), []).append(fact)
    return buckets.values()


def _groups(facts: Sequence[Fact]) -> Iterator[tuple[list[Fact], list[_Tie]]]:
    """The facts that agree with or exclude each other, directly or through others, with what ties them."""
    if len(facts) == 1:
        yield list(facts), []
        return
    heads = list(range(len(facts)))

    def head(place: int) -> int:
        while heads[place] != place:
            heads[place] = heads[heads[place]]
            place = heads[place]
        return place

    found: list[tuple[int, _Tie]] = []
    for here, there in _pairs(facts):
        one, other = facts[here], facts[there]
        related = relation(one, other)
        if related and (related.same or one.told.article_id != other.told.article_id):
            found.append((here, _Tie(one, other, related)))
            heads[head(there)] = head(here)
    groups: dict[int, tuple[list[Fact], list[_Tie]]] = {}
    for place, fact in enumerate(facts):
        groups.setdefault(head(place), ([], []))[0].append(fact)
    for place, tie in found:
        groups[head(place)][1].append(tie)
    yield from groups.values()


def _pairs(facts: Sequence[Fact]) -> Iterator[tuple[int, int]]:
    """Pairs of facts to compare: each with the first that tells it in the same way, and those with one another."""
    if len(facts) == 2:
        yield 0, 1
        return
    first: dict[object, int] = {}
    for place, fact in enumerate(facts):
        way = (fact.figure.quantity, fact.base, fact.tags, fact.told.realis, fact.told.modality, fact.told.polarity)
        if (before := first.setdefault(way, place)) != place:
            yield before, place
    ways = sorted(first.values(), key=lambda place: (facts[place].figure.quantity.near[0], place))
    for rank, here in enumerate(ways):
        for there in ways[rank + 1 : rank + 1 + _WINDOW]:
            yield here, there


def _of_many(facts: list[Fact], ties: list[_Tie], family: dict[str, str]) -> Verdict:
    independent = _independent(facts, family)
    told = [tie.relation for tie in ties if _text(tie.one, family) != _text(tie.other, family)]
    apart = [tie.rule for tie in told if not tie.same]
    together = [tie.rule for tie in told if tie.same]
    verdict: Outcome
    if apart and independent > 1:
        verdict, rule = "contradicted", Counter(apart).most_common(1)[0][0]
    elif together and independent > 1:
        verdict, rule = "corroborated", Counter(together).most_common(1)[0][0]
    else:
        verdict, rule = "single", "copies-only"
    return _verdict(facts, verdict, rule, independent)


def _verdict(facts: list[Fact], verdict: Outcome, rule: str, independent: int) -> Verdict:
    figures = "; ".join(dict.fromkeys(fact.told.figure for fact in facts))
    return Verdict(
        kind="group",
        verdict=verdict,
        rule=rule,
        claims=tuple(fact.told.claim_id for fact in facts),
        articles=independent,
        sources=len({fact.by for fact in facts}) if len(facts) > 1 else 1,
        detail=figures,
        **about(facts[0].told),
    )


def _text(fact: Fact, family: dict[str, str]) -> str:
    return family[fact.told.article_id]


def _independent(facts: list[Fact], family: dict[str, str]) -> int:
    """How many texts tell it, those that share a sentence being one."""
    by_words: dict[tuple[str, ...], str] = {}
    merged: dict[str, str] = {}
    for fact in facts:
        text = _text(fact, family)
        text = merged.get(text, text)
        merged[text] = by_words.setdefault(wording(fact.told.evidence).words, text)
    return len(set(merged.values()))
