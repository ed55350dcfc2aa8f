"""The score ratchet: what is measured on corpus/gold may not fall below corpus/gold/floors.json, which is only raised.

The floors are those of one corpus: its digest stands beside them. When articles or marks change, `--raise` sets the
floors anew, and the change is there to be read in the diff.
"""

from __future__ import annotations

import hashlib
import json
import math
import sys
import tempfile
from pathlib import Path
from typing import Any

from recoupe.run import make_knowledge_base
from recoupe.score import score_knowledge_base

CORPUS = Path(__file__).parents[1] / "corpus"
FLOORS = CORPUS / "gold" / "floors.json"


def digest() -> str:
    """A digest of every article and every mark."""
    found = hashlib.sha256()
    for path in sorted([*(CORPUS / "articles").rglob("*"), *(CORPUS / "gold").rglob("*.gold.json")]):
        if path.is_file():
            found.update(f"{path.relative_to(CORPUS).as_posix()}\n".encode())
            found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()[:16]


def measure() -> dict[str, float]:
    """One figure a metric, from a knowledge base made now."""
    with tempfile.TemporaryDirectory() as folder:
        kb = Path(folder) / "kb"
        make_knowledge_base([CORPUS / "articles"], kb)
        return score_knowledge_base(CORPUS / "gold", kb).figures()


def raised(former: dict[str, Any], corpus: str, figures: dict[str, float]) -> dict[str, Any]:
    """The floors after a measure: of the same corpus the higher of the two, of another the new ones."""
    floors = {name: math.floor(figure * 100) / 100 for name, figure in figures.items()}
    if former.get("corpus") == corpus:
        floors = {name: max(floor, former["floors"].get(name, 0)) for name, floor in floors.items()}
    return {"corpus": corpus, "floors": floors}


def main() -> None:
    """Prints, raises or checks."""
    former = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {"corpus": "", "floors": {}}
    corpus, figures = digest(), measure()
    for name, figure in figures.items():
        print(f"{name:20} {figure:.4f}   floor {former['floors'].get(name, 0):.2f}")
    if "--raise" in sys.argv[1:]:
        FLOORS.write_text(json.dumps(raised(former, corpus, figures), indent=2) + "\n", "utf-8")
    elif "--check" in sys.argv[1:]:
        if former["corpus"] != corpus:
            sys.exit("corpus/gold/floors.json is of another corpus: run scripts/score --raise and read its diff")
        fallen = [name for name, floor in former["floors"].items() if figures.get(name, 0) < floor]
        if fallen:
            sys.exit(f"below the floor: {', '.join(fallen)}")


if __name__ == "__main__":
    main()
