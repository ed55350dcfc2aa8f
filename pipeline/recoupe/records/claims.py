"""The claims: who is said to have done, or to be about to do, how much, when, and according to whom."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from recoupe.records.base import SCHEMA_VERSION, Direction, Interval, Modality, Place, Realis, Record
from recoupe.records.filling import digest
from recoupe.records.values import Value

__all__ = ["Claim", "Evidence", "Metric", "Source", "Subject", "claim_id"]


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


def claim_id(article_id: str, mention_id: str, subject: Subject | None) -> str:
    """The id of a claim: of its article, its first mention and whom it is about."""
    return digest(f"{article_id}|claim|{mention_id}|{subject.name if subject else ''}")


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
            self.__dict__["id"] = claim_id(self.article_id, self.mentions[0], self.subject)

    @model_validator(mode="after")
    def _modality_is_of_forecasts(self) -> Claim:
        if self.modality is not None and self.realis != "forecast":
            raise ValueError("a modality belongs to a forecast")
        return self
