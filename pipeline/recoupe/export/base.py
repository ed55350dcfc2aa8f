"""What an export is given, and how a file comes into place."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from recoupe.errors import UsageError
from recoupe.records import Article, Claim, Company, Mention
from recoupe.records.flat import Cell

__all__ = ["Base", "needing", "placed", "web_address"]


class Base(Protocol):
    """What a format needs of a knowledge base; `store.knowledge.KnowledgeBase` is one."""

    @property
    def run_id(self) -> str:
        """Says which run made it: the same for the same files."""

    @property
    def versions(self) -> Mapping[str, str]:
        """The versions of what read it, by distribution."""

    def articles(self) -> Iterable[Article]:
        """Every article, in the order of their paths."""

    def companies(self) -> Iterable[Company]:
        """Every company."""

    def mentions(self, article_id: str) -> Iterable[Mention]:
        """The mentions of an article, in text order."""

    def claims_of(self, article_id: str) -> Iterable[Claim]:
        """The claims of an article, in text order."""

    def claims_about(self, company_id: str) -> Iterable[Claim]:
        """The claims about a company, in the order of their articles."""

    def rows(self) -> Iterable[tuple[Cell, ...]]:
        """Every claim as a flat row, with the columns of `records.flat.FLAT`."""

    def batches(self, rows: int) -> Any:
        """The same as Arrow's `RecordBatchReader`, so many rows a batch, with the claim's line of JSON as `record`."""

    def lines(self) -> Iterable[str]:
        """Every claim as its line of JSON, without its end."""


@contextlib.contextmanager
def placed(path: Path) -> Iterator[Path]:
    """A file to write beside the one that is wanted; it takes its place if the block ends well.

    Raises:
        UsageError: there is no such folder, or it cannot be written to, or the path is a folder.
    """
    if path.is_dir():
        raise UsageError(f"{path} is a folder: name a file")
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        try:
            yield new
            new.replace(path)
        finally:
            new.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}") from error


@contextlib.contextmanager
def needing(extra: str) -> Iterator[None]:
    """Says of a library that is not installed how it is.

    Raises:
        UsageError: instead of the import's own error.
    """
    try:
        yield
    except ImportError as error:
        raise UsageError(f"{error.name} is not installed: pip install 'recoupe[{extra}]'") from error


def web_address(url: str | None) -> str | None:
    """The address if it is one that a link may lead to, of the web and nothing else; else None."""
    if url and url.casefold().startswith(("http://", "https://")) and url.isprintable() and " " not in url:
        return url
    return None
