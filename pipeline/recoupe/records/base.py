"""What all records share: frozen values, ids made of what was read and where."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["SCHEMA_VERSION", "Direction", "Interval", "Modality", "Modifier", "Place", "Realis", "Record"]

SCHEMA_VERSION: Literal[1] = 1

Direction = Literal["up", "down"]
Modifier = Literal["exact", "approx", "min", "max"]
Modality = Literal["prediction", "target", "possibility", "conditional"]
Realis = Literal["actual", "forecast", "unconfirmed"]


class Record(BaseModel):
    """Base of all records: frozen, closed, written with every field."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_serialization_defaults_required=True)


class Place(Record):
    """Where something stands in the article's text: code points, 0-based, end-exclusive."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]


class Interval(Record):
    """A stretch of time: `end` is its last day, included; `span` is where the text says so."""

    text: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    span: Place | None = None
