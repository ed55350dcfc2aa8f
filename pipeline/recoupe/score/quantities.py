"""Money and percentages: found, placed, described; and the claim that each belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from recoupe.score.board import Board, Mark, Marks
from recoupe.score.likeness import interval, number, overlap, same_interval, same_metric, same_name

__all__ = ["count_quantities", "is_soft"]

_SLOTS = ("subject", "metric", "period", "realis", "source")


def is_soft(mark: Mark) -> bool:
    """Whether a mark is neither rewarded nor punished."""
    return bool(mark.get("optional") or mark.get("elliptical"))


def count_quantities(marks: Marks, board: Board) -> None:
    """Counts the money and the percentages of one article, and the slots of the claims on them."""
    for kind, gold_key, value_key in (("money", "money", "amount"), ("percentage", "percentages", "value")):
        found, marked = marks.of(kind), marks.gold.get(gold_key, [])
        used: set[int] = set()
        for mark in marked:
            _count_value(mark, found, used, value_key, kind, marks, board)
            if not is_soft(mark):
                _count_claim(mark, marks, board)
        _count_spans(kind, marked, found, board)
        for index, mention in enumerate(found):
            if index not in used and not _excused(mention, marked):
                board.findings[kind].spurious += 1
                board.slip(kind, marks, f"spurious: {mention['text']} ({mention['rule']})")


def _excused(mention: Mark, marked: list[Mark]) -> bool:
    return any(is_soft(mark) and overlap(mention, mark) for mark in marked)


def _count_value(
    mark: Mark, found: list[Mark], used: set[int], value_key: str, kind: str, marks: Marks, board: Board
) -> None:
    same = (i for i, mention in enumerate(found) if i not in used and _same_value(mark, mention, value_key, kind))
    hit = next(same, None)
    if hit is not None:
        used.add(hit)
    if is_soft(mark):
        return
    if hit is None:
        board.findings[kind].missed += 1
        board.slip(kind, marks, f"missed: {mark['text']}")
        return
    board.findings[kind].right += 1
    fields = ("modifier",) if kind == "money" else ("kind", "direction")
    for field in fields:
        board.accuracies[f"{'money' if kind == 'money' else 'pct'}_{field}"].add(found[hit][field] == mark.get(field))


def _same_value(mark: Mark, mention: Mark, value_key: str, kind: str) -> bool:
    if not overlap(mark, mention) or _marked_values(mark, value_key) != _read_values(mention, value_key):
        return False
    if kind == "money":
        return mark.get("currency") is None or mention["currency"] == mark["currency"]
    return bool(mention["unit"] == mark.get("unit"))


def _marked_values(mark: Mark, key: str) -> list[Fraction | None]:
    values = [number(value) for value in mark[key]]
    return [value if value is None else abs(value) for value in values]


def _read_values(mention: Mark, key: str) -> list[Fraction | None]:
    keys = (key,) if mention[key] is not None else ("low", "high")
    return [None if mention[key] is None else number(mention[key]) for key in keys]


def _count_spans(kind: str, marked: list[Mark], found: list[Mark], board: Board) -> None:
    spans = {(mention["start"], mention["end"]) for mention in found}
    tally = board.findings[f"{kind}_span"]
    for mark in marked:
        if not is_soft(mark):
            exact = (mark["start"], mark["end"]) in spans
            tally.right += exact
            tally.missed += not exact
    wanted = {(mark["start"], mark["end"]) for mark in marked}
    tally.spurious += sum(
        (mention["start"], mention["end"]) not in wanted and not _excused(mention, marked) for mention in found
    )


def _count_claim(mark: Mark, marks: Marks, board: Board) -> None:
    claim = next((claim for claim in marks.claims if claim["value"] and overlap(mark, claim["value"])), None)
    board.accuracies["claim_found"].add(claim is not None)
    if claim is None:
        board.accuracies["claim_all_slots"].add(False)
        board.slip("claim_found", marks, f"no claim on {mark['text']}")
        return
    right = _slots(mark, claim)
    for slot in _SLOTS:
        board.accuracies[f"claim_{slot}"].add(right[slot])
        if not right[slot]:
            detail = f"{mark['text']}: marked {mark.get(slot)!r}, read {_told(claim.get(slot))!r}"
            board.slip(f"claim_{slot}", marks, detail)
    if interval(mark.get("period")):
        board.accuracies["claim_period_given"].add(right["period"])
    if mark.get("source"):
        board.accuracies["claim_source_given"].add(right["source"])
    board.accuracies["claim_all_slots"].add(all(right.values()))


def _slots(mark: Mark, claim: Mark) -> dict[str, bool]:
    marked, read = mark.get("source"), (claim["source"] or {}).get("name")
    return {
        "subject": same_name((claim["subject"] or {}).get("name"), mark.get("subject")),
        "metric": not mark.get("metric") or same_metric((claim["metric"] or {}).get("text"), mark["metric"]),
        "period": same_interval(mark.get("period"), claim["period"]),
        "realis": claim["realis"] == mark.get("realis"),
        "source": same_name(marked, read) if marked and read else not marked and not read,
    }


def _told(slot: Any) -> Any:
    """The part of a slot that is compared."""
    if isinstance(slot, Mapping):
        return slot.get("name") or slot.get("metric") or slot.get("text") or f"{slot.get('start')}/{slot.get('end')}"
    return slot
