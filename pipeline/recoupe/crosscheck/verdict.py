"""What comes of a cross-check, as records."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import Field

from recoupe.records import Record
from recoupe.records.filling import digest
from recoupe.store.blocks import Told, day_of

__all__ = ["Kind", "Outcome", "Verdict", "about"]

Kind = Literal["group", "forecast", "arithmetic"]
Outcome = Literal[
    "corroborated", "contradicted", "single", "met", "missed", "open", "unverifiable", "consistent", "inconsistent"
]


class Verdict(Record):
    """What is found of some claims.

    Attributes:
        kind: `group`: claims of the same, set against each other; `forecast`: a forecast and what came of it;
            `arithmetic`: a change and the two figures that it is said to lead from and to.
        rule: the name of the rule behind it.
        claims: the ids of the claims; of a forecast, its own first; of an arithmetic check, the change first.
        articles: how many articles that are no copies of each other make them.
        sources: how many sources, or publishers where none is named.
        detail: in a few words, what was compared: by how much a forecast was missed.
    """

    id: str = ""
    kind: Kind
    verdict: Outcome
    rule: Annotated[str, Field(min_length=1)]
    claims: Annotated[tuple[str, ...], Field(min_length=1)]
    subject: str | None = None
    company_id: str | None = None
    metric: str | None = None
    period_start: dt.date | None = None
    period_end: dt.date | None = None
    articles: int = 1
    sources: int = 1
    detail: str | None = None

    def model_post_init(self, context: Any) -> None:
        """Makes the id of what is judged: the kind and the claims."""
        if not self.id:
            self.__dict__["id"] = digest("|".join([self.kind, *self.claims]))


def about(told: Told) -> dict[str, Any]:
    """The fields of a verdict that say what it is about, from one of its claims."""
    return {
        "subject": told.subject,
        "company_id": told.company_id,
        "metric": told.metric_key or told.metric,
        "period_start": day_of(told.period_start),
        "period_end": day_of(told.period_end),
    }
