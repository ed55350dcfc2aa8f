"""Claims of the same subject and metric brought together: corroborated, contradicted or single."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from recoupe.crosscheck.compare import Relation, relation
from recoupe.crosscheck.copies import Families
from recoupe.crosscheck.fact import Fact
from recoupe.crosscheck.verdict import Outcome, Verdict, about

__all__ = ["judge_groups"]

_WINDOW = 60
"""How many different tellings of one period are each set against the ones after it: more would not be near-linear."""


def judge_groups(facts: Sequence[Fact], families: Families) -> Iterator[Verdict]:
    """The verdicts over the facts of one subject and metric, each fact in one of them.

    Facts of one article are not set against each other, nor are those of articles that copy each other, or whose
    evidence is word for word the same: these count once.
    """
    articles = {fact.claim.article_id for fact in facts}
    family = families.of(sorted(articles)) if len(articles) > 1 else {id: id for id in articles}
    buckets: dict[object, list[Fact]] = {}
    for fact in facts:
        buckets.setdefault((fact.figure.measure, fact.span, fact.hard), []).append(fact)
    for bucket in buckets.values():
        yield from _judge(bucket, family)


def _judge(facts: list[Fact], family: dict[str, str]) -> Iterator[Verdict]:
    heads = list(range(len(facts)))

    def head(place: int) -> int:
        while heads[place] != place:
            heads[place] = heads[heads[place]]
            place = heads[place]
        return place

    found: dict[tuple[int, int], Relation] = {}
    for here, there in _pairs(facts):
        one, other = facts[here], facts[there]
        if family[one.claim.article_id] == family[other.claim.article_id]:
            related: Relation | None = _copied(one, other)
        else:
            related = relation(one, other)
        if related:
            found[here, there] = related
            heads[head(there)] = head(here)
    groups: dict[int, list[int]] = {}
    for place in range(len(facts)):
        groups.setdefault(head(place), []).append(place)
    for members in groups.values():
        ties = [tie for (here, _), tie in found.items() if head(here) == head(members[0])]
        yield _verdict([facts[place] for place in members], ties, family)


def _pairs(facts: Sequence[Fact]) -> Iterator[tuple[int, int]]:
    """Pairs of facts to compare: each with the first that tells it in the same way, and those with one another."""
    first: dict[object, int] = {}
    for place, fact in enumerate(facts):
        way = (fact.figure.quantity, fact.base, fact.tags, fact.claim.realis, fact.claim.modality, fact.claim.polarity)
        if (before := first.setdefault(way, place)) != place:
            yield before, place
    ways = sorted(first.values(), key=lambda place: (facts[place].figure.quantity.near[0], place))
    for rank, here in enumerate(ways):
        for there in ways[rank + 1 : rank + 1 + _WINDOW]:
            yield here, there


def _copied(one: Fact, other: Fact) -> Relation | None:
    """Claims of one text that say the same stay together, without counting twice."""
    return Relation(True, "copies") if relation(one, other) == (True, "same-figure") else None


def _verdict(facts: list[Fact], ties: list[Relation], family: dict[str, str]) -> Verdict:
    texts = {_text(fact, family) for fact in facts}
    independent = _independent(facts, family)
    verdict: Outcome
    apart = [tie.rule for tie in ties if not tie.same]
    together = [tie.rule for tie in ties if tie.same and tie.rule != "copies"]
    if apart and independent > 1:
        verdict, rule = "contradicted", Counter(apart).most_common(1)[0][0]
    elif together and independent > 1:
        verdict, rule = "corroborated", Counter(together).most_common(1)[0][0]
    else:
        verdict, rule = "single", "copies-only" if len(facts) > 1 and len(texts) == 1 else "nothing-to-compare"
    told = "; ".join(dict.fromkeys(fact.claim.value.text for fact in facts if fact.claim.value))
    return Verdict(
        kind="group",
        verdict=verdict,
        rule=rule,
        claims=tuple(fact.claim.id for fact in facts),
        articles=independent,
        sources=len({fact.by for fact in facts}),
        detail=told,
        **about(facts[0].claim),
    )


def _text(fact: Fact, family: dict[str, str]) -> str:
    return family[fact.claim.article_id]


def _independent(facts: list[Fact], family: dict[str, str]) -> int:
    """How many texts tell it, those that share a sentence being one."""
    by_words: dict[str, str] = {}
    merged: dict[str, str] = {}
    for fact in facts:
        text = _text(fact, family)
        text = merged.get(text, text)
        merged[text] = by_words.setdefault(fact.words, text)
    return len(set(merged.values()))
