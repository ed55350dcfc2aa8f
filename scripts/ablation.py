"""What each witness of the company reader adds and costs, and how its time grows with the gazetteer.

ablation.py GOLD_DIR…   a table a folder of *.gold.json: exact-span precision, recall and F1 with one witness silenced
                        and a second one with a half of the gazetteer's companies taken away, then with all of them
ablation.py --size      reading time with gazetteers of 1,000 to 100,000 names
"""

from __future__ import annotations

import json
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from recoupe.extract.companies import find, find_companies, identity, known, weigh
from recoupe.extract.companies.candidate import PROOF, Candidate
from recoupe.extract.companies.candidates import candidates
from recoupe.extract.companies.tokens import Tokens
from recoupe.extract.syntax import Entity, NoSyntax
from recoupe.lexicon.companies import Company, Gazetteer, companies
from recoupe.lexicon.names import slug
from recoupe.nlp.model import load_model
from recoupe.nlp.syntax import SpacySyntax
from recoupe.read.document import Document
from recoupe.text import Span

CORPUS = Path(__file__).parents[1] / "corpus" / "gold"


class Entities(NoSyntax):
    """A parse that knows entities only."""

    def __init__(self, found: list[Entity]) -> None:
        self._found = found

    def entities(self, sentences: Iterable[Span]) -> list[Entity]:
        """The entities given."""
        return self._found


def unrefused(tokens: Tokens) -> list[Candidate]:
    """The candidates, as if nothing were known never to be a company."""
    found = candidates(tokens)
    for one in found:
        one.refused = ""
    return found


def nothing(*_: Any) -> dict[str, float]:
    """The evidence of a silent witness."""
    return {}


def alone(tokens: Tokens, all_: list[Candidate]) -> list[Candidate]:
    """The candidates proved where they stand, without agreement within the article."""
    return [one for one in all_ if not one.refused and one.score >= PROOF]


SILENT: dict[str, list[tuple[object, str, Callable[..., Any]]]] = {
    "gazetteer": [(weigh, "_gazetteer", nothing)],
    "name itself (legal form, « … Technologies »)": [(weigh, "_name", nothing)],
    "words before": [(weigh, "left_evidence", nothing)],
    "words after": [(weigh, "right_evidence", nothing)],
    "what the sentence is about": [(weigh, "bear_out", lambda *_: None)],
    "dealings": [(weigh, "dealt_before", nothing), (weigh, "dealt_after", nothing)],
    "coordination": [(weigh, "pass_on", lambda *_: None)],
    "acronyms": [(find, "acronym_pairs", lambda _, found: (found, []))],
    "agreement in the article": [(weigh, "_agreed", alone)],
    "lists of what is no company": [(find, "candidates", unrefused)],
}


@contextmanager
def silenced(patches: list[tuple[object, str, Callable[..., Any]]]) -> Iterator[None]:
    """The reader with some of its functions replaced."""
    started = [mock.patch.object(where, name, new) for where, name, new in patches]
    for one in started:
        one.start()
    try:
        yield
    finally:
        for one in started:
            one.stop()


def counts(articles: list[tuple[dict[str, Any], list[Entity]]], model: bool = True) -> tuple[int, int, int]:
    """True, false and missed exact spans; optional marks count neither way."""
    right = wrong = missed = 0
    for gold, entities in articles:
        document = Document(gold["text"])
        found = find_companies(document, Entities(entities) if model else NoSyntax())
        spans = {(one.start, one.end) for one in found if one.named}
        hard = {(one["start"], one["end"]) for one in gold["companies"] if not one.get("optional")}
        soft = [(one["start"], one["end"]) for one in gold["companies"] if one.get("optional")]
        right += len(spans & hard)
        missed += len(hard - spans)
        wrong += sum(1 for one in spans - hard if not any(one[0] < end and start < one[1] for start, end in soft))
    return right, wrong, missed


def row(name: str, found: tuple[int, int, int], base: tuple[int, int, int] | None) -> str:
    """One row of the table."""
    right, wrong, missed = found
    precision, recall = right / max(right + wrong, 1), right / max(right + missed, 1)
    score = 2 * precision * recall / max(precision + recall, 1e-9)
    lost = "" if base is None else f"{base[0] - right:+d} | {base[1] - wrong:+d}"
    return f"| {name} | {precision:.3f} | {recall:.3f} | {score:.3f} | {lost or ' | '} |"


def table(folder: Path) -> None:
    """Prints the table of one folder of gold."""
    articles = []
    for path in sorted(folder.glob("*.gold.json")):
        gold = json.loads(path.read_text("utf-8"))
        document = Document(gold["text"])
        articles.append((gold, list(SpacySyntax(document, load_model()).entities(document.sentences))))
    print(f"\n{folder.name}: {len(articles)} texts\n")
    print("| without | P | R | F1 | true names it adds | false ones it costs |\n| --- | --- | --- | --- | --- | --- |")
    base = counts(articles)
    print(row("(all witnesses)", base, None))
    print(row("the model's entities", counts(articles, model=False), base))
    for name, patches in SILENT.items():
        with silenced(patches):
            print(row(name, counts(articles), base))
    drops(articles)


def dropped(tenths: int) -> Gazetteer:
    """The gazetteer without so many tenths of its companies, aliases and all; the same ones at every run."""
    return Gazetteer(one for one in companies() if zlib.crc32(one.id.encode()) % 10 >= tenths)


def drops(articles: list[tuple[dict[str, Any], list[Entity]]]) -> None:
    """Prints what is read of names that no table has."""
    print("\n| companies taken away | model | P | R | F1 |\n| --- | --- | --- | --- | --- |")
    for tenths in (0, 5, 10):
        made = dropped(tenths)
        patches: list[tuple[object, str, Callable[..., Any]]] = [
            (known, "gazetteer", lambda made=made: made),
            (identity, "gazetteer", lambda made=made: made),
        ]
        with silenced(patches):
            for model in (True, False):
                cells = row("yes" if model else "no", counts(articles, model=model), None).split(" | ")[:4]
                print(f"| {10 * tenths} % {' | '.join(cells)} |")


def sizes() -> None:
    """Prints the reading time with larger and larger gazetteers."""
    texts = [json.loads(path.read_text("utf-8"))["text"] for path in sorted(CORPUS.glob("*.gold.json"))]
    total = sum(len(text.split()) for text in texts)
    met = {one.company_id for text in texts for one in find_companies(Document(text), NoSyntax())}
    ours = [company for company in companies() if company.id in met]
    print("| names | ms for the corpus | words/s |\n| --- | --- | --- |")
    for size in (1_000, 10_000, 100_000):
        more = (f"Zorbix{number:x} Compagnie" for number in range(size - sum(len(one.forms) for one in ours)))
        made = Gazetteer([*ours, *(Company(slug(name), name, "FR", "industry") for name in more)])
        with mock.patch.object(known, "gazetteer", lambda made=made: made):
            best = min(timed(texts) for _ in range(9))
        print(f"| {len(made.forms):,} | {best * 1000:.0f} | {total / best:,.0f} |")


def timed(texts: list[str]) -> float:
    """The time to read all texts, in seconds of this process."""
    start = time.process_time()
    for text in texts:
        find_companies(Document(text), NoSyntax())
    return time.process_time() - start


if __name__ == "__main__":
    if sys.argv[1:] == ["--size"]:
        sizes()
    else:
        for argument in sys.argv[1:] or [str(CORPUS)]:
            table(Path(argument))
