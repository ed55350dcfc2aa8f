"""Forecasts, by the sentence that holds one and by the cue itself."""

from __future__ import annotations

import re
from bisect import bisect_right

from recoupe.score.board import Board, Mark, Marks
from recoupe.score.likeness import overlap

__all__ = ["count_forecasts"]

# The sentences of the gold, which are not those of the program: what is measured must not depend on it.
_END = re.compile(r"[.!?…]+[»”\")]*\s+(?=[A-ZÀ-Ý«“\"\d])|\n+")


def count_forecasts(marks: Marks, board: Board) -> None:
    """Counts the forecasts of one article."""
    found, marked = marks.of("forecast"), marks.gold.get("forecasts", [])
    _count_sentences(marks, found, marked, board)
    tally = board.findings["forecast_cue"]
    used: set[int] = set()
    for mark in marked:
        near = (index for index, mention in enumerate(found) if index not in used and overlap(mark, mention))
        hit = next(near, None)
        if hit is not None:
            used.add(hit)
        if mark.get("optional"):
            continue
        tally.right += hit is not None
        tally.missed += hit is None
        if hit is not None:
            board.accuracies["forecast_modality"].add(found[hit]["modality"] == mark["modality"])
    tally.spurious += len(found) - len(used)


def _count_sentences(marks: Marks, found: list[Mark], marked: list[Mark], board: Board) -> None:
    text = marks.gold["text"]
    starts = [0, *(end.end() for end in _END.finditer(text))]

    def sentence(mark: Mark) -> int:
        return bisect_right(starts, mark["start"]) - 1

    def told(index: int) -> str:
        return str(text[starts[index] : starts[index + 1] if index + 1 < len(starts) else None]).strip()

    wanted = {sentence(mark) for mark in marked if not mark.get("optional")}
    allowed = {sentence(mark) for mark in marked}
    got = {sentence(mention) for mention in found}
    tally = board.findings["forecast_sentence"]
    tally.right += len(wanted & got)
    tally.missed += len(wanted - got)
    tally.spurious += len(got - allowed)
    for index in sorted(wanted - got):
        board.slip("forecast", marks, f"missed: {told(index)}")
    for index in sorted(got - allowed):
        board.slip("forecast", marks, f"spurious: {told(index)}")
