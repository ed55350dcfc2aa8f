"""The mentions: a stretch of an article and what was read in it."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from recoupe.records.base import Interval, Modality, Place, Record
from recoupe.records.filling import digest

__all__ = ["CompanyMention", "Forecast", "Mention", "Period"]


class Mention(Record):
    """Base of all mentions: one stretch of an article's text and the rule that found it."""

    identity: ClassVar[tuple[str, ...]] = ("article_id", "type", "start", "end")
    """The fields that its id is made of: what was read and where; never the rule's name."""

    id: str = ""
    type: str
    article_id: str
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    text: Annotated[str, Field(min_length=1)]
    sentence: Place
    rule: Annotated[str, Field(min_length=1)]

    def model_post_init(self, context: Any) -> None:
        """Makes the id."""
        if not self.id:
            self.__dict__["id"] = digest("|".join(str(getattr(self, name)) for name in self.identity))


class CompanyMention(Mention):
    """A company, by its name (`named`) or by a description that points back to it."""

    type: Literal["company"] = "company"
    name: str
    company_id: str
    named: bool = True


class Period(Mention):
    """A time expression; the dates are null when they cannot be resolved without the publication date."""

    type: Literal["period"] = "period"
    start_date: dt.date | None = None
    end_date: dt.date | None = None


class Forecast(Mention):
    """A statement about what is still to come; the span is its cue."""

    type: Literal["forecast"] = "forecast"
    modality: Modality
    horizon: Interval | None = None
    forecaster: str | None = None
    source: str | None = None
    polarity: Literal["affirmed", "negated"] = "affirmed"
