"""Characters a second of the extractors that need no model, on the articles of the corpus repeated to 20 MB.

Beside them: the same text only read and decoded, texts of growing size (the rate must not fall: linear time), and
Microsoft's recognizers-text-suite on a sample where it is installed. Times are processor time of one core.

Recognizers-Text needs old libraries, so it is best given an environment of its own that also finds recoupe:
`python -m venv peers && peers/bin/pip install . recognizers-text-suite "emoji<2"`, then
`peers/bin/python scripts/bench_quantities.py`. `measure` gives the same rows to another script.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from recoupe import Document, extract_money, extract_multiples, extract_percentages

ROOT = Path(__file__).parents[1]
THREE = "money + percentages + multiples"
ARTICLES = ROOT / "corpus" / "articles"


def rate(texts: list[str], work: Callable[[str], object]) -> float:
    """Characters a second of a piece of work done on each text."""
    start = time.process_time()
    for text in texts:
        work(text)
    return sum(map(len, texts)) / max(time.process_time() - start, 1e-9)


def all_three(text: str) -> None:
    """Money, percentages and multiples of one text."""
    document = Document(text)
    extract_money(document)
    extract_percentages(document)
    extract_multiples(document)


def decoded(texts: list[str]) -> float:
    """Characters a second of reading and decoding the same text from disk."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "all.txt"
        path.write_text("".join(texts), "utf-8")
        start = time.process_time()
        size = len(path.read_bytes().decode("utf-8"))
        return size / max(time.process_time() - start, 1e-9)


def recognizers(texts: list[str]) -> float | None:
    """Characters a second of Recognizers-Text on the same kinds, or None where it is not installed."""
    if importlib.util.find_spec("recognizers_number_with_unit") is None:
        return None
    from recognizers_number import recognize_percentage  # type: ignore[import-not-found,unused-ignore]
    from recognizers_number_with_unit import recognize_currency  # type: ignore[import-not-found,unused-ignore]

    def both(text: str) -> None:
        recognize_currency(text, "fr-fr")
        recognize_percentage(text, "fr-fr")

    both(texts[0])  # it builds its models at the first call
    return rate(texts, both)


def measure(megabytes: float) -> list[tuple[str, float]]:
    """Every measure with its name, in characters a second; `megabytes` is how much text the extractors are given.

    Raises:
        FileNotFoundError: the corpus holds no articles.
    """
    wanted = int(megabytes * 1_000_000)
    articles = [path.read_text("utf-8") for path in sorted(ARTICLES.rglob("*")) if path.suffix in {".md", ".txt"}]
    if not articles:
        raise FileNotFoundError(f"no articles in {ARTICLES}")
    texts = articles * max(1, wanted // sum(map(len, articles)))
    joined = "\n\n".join(articles)
    all_three(joined)
    rows = [("read and decode", decoded(texts)), (THREE, rate(texts, all_three))]
    for name, extract in (
        ("money", extract_money), ("percentages", extract_percentages), ("multiples", extract_multiples)
    ):  # fmt: skip
        rows.append((name, rate(texts[: len(texts) // 4], extract)))
    for size in (1, 4, 16):
        rows.append((f"one text of {size * len(joined):,} characters", rate(["\n\n".join([joined] * size)], all_three)))
    other = recognizers(articles[:6])
    if other is not None:
        ours = dict(rows)[THREE]
        rows += [("recognizers-text-suite (six articles)", other), ("times as fast as it", ours / other)]
    return rows


def main() -> int:
    """Measure, and print one row a measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, default=20, help="how much text (default 20)")
    for name, value in measure(parser.parse_args().megabytes):
        print(f"{name:40} {value:16,.0f}" + ("" if name.startswith("times") else " characters/s"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
