"""A figure with its unit, while it is being read: mutable, and turned into a record only at the end."""

from __future__ import annotations

from decimal import Decimal

from recoupe.extract.quantities.ratio import Ratio
from recoupe.lexicon.currencies import Unit
from recoupe.lexicon.units import Proportion
from recoupe.read.numbers import Figure
from recoupe.text import Span

__all__ = ["Quantity"]


class Quantity:
    """A figure and what stands beside it.

    Attributes:
        start, end: the span, unit included.
        figure: the number (of a range, the upper one).
        low: the lower number of a range.
        money: what the currency is written as, or None.
        proportion: the unit of proportion, or None.
        bare: whether the unit of proportion is a bare « point ».
        counted: whether a noun follows that is counted (« 3 millions d'habitants »).
        elliptical: whether the unit was taken from a neighbour.
        passage: whether it is one end of « de X à Y » that tells two levels.
        head: where the first figure starts, without a sign of money before it.
        ratio: what a multiple is worth.
        rule: the name of the rule that read it.
        sentence, left, before: its sentence, the words before it there, nearest first, and the quantity before it,
            once they are read.
    """

    low: Decimal | None = None
    money: Unit | None = None
    proportion: Proportion | None = None
    bare = False
    counted = False
    elliptical = False
    passage = False
    ratio: Ratio | None = None
    rule = ""
    left: list[str] | None = None
    before: Quantity | None = None
    sentence: Span

    def __init__(self, figure: Figure) -> None:
        self.figure = figure
        self.start = self.head = figure.start
        self.end = figure.end

    @property
    def plain(self) -> bool:
        """Whether it has no unit of its own."""
        return self.money is None and self.proportion is None
