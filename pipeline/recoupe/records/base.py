"""What all records share: frozen values, ids made of what was read and where."""

from __future__ import annotations

import datetime as dt
from functools import cache
from hashlib import blake2b
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "SCHEMA_VERSION",
    "Direction",
    "Interval",
    "Modality",
    "Modifier",
    "Place",
    "Realis",
    "Record",
    "digest",
    "filled",
]

SCHEMA_VERSION: Literal[1] = 1

Direction = Literal["up", "down"]
Modifier = Literal["exact", "approx", "min", "max"]
Modality = Literal["prediction", "target", "possibility", "conditional"]
Realis = Literal["actual", "forecast", "unconfirmed"]


class Record(BaseModel):
    """Base of all records: frozen, closed, written with every field."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_serialization_defaults_required=True)


R = TypeVar("R", bound=Record)
_set = object.__setattr__


@cache
def _blank(model: type[Record]) -> tuple[dict[str, Any], set[str]]:
    fields = model.model_fields
    return {name: None if field.is_required() else field.default for name, field in fields.items()}, set(fields)


def filled(model: type[R], /, **values: Any) -> R:
    """A record of values that are known to be valid and canonical, as the validator would make it, without asking it.

    Half the time of an extractor would go into validating what it made itself. Tests hold such records against their
    validated selves.

    Args:
        model: the kind of record.
        values: its fields; those left out take their defaults, and an id is made as ever.
    """
    defaults, names = _blank(model)
    record = model.__new__(model)
    _set(record, "__dict__", defaults | values)
    _set(record, "__pydantic_fields_set__", names)
    _set(record, "__pydantic_extra__", None)
    _set(record, "__pydantic_private__", None)
    record.model_post_init(None)
    return record


def digest(*parts: object) -> str:
    return blake2b("|".join(map(str, parts)).encode(), digest_size=8).hexdigest()


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
