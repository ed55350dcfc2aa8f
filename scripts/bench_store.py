"""Measures the store on made-up claims: filling, asking, exporting, cross-checking; time and peak memory.

    scripts/bench_store [CLAIMS]

The claims are spread over articles of ten, two thousand companies, forty metrics and forty quarters. What several say
of one company, metric and quarter agrees but for one in eight.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from recoupe import KnowledgeBase
from recoupe.crosscheck import cross_check
from recoupe.export import csv, jsonl, parquet
from recoupe.read.document import article_id
from recoupe.records import Article
from recoupe.store.companies import Sighting
from recoupe.store.manifest import Parameters
from recoupe.store.publishing import publication
from recoupe.store.query import Query
from recoupe.store.writer import Extracted, Writer

CLAIMS_EACH = 10
COMPANIES = 2_000
METRICS = 40
QUARTERS = 40


def memory() -> float:
    """The most memory that this process has had so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(what: str, work: Callable[[], object], per: int = 0) -> None:
    """Runs something and tells the time it took on the clock and of the processor, how many claims a second of the
    processor that is, and the peak of memory."""
    start, worked = time.perf_counter(), time.process_time()
    work()
    taken, worked = time.perf_counter() - start, time.process_time() - worked
    rate = f"{per / worked:>12,.0f} claims/s" if per else f"{worked * 1000:>12,.1f} ms     "
    print(f"{what:<34}{taken:>9.2f} s {worked:>9.2f} s of work {rate} {memory():>7,.0f} MB", flush=True)


def about(n: int) -> tuple[int, int, int]:
    """The company, metric and quarter of a claim by its number."""
    return n * 7919 % COMPANIES, n // 50 % METRICS, n // 3 % QUARTERS


def sentence_of(n: int) -> str:
    """The sentence that makes a claim."""
    company, _, quarter = about(n)
    return f"L'entreprise {company} a réalisé {figure_of(n)} au trimestre {quarter}, dit l'article {n // CLAIMS_EACH}. "


def millions(n: int) -> int:
    """What a claim says: mostly what others say of the same, one time in eight another figure."""
    company, metric, quarter = about(n)
    return 1_000 + (company * 31 + metric * 17 + quarter * 7) % 9_000 + (n // 7 % 8 == 0) * (n % 900)


def figure_of(n: int) -> str:
    """The same as it is written."""
    return f"{millions(n)} millions d'euros"


def lines_of(article: Article, number: int) -> Iterator[str]:
    """The claims of one article, as they are written."""
    at = 0
    for n in range(number * CLAIMS_EACH, (number + 1) * CLAIMS_EACH):
        company, metric, quarter = about(n)
        sentence = sentence_of(n)
        figure = figure_of(n)
        start = at + sentence.index(figure)
        first = dt.date(2015 + quarter // 4, quarter % 4 * 3 + 1, 1)
        last = first.replace(month=first.month + 2, day=30 if first.month in (4, 7) else 31)
        value = {
            "type": "money",
            "start": start,
            "end": start + len(figure),
            "text": figure,
            "amount": f"{millions(n)}000000",
        }
        value |= {"low": None, "high": None, "currency": "EUR", "modifier": "exact", "direction": None, "per": None}
        period = {"text": f"trimestre {quarter}", "start": str(first), "end": str(last), "span": None}
        claim = {
            "id": f"{n:016x}", "article_id": article.id,
            "subject": {"name": f"Entreprise {company}", "company_id": f"entreprise-{company}", "span": None},
            "metric": {"text": f"mesure {metric}", "key": f"metric_{metric}", "span": None},
            "value": {**value, "elliptical": False}, "direction": None, "period": period, "realis": "actual",
            "modality": None, "polarity": "affirmed", "source": None,
            "evidence": {"text": sentence.rstrip(), "start": at, "end": at + len(sentence) - 1},
            "confidence": 0.5, "rules": ["bench"], "mentions": [f"{n:016x}"], "schema_version": 1,
        }  # fmt: skip
        at += len(sentence)
        yield json.dumps(claim, ensure_ascii=False, separators=(",", ":"))


def fill(folder: Path, claims: int) -> None:
    """Writes a knowledge base of so many claims."""
    with publication(folder) as new:
        writer = Writer(new)
        for number in range(claims // CLAIMS_EACH):
            text = "".join(map(sentence_of, range(number * CLAIMS_EACH, (number + 1) * CLAIMS_EACH)))
            sha = hashlib.sha256(text.encode()).hexdigest()
            day = dt.date(2024, 1, 1) + dt.timedelta(days=number % 365)
            article = Article(id=article_id(text, day), path=f"{number:08}.txt", published=day, sha256=sha, text=text)
            lines = list(lines_of(article, number))
            ids = {json.loads(line)["subject"]["company_id"] for line in lines[:1]}
            seen = tuple(Sighting(id, id.replace("-", " ").title(), (), 1, 1) for id in ids)
            writer.add(article, Extracted(article.id, b"", ("\n".join(lines) + "\n").encode(), {}, seen))
        writer.finish(Parameters(), {})


def main() -> None:
    """Measures and prints."""
    claims = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    scratch = Path(tempfile.mkdtemp(prefix="recoupe-bench-"))
    try:
        folder = scratch / "kb"
        timed("write the files", lambda: fill(folder, claims), claims)
        timed("store made from the files", lambda: KnowledgeBase(folder).close(), claims)
        timed("open, nothing changed", lambda: KnowledgeBase(folder).close())
        with KnowledgeBase(folder) as kb:
            company, metric, _ = about(12_345)
            asked = Query(company=f"Entreprise {company}", metric=f"metric_{metric}")
            words = Query(text="entreprise 77 trimestre 3")
            print(f"  {kb.count(asked):,} claims answer company and metric")
            timed("query: company, metric", lambda: list(kb.claims(asked)))
            timed("query: the same again", lambda: list(kb.claims(asked)))
            timed(
                "query: words in the evidence",
                lambda: list(kb.claims(words, limit=20)),
            )
            timed("export jsonl", lambda: jsonl.write(kb, scratch / "out.jsonl"), claims)
            timed("export parquet", lambda: parquet.write(kb, scratch / "out.parquet"), claims)
            timed("export csv", lambda: csv.write(kb, scratch / "out.csv"), claims)
            timed("cross-check", lambda: cross_check(kb), claims)
            sizes = [(folder / name).stat().st_size / 1e6 for name in ("recoupe.sqlite", "claims.jsonl")]
            print("  the store is {:,.0f} MB, claims.jsonl {:,.0f} MB".format(*sizes))
    finally:
        shutil.rmtree(scratch)


if __name__ == "__main__":
    main()
