"""The decisions: what a person said of a claim, when, and what the claim should have said."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, get_args

from pydantic import AwareDatetime, Field, model_validator

from recoupe.records.base import SCHEMA_VERSION, Direction, Interval, Modality, Realis, Record
from recoupe.records.claims import Claim, Metric, Source, Subject
from recoupe.records.filling import digest
from recoupe.records.values import Value

__all__ = ["SLOTS", "Correction", "Polarity", "Review", "Slot", "Verdict", "evidence_mark", "slots_mark"]

Verdict = Literal["accept", "reject", "correct", "skip", "undo"]
Polarity = Literal["affirmed", "negated"]
Slot = Literal["subject", "metric", "value", "direction", "period", "realis", "modality", "polarity", "source"]

SLOTS: tuple[Slot, ...] = get_args(Slot)
"""The slots of a claim that a person judges and may mend."""


class Correction(Record):
    """What slots of a claim should say. Only the slots that `slots` names count: null in one means that it is empty."""

    slots: Annotated[tuple[Slot, ...], Field(min_length=1)]
    subject: Subject | None = None
    metric: Metric | None = None
    value: Value | None = None
    direction: Direction | None = None
    period: Interval | None = None
    realis: Realis | None = None
    modality: Modality | None = None
    polarity: Polarity | None = None
    source: Source | None = None

    def mend(self, claim: Claim) -> Claim:
        """The claim as it should have been.

        Raises:
            ValidationError: the slots contradict each other.
        """
        fields = {name: getattr(claim, name) for name in Claim.model_fields}
        return Claim(**fields | {slot: getattr(self, slot) for slot in self.slots})


class Review(Record):
    """One decision of one person on one claim, or the undoing of one.

    `batch` is shared by the decisions that were taken at once, and are undone at once. `undoes` is the decision that is
    undone. The two marks tell whether the claim is still what was judged: of its sentence, and of its slots.
    """

    id: Annotated[str, Field(min_length=1)]
    claim_id: str
    article_id: str
    mention: str
    verdict: Verdict
    correction: Correction | None = None
    reason: str | None = None
    note: str | None = None
    reviewer: Annotated[str, Field(min_length=1)]
    time: AwareDatetime
    batch: Annotated[str, Field(min_length=1)]
    undoes: str | None = None
    evidence_mark: str
    slots_mark: str
    schema_version: Literal[1] = SCHEMA_VERSION

    @model_validator(mode="after")
    def _says_what_its_verdict_needs(self) -> Review:
        if (self.verdict == "correct") != (self.correction is not None):
            raise ValueError("a correction belongs to the verdict correct, and that to it")
        if (self.verdict == "undo") != (self.undoes is not None):
            raise ValueError("undo names the decision that it undoes, and nothing else does")
        if self.time.utcoffset() != dt.timedelta(0):
            raise ValueError("times are in UTC")
        return self


def evidence_mark(claim: Claim) -> str:
    """Changes when the sentence of a claim does."""
    return digest(f"{claim.evidence.text}|{claim.evidence.start}")


def slots_mark(claim: Claim) -> str:
    """Changes when a slot of a claim does; not with its confidence, or the rules that found it."""
    return digest(claim.model_dump_json(include={*map(str, SLOTS)}))
