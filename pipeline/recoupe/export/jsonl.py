"""JSON Lines: the claims as the knowledge base publishes them."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from recoupe.export.base import Base, placed

__all__ = ["write"]

_BATCH = 4_096


def write(base: Base, path: Path) -> int:
    """Writes the claims of a knowledge base, a line each; how many there are."""
    lines = iter(base.lines())
    count = 0
    with placed(path) as new, new.open("w", encoding="utf-8", newline="\n") as file:
        while batch := list(islice(lines, _BATCH)):
            file.write("\n".join(batch))
            file.write("\n")
            count += len(batch)
    return count
