"""The cross-check of a whole knowledge base."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import closing
from itertools import chain

from recoupe.crosscheck.arithmetic import judge_arithmetic
from recoupe.crosscheck.copies import Families
from recoupe.crosscheck.fact import Fact, fact_of
from recoupe.crosscheck.groups import judge_groups
from recoupe.crosscheck.outcomes import judge_forecasts
from recoupe.crosscheck.verdict import Verdict
from recoupe.store.blocks import Told, blocks, last_published
from recoupe.store.knowledge import KnowledgeBase
from recoupe.store.verdicts import Kept, keep_verdicts

__all__ = ["cross_check", "judge"]


def cross_check(kb: KnowledgeBase, *, as_of: dt.date | None = None) -> int:
    """Sets the claims of a knowledge base against each other, and keeps the verdicts in its store.

    Args:
        as_of: the day on which forecasts are judged; by default, that of the last article.

    Returns:
        How many verdicts there are. Those that were kept before are gone.
    """
    day = as_of or last_published(kb.db)
    with closing(Families(kb.text_of)) as families:
        verdicts = chain.from_iterable(judge(block, families, day) for block in blocks(kb.db))
        return keep_verdicts(kb.db, map(_kept, verdicts))


def _kept(one: Verdict) -> Kept:
    what = one.id, one.kind, one.verdict, one.rule, one.subject, one.company_id, one.metric
    return Kept(*what, one.articles, one.sources, one.detail, one.model_dump_json(), one.claims)


def judge(block: list[Told], families: Families, as_of: dt.date | None) -> Iterator[Verdict]:
    """The verdicts over the claims of one subject and metric."""
    facts: list[Fact] = [fact for fact in map(fact_of, block) if fact is not None]
    yield from judge_groups(facts, families)
    yield from judge_forecasts(facts, as_of)
    yield from judge_arithmetic(facts)
