"""`recoupe schema`: the JSON Schema of a record."""

from __future__ import annotations

from typing import Annotated

import typer

from recoupe.errors import UsageError

__all__ = ["schema"]


def schema(
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help="article, mention, claim, company, error, manifest or review.")
    ] = "claim",
) -> None:
    """Print the JSON Schema of a kind of record, as it is written in a knowledge base."""
    import json

    from recoupe.store.kinds import KINDS
    from recoupe.store.kinds import schema as schema_of

    found = next((known for known in KINDS if known.name == kind), None)
    if found is None:
        raise UsageError(f"there is no record kind {kind!r}; there are {', '.join(known.name for known in KINDS)}")
    typer.echo(json.dumps(schema_of(found), ensure_ascii=False, indent=2))
