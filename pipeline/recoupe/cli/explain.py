"""`recoupe explain`: one phrase, what is read in it, and which rule read it."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.cli.printable import printable

if TYPE_CHECKING:
    from rich.console import Console

    from recoupe.extract.claims import Rejected
    from recoupe.records import Claim, Mention

__all__ = ["explain"]

_STYLES = {
    "money": "bold green",
    "percentage": "bold cyan",
    "multiple": "bold magenta",
    "company": "bold yellow",
    "period": "underline",
    "forecast": "bold red",
}


def explain(
    phrase: Annotated[str, typer.Argument(metavar="PHRASE", help="French text, or - for standard input.")],
    published: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="The day it was published: YYYY-MM-DD."),
    ] = None,
) -> None:
    """Show what is read in a phrase, the rules that read it, and what they rejected."""
    from rich.console import Console

    from recoupe.run import step

    text = sys.stdin.read() if phrase == "-" else phrase
    found, rejected = step.load_reader().explain(text, published.date() if published else None)
    console = Console(highlight=False)
    _print_phrase(console, text, found.mentions)
    _print_mentions(console, found.mentions)
    for number, (claim, others) in enumerate(zip(found.claims, rejected, strict=True), 1):
        _print_claim(console, number, claim, others)


def _print_phrase(console: Console, text: str, mentions: Sequence[Mention]) -> None:
    from rich.text import Text

    # One sign for one sign, so that offsets still hold; ends of lines are kept.
    shown = Text("".join(char if char == "\n" else printable(char) for char in text))
    for mention in mentions:
        shown.stylize(_STYLES[mention.type], mention.start, mention.end)
    console.print(shown, soft_wrap=True)


def _print_mentions(console: Console, mentions: Sequence[Mention]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table("read", "as", "with", "by the rule", box=box.SIMPLE_HEAD, pad_edge=False)
    for mention in mentions:
        cells = (mention.text, mention.type, _told(mention), mention.rule)
        table.add_row(*(Text(printable(cell)) for cell in cells))
    console.print(table)


def _told(mention: Mention) -> str:
    """What a mention was read as, in a few words."""
    from recoupe.export.wording import told_interval, told_value
    from recoupe.records import CompanyMention, Forecast, Interval, Period

    if isinstance(mention, CompanyMention):
        return mention.name if mention.named else f"{mention.name}, not by name"
    if isinstance(mention, Period):
        return told_interval(Interval(start=mention.start_date, end=mention.end_date))
    if isinstance(mention, Forecast):
        horizon = f", {told_interval(mention.horizon)}" if mention.horizon else ""
        return f"{mention.modality}{horizon}{f', by {mention.forecaster}' if mention.forecaster else ''}"
    return told_value(mention)


def _print_claim(console: Console, number: int, claim: Claim, rejected: Sequence[Rejected]) -> None:
    from rich.text import Text

    from recoupe.export.wording import told_interval, told_realis, told_value

    slots = {
        "subject": claim.subject.name if claim.subject else "–",
        "metric": claim.metric.text + (f" [{claim.metric.key}]" if claim.metric.key else "") if claim.metric else "–",
        "value": told_value(claim.value),
        "period": told_interval(claim.period),
        "realis": told_realis(claim),
        "source": f"{claim.source.name}{f' ({claim.source.cue})' if claim.source.cue else ''}" if claim.source else "–",
    }
    console.print(f"claim {number}", style="bold")
    widest = max(len(words) for words in slots.values())
    for slot, words in slots.items():
        rules = [rule.removeprefix(f"{slot}:") for rule in claim.rules if rule.startswith(f"{slot}:")]
        line = f"  {slot:<8} {printable(words):<{widest}}  {', '.join(rules)}"
        console.print(Text(line.rstrip()), soft_wrap=True)
        for other in rejected:
            if other.slot == slot:
                console.print(Text(f"     not   {printable(other.text)}  {other.rule}"), style="dim", soft_wrap=True)
    if others := [rule for rule in claim.rules if rule.partition(":")[0] not in slots]:
        console.print(Text(f"  and by   {', '.join(others)}"), soft_wrap=True)
