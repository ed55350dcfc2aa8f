"""The two ways of counting: found against marked, and right against wrong."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Accuracy", "Finding"]


@dataclass
class Finding:
    """Records found and records marked: precision, recall and their harmonic mean, each 0 where it is undefined."""

    right: int = 0
    spurious: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """How much of what was found is marked."""
        found = self.right + self.spurious
        return self.right / found if found else 0

    @property
    def recall(self) -> float:
        """How much of what is marked was found."""
        marked = self.right + self.missed
        return self.right / marked if marked else 0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0


@dataclass
class Accuracy:
    """How often a field was right where there was one to compare."""

    right: int = 0
    compared: int = 0

    def add(self, right: bool) -> None:
        """Counts one comparison."""
        self.right += right
        self.compared += 1

    @property
    def share(self) -> float | None:
        """The share that was right; None where nothing was compared."""
        return self.right / self.compared if self.compared else None
