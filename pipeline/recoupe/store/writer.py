"""Writing a knowledge base as its articles come in, in constant memory."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from recoupe.records import Article, Problem
from recoupe.store.companies import CompanyTable, Sighting
from recoupe.store.layout import ARTICLES, CLAIMS, COMPANIES, ERRORS, MENTIONS
from recoupe.store.manifest import FileMark, Inputs, Manifest, Parameters, versions, write_manifest

__all__ = ["Extracted", "Writer"]


class Extracted(NamedTuple):
    """What was read in one article, as it is written: small, quick to send from a worker, nothing to parse again.

    Attributes:
        mentions: the lines of `mentions.jsonl`, in text order.
        claims: the lines of `claims.jsonl`.
        kinds: how many mentions of each type there are.
    """

    article_id: str
    mentions: bytes
    claims: bytes
    kinds: dict[str, int]
    companies: tuple[Sighting, ...]


class _Lines:
    """A file of lines with its mark."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._hash = hashlib.sha256()
        self._lines = 0

    def write(self, lines: bytes) -> None:
        self._file.write(lines)
        self._hash.update(lines)
        self._lines += lines.count(b"\n")

    def close(self) -> FileMark:
        self._file.close()
        return FileMark(lines=self._lines, sha256=self._hash.hexdigest())


class Writer:
    """Takes articles, copies and problems in path order; `finish` writes the rest.

    Args:
        folder: where the files are written; see `publishing` for how they come into place.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open = {name: _Lines(folder / name) for name in (ARTICLES, MENTIONS, CLAIMS, ERRORS)}
        self._companies = CompanyTable()
        self._kinds: Counter[str] = Counter()
        self._copies: dict[str, list[str]] = {}
        self._failed: dict[str, Problem] = {}
        self._counts: Counter[str] = Counter()
        self.warnings: Counter[str] = Counter()

    def add(self, article: Article, answer: Extracted | Problem) -> Problem | None:
        """Writes an article and what was read in it, or the problem that this ended in, which is given back."""
        if isinstance(answer, Problem):
            self._failed[article.id] = answer
            return self.add_problem(answer)
        self._counts["read"] += 1
        self._open[ARTICLES].write(article.model_dump_json().encode() + b"\n")
        self._open[MENTIONS].write(answer.mentions)
        self._open[CLAIMS].write(answer.claims)
        self._kinds.update(answer.kinds)
        self._companies.add(answer.companies)
        return None

    def add_copy(self, article_id: str, path: str) -> Problem | None:
        """Notes that an article was met once more; if it could not be read, neither can its copy."""
        if former := self._failed.get(article_id):
            return self.add_problem(former.model_copy(update={"path": path}))
        self._counts["read"] += 1
        self._counts["copies"] += 1
        self._copies.setdefault(article_id, []).append(path)
        return None

    def add_problem(self, problem: Problem) -> Problem:
        """Writes an input that could not be read, and gives it back."""
        self._counts["empty" if problem.error == "empty" else "failed"] += 1
        self._open[ERRORS].write(problem.model_dump_json().encode() + b"\n")
        return problem

    def finish(
        self, parameters: Parameters, skipped: dict[str, int], read_by: dict[str, str] | None = None
    ) -> Manifest:
        """Writes companies and manifest and closes all.

        Args:
            parameters: what was asked for.
            skipped: how many files of each suffix were passed over.
            read_by: the versions of what read the articles; by default, those here.
        """
        marks = {name: lines.close() for name, lines in self._open.items()}
        if self._copies:
            marks[ARTICLES] = self._write_copies()
        companies = _Lines(self._folder / COMPANIES)
        for company in self._companies.records():
            companies.write(company.model_dump_json().encode() + b"\n")
        marks[COMPANIES] = companies.close()
        manifest = Manifest(
            versions=read_by or versions(),
            parameters=parameters,
            inputs=self._inputs(skipped),
            mentions=dict(sorted(self._kinds.items())),
            warnings=dict(sorted(self.warnings.items())),
            files=dict(sorted(marks.items())),
        )
        write_manifest(manifest, self._folder)
        return manifest

    def _inputs(self, skipped: dict[str, int]) -> Inputs:
        counts = {name: self._counts[name] for name in ("read", "empty", "failed")}
        counts["skipped"] = sum(skipped.values())
        given = sum(counts.values())
        kinds = dict(sorted(skipped.items()))
        return Inputs(given=given, copies=self._counts["copies"], skipped_kinds=kinds, **counts)

    def _write_copies(self) -> FileMark:
        """Writes the articles once more, with the copies that were met after them."""
        first = self._folder / ARTICLES
        aside = first.rename(self._folder / f"{ARTICLES}.first")
        lines = _Lines(first)
        with aside.open("rb") as file:
            for line in file:
                id = line[7:27].decode()  # An article's line begins {"id":"…20 digits…".
                if copies := self._copies.get(id):
                    article = Article.model_validate_json(line).model_copy(update={"copies": tuple(copies)})
                    line = article.model_dump_json().encode() + b"\n"
                lines.write(line)
        aside.unlink()
        return lines.close()
