"""Companies by exact span and by any overlap; multiples by overlap and value."""

from __future__ import annotations

from recoupe.score.board import Board, Marks
from recoupe.score.likeness import number, overlap, simplify

__all__ = ["count_companies", "count_multiples"]


def count_companies(marks: Marks, board: Board) -> None:
    """Counts the named companies of one article."""
    found = [mention for mention in marks.of("company") if mention["named"]]
    exact: set[int] = set()
    touched: set[int] = set()
    tally, loose = board.findings["company"], board.findings["company_overlap"]
    for mark in marks.gold.get("companies", []):
        hard = not mark.get("optional")
        place = (mark["start"], mark["end"])
        hit = next((i for i, m in enumerate(found) if i not in exact and (m["start"], m["end"]) == place), None)
        near = next((i for i, mention in enumerate(found) if overlap(mark, mention)), None)
        if hit is not None:
            exact.add(hit)
        if near is not None:
            touched.add(near)
        if hard:
            tally.right += hit is not None
            tally.missed += hit is None
            loose.right += near is not None
            loose.missed += near is None
        if hard and hit is None:
            board.slip("company", marks, f"missed: {mark['text']}")
        if hard and near is not None:
            board.accuracies["company_name"].add(simplify(found[near]["name"]) == simplify(mark["canonical"]))
    soft = [mark for mark in marks.gold.get("companies", []) if mark.get("optional")]
    for index, mention in enumerate(found):
        if any(overlap(mention, mark) for mark in soft):
            continue
        tally.spurious += index not in exact
        loose.spurious += index not in touched
        if index not in exact:
            board.slip("company", marks, f"spurious: {mention['text']} ({mention['rule']})")


def count_multiples(marks: Marks, board: Board) -> None:
    """Counts the multiples of one article, where the gold marks any kind of them at all."""
    if "multiples" not in marks.gold:
        return
    found, marked = marks.of("multiple"), marks.gold["multiples"]
    used: set[int] = set()
    tally = board.findings["multiple"]
    for mark in marked:
        same = (
            i
            for i, mention in enumerate(found)
            if i not in used
            and overlap(mark, mention)
            and (mention["kind"], number(mention["value"])) == (mark["type"], number(mark["value"]))
        )
        hit = next(same, None)
        if hit is not None:
            used.add(hit)
        if not mark.get("optional"):
            tally.right += hit is not None
            tally.missed += hit is None
            if hit is None:
                board.slip("multiple", marks, f"missed: {mark['text']}")
    for index, mention in enumerate(found):
        if index not in used and not any(mark.get("optional") and overlap(mention, mark) for mark in marked):
            tally.spurious += 1
            board.slip("multiple", marks, f"spurious: {mention['text']} ({mention['rule']})")
