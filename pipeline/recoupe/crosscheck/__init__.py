"""Claims set against each other: corroborated, contradicted, forecasts met or missed, sums that add up."""

from __future__ import annotations

from recoupe.crosscheck.check import cross_check
from recoupe.crosscheck.verdict import Verdict

__all__ = ["Verdict", "cross_check"]
