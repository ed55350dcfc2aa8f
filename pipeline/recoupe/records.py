"""The records: frozen values, exact decimals in one canonical spelling, ids made of what was read and where.

The names of files and fields are a contract with other programs; `schemas/` publishes them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from recoupe.exact import Exact, Ratio

__all__ = [
    "SCHEMA_VERSION", "Anchor", "Article", "Claim", "Company", "CompanyMention", "Direction", "Evidence", "Forecast",
    "Interval", "Mention", "Metric", "Modality", "Modifier", "Money", "MoneyValue", "Multiple", "MultipleValue",
    "Percentage", "PercentageValue", "Period", "Place", "Problem", "Realis", "Record", "Source", "Subject", "Value",
    "value_of",
]  # fmt: skip

SCHEMA_VERSION: Literal[1] = 1

Direction = Literal["up", "down"]
Modifier = Literal["exact", "approx", "min", "max"]
Modality = Literal["prediction", "target", "possibility", "conditional"]
Realis = Literal["actual", "forecast", "unconfirmed"]


class Record(BaseModel):
    """Base of all records: frozen, closed, written with every field."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _digest(*parts: object) -> str:
    return hashlib.blake2b("|".join(map(str, parts)).encode(), digest_size=8).hexdigest()


class Place(Record):
    """Where something stands in the article's text: code points, 0-based, end-exclusive."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]


class Anchor(Record):
    """A stretch of text with what kind of mention it is."""

    type: str
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    text: str


class Mention(Record):
    """Base of all mentions: one stretch of an article's text and the rule that found it."""

    id: str = ""
    type: str
    article_id: str
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    text: Annotated[str, Field(min_length=1)]
    sentence: Place
    rule: Annotated[str, Field(min_length=1)]

    def model_post_init(self, context: Any) -> None:
        """Makes the id of what was read and where; never of the rule's name."""
        if not self.id:
            self.__dict__["id"] = _digest(self.article_id, self.type, self.start, self.end)


class MoneyFields(Record):
    """What is said of an amount. See `Money`."""

    amount: Exact | None = None
    low: Exact | None = None
    high: Exact | None = None
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    modifier: Modifier = "exact"
    direction: Direction | None = None
    per: str | None = None
    elliptical: bool = False


class PercentageFields(Record):
    """What is said of a percentage. See `Percentage`."""

    value: Exact | None = None
    low: Exact | None = None
    high: Exact | None = None
    unit: Literal["percent", "percentage_point", "basis_point", "per_mille"] = "percent"
    kind: Literal["change", "share", "rate"]
    direction: Direction | None = None
    modifier: Modifier = "exact"
    baseline: str | None = None
    elliptical: bool = False


class MultipleFields(Record):
    """What is said of a multiple. See `Multiple`."""

    kind: Literal["fraction", "factor"]
    value: Ratio
    direction: Direction | None = None
    modifier: Modifier = "exact"


class Money(MoneyFields, Mention):
    """An amount of money, in units of its currency, scale applied; `low` and `high` where it is a range."""

    type: Literal["money"] = "money"


class Percentage(PercentageFields, Mention):
    """A percentage, point, basis point or per mille; never negative: the sign is `direction`."""

    type: Literal["percentage"] = "percentage"


class Multiple(MultipleFields, Mention):
    """A relative quantity without a percent sign: « un tiers », « multiplié par dix »."""

    type: Literal["multiple"] = "multiple"


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


class Interval(Record):
    """A stretch of time: `end` is its last day, included; `span` is where the text says so."""

    text: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    span: Place | None = None


class Forecast(Mention):
    """A statement about what is still to come; the span is its cue."""

    type: Literal["forecast"] = "forecast"
    modality: Modality
    horizon: Interval | None = None
    forecaster: str | None = None
    source: str | None = None
    polarity: Literal["affirmed", "negated"] = "affirmed"


class MoneyValue(MoneyFields, Anchor):
    """The money of a claim."""

    type: Literal["money"] = "money"


class PercentageValue(PercentageFields, Anchor):
    """The percentage of a claim."""

    type: Literal["percentage"] = "percentage"


class MultipleValue(MultipleFields, Anchor):
    """The multiple of a claim."""

    type: Literal["multiple"] = "multiple"


Value = Annotated[MoneyValue | PercentageValue | MultipleValue, Field(discriminator="type")]


def value_of(mention: Money | Percentage | Multiple) -> MoneyValue | PercentageValue | MultipleValue:
    """The value of a claim, from the mention that it was read as."""
    values: tuple[type[MoneyValue], type[PercentageValue], type[MultipleValue]]
    values = (MoneyValue, PercentageValue, MultipleValue)
    kind = next(value for value in values if value.model_fields["type"].default == mention.type)
    return kind(**{name: getattr(mention, name) for name in kind.model_fields})


class Subject(Record):
    """Who or what a claim is about; `span` is the words that say so (of the antecedent, for a pronoun)."""

    name: str
    company_id: str | None = None
    span: Place | None = None


class Metric(Record):
    """What is measured: as written, and under a normalised key of the lexicon where it is known."""

    text: str
    key: str | None = None
    span: Place | None = None


class Source(Record):
    """Who says so, and the words that attribute it (« selon », « a annoncé »)."""

    name: str
    company_id: str | None = None
    cue: str | None = None
    span: Place | None = None


class Evidence(Record):
    """The sentence that says it."""

    text: str
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]


class Claim(Record):
    """One checkable statement: what is said of whom, how much, when, and by whom."""

    id: str = ""
    article_id: str
    subject: Subject | None
    metric: Metric | None
    value: Value | None
    direction: Direction | None = None
    period: Interval | None = None
    realis: Realis
    modality: Modality | None = None
    polarity: Literal["affirmed", "negated"] = "affirmed"
    source: Source | None = None
    evidence: Evidence
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    rules: tuple[str, ...] = ()
    mentions: Annotated[tuple[str, ...], Field(min_length=1)]
    """The ids of the mentions that it is made of; the first is the figure, or the cue of a forecast without one."""
    schema_version: Literal[1] = SCHEMA_VERSION

    def model_post_init(self, context: Any) -> None:
        """Makes the id of the article and the first mention; a second claim on it differs by its subject."""
        if not self.id:
            who = self.subject.name if self.subject else ""
            self.__dict__["id"] = _digest(self.article_id, "claim", self.mentions[0], who)

    @model_validator(mode="after")
    def _modality_is_of_forecasts(self) -> Claim:
        if self.modality is not None and self.realis != "forecast":
            raise ValueError("a modality belongs to a forecast")
        return self


class Article(Record):
    """A text that was read, with what is known of where it comes from."""

    id: str
    path: str
    title: str | None = None
    published: dt.date | None = None
    published_source: Literal["metadata", "front-matter", "file-name", "option"] | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    copies: tuple[str, ...] = ()
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    text: str


class Company(Record):
    """A company of the knowledge base, under one name."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    sector: str | None = None
    isin: str | None = None
    ticker: str | None = None
    lei: str | None = None
    wikidata: str | None = None
    articles: int = 0
    mentions: int = 0
    claims: int = 0


class Problem(Record):
    """An input that could not be read, or was read with a warning."""

    path: str
    error: str
    detail: str
