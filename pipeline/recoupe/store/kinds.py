"""Which records each file holds: what `validate` checks against and `schemas/` publishes."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple, cast

from pydantic import Field, TypeAdapter

from recoupe.records import (
    SCHEMA_VERSION,
    Article,
    Claim,
    Company,
    CompanyMention,
    Forecast,
    Money,
    Multiple,
    Percentage,
    Period,
    Problem,
    Review,
)
from recoupe.store.layout import ARTICLES, CLAIMS, COMPANIES, ERRORS, MANIFEST, MENTIONS, REVIEWS
from recoupe.store.manifest import Manifest

__all__ = ["KINDS", "AnyMention", "Kind", "kind_of_file", "schema"]

AnyMention = Annotated[
    Money | Percentage | Multiple | CompanyMention | Period | Forecast,
    Field(discriminator="type"),
]
"""A mention of any type, told apart by `type`."""


_MENTION: TypeAdapter[Any] = TypeAdapter(cast("type[Any]", AnyMention))  # A union is no class.


class Kind(NamedTuple):
    """A kind of record: its name in the singular, the file that holds it, and what reads and checks it."""

    name: str
    file: str
    adapter: TypeAdapter[Any]


KINDS = (
    Kind("article", ARTICLES, TypeAdapter(Article)),
    Kind("mention", MENTIONS, _MENTION),
    Kind("claim", CLAIMS, TypeAdapter(Claim)),
    Kind("company", COMPANIES, TypeAdapter(Company)),
    Kind("error", ERRORS, TypeAdapter(Problem)),
    Kind("manifest", MANIFEST, TypeAdapter(Manifest)),
    Kind("review", REVIEWS, TypeAdapter(Review)),
)


def kind_of_file(name: str) -> Kind | None:
    """The kind of record that a file of that name holds."""
    return next((kind for kind in KINDS if kind.file == name), None)


def schema(kind: Kind) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a record as it is written: every field there, null where it does not apply."""
    body = kind.adapter.json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:recoupe:schema:{SCHEMA_VERSION}:{kind.name}",
        "title": f"Recoupe {kind.name}, schema version {SCHEMA_VERSION}",
        **{key: value for key, value in body.items() if key != "title"},
    }
