"""`recoupe lexicon`: entries for the lexicons, proposed in the form that they have there."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recoupe.errors import UsageError

__all__ = ["lexicon"]


def lexicon(
    action: Annotated[str, typer.Argument(metavar="add", help="What to do; there is only add.")],
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="A company, by its canonical name.")] = None,
    alias: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Another name; may be repeated.")] = None,
    former: Annotated[list[str] | None, typer.Option(metavar="NAME", help="A former name; may be repeated.")] = None,
    country: Annotated[str, typer.Option(metavar="CC", help="Its country, ISO 3166.")] = "FR",
    sector: Annotated[str, typer.Option(metavar="SECTOR", help="Its sector, as in the tables.")] = "industry",
    kb: Annotated[
        Path | None, typer.Option(metavar="KB", help="Propose the companies that reviewers wrote as subjects there.")
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Add it to a file.")] = None,
) -> None:
    """Propose an entry for the table of companies: recoupe lexicon add "Gamelle" --alias "Gamelle SAS".

    Prints TOML in the form of pipeline/recoupe/lexicon/companies; a person looks at it before it goes there.
    """
    from recoupe.review.proposals import Proposal, corrected_names, entries, sectors
    from recoupe.review.state import State

    if action != "add" or (name is None) == (kb is None):
        raise UsageError('say `recoupe lexicon add "NAME"`, or `recoupe lexicon add --kb KB`')
    if len(country) != 2 or not (country.isascii() and country.isalpha() and country.isupper()):
        raise UsageError(f"{country} is no country code: FR, BE, CH…")
    if sector not in sectors():
        raise UsageError(f"there is no sector {sector}; there are {', '.join(sectors())}")
    proposals = list(corrected_names(State(kb, "nobody"))) if kb else []
    if name:
        proposals = [Proposal(name, tuple(alias or ()), tuple(former or ()))]
    text = entries(proposals, country, sector) if proposals else ""
    if output and text:
        with output.open("a", encoding="utf-8") as file:
            file.write(text)
    else:
        typer.echo(text, nl=False)
