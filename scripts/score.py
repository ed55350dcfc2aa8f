"""The score ratchet: what is measured on the marked articles may not fall below their floors, which are only raised.

The articles are in splits, measured apart, each a folder of `corpus` with its marks and its floors. `gold` is
development: the rules were made beside it. `held-out` was written and marked, from the definitions alone, by hands
that had not seen the rules, and is not used while rules are made: its figures say what unseen text may expect.
`opened` was made in the same way, and held out until its failures were shown to those who make the rules.

The floors are those of one set of marks: its digest stands beside them. When marks change, `--raise` sets the floors
anew, and the change is there to be read in the diff.
"""

from __future__ import annotations

import hashlib
import json
import math
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from recoupe.run import make_knowledge_base
from recoupe.score import score_knowledge_base

CORPUS = Path(__file__).parents[1] / "corpus"
SPLITS = {
    "gold": "development",
    "opened": "held out at first, then shown",
    "held-out": "not used while rules were made",
}


def digest(split: str) -> str:
    """A digest of every mark of a split, and of the texts that they are in, which stand beside them."""
    found = hashlib.sha256()
    for path in sorted((CORPUS / split).glob("*.gold.json")):
        found.update(f"{path.name}\n".encode())
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()[:16]


def measure() -> Iterator[tuple[str, dict[str, float]]]:
    """Every split with one figure a metric, from a knowledge base of all articles made now."""
    with tempfile.TemporaryDirectory() as folder:
        kb = Path(folder) / "kb"
        make_knowledge_base([CORPUS / "articles"], kb)
        for split in SPLITS:
            yield split, score_knowledge_base(CORPUS / split, kb).figures()


def raised(former: dict[str, Any], corpus: str, figures: dict[str, float]) -> dict[str, Any]:
    """The floors after a measure: of the same marks the higher of the two, of others the new ones."""
    floors = {name: math.floor(figure * 100) / 100 for name, figure in figures.items()}
    if former.get("corpus") == corpus:
        floors = {name: max(floor, former["floors"].get(name, 0)) for name, floor in floors.items()}
    return {"corpus": corpus, "floors": floors}


def report(split: str, floors: dict[str, float], figures: dict[str, float]) -> None:
    """Prints one split."""
    print(f"corpus/{split} ({SPLITS[split]})")
    for name, figure in figures.items():
        print(f"  {name:20} {figure:.4f}   floor {floors.get(name, 0):.2f}")


def faults(split: str, former: dict[str, Any], figures: dict[str, float]) -> Iterator[str]:
    """What `--check` holds against a split."""
    if former["corpus"] != digest(split):
        yield f"corpus/{split}/floors.json is of other marks: run scripts/score --raise and read its diff"
    elif fallen := [name for name, floor in former["floors"].items() if figures.get(name, 0) < floor]:
        yield f"corpus/{split} below the floor: {', '.join(fallen)}"


def main() -> None:
    """Prints, raises or checks."""
    wrong: list[str] = []
    for split, figures in measure():
        path = CORPUS / split / "floors.json"
        former = json.loads(path.read_text("utf-8")) if path.exists() else {"corpus": "", "floors": {}}
        report(split, former["floors"], figures)
        wrong += faults(split, former, figures)
        if "--raise" in sys.argv[1:]:
            path.write_text(json.dumps(raised(former, digest(split), figures), indent=2) + "\n", "utf-8")
    if "--check" in sys.argv[1:] and wrong:
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()
