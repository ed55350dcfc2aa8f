"""The files of a knowledge base, and which folder is one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from recoupe.errors import KnowledgeBaseError

__all__ = [
    "ARTICLES",
    "CLAIMS",
    "COMPANIES",
    "ERRORS",
    "FILES",
    "MANIFEST",
    "MENTIONS",
    "REVIEWS",
    "check_is_ours",
    "lines_of",
]

ARTICLES = "articles.jsonl"
MENTIONS = "mentions.jsonl"
CLAIMS = "claims.jsonl"
COMPANIES = "companies.jsonl"
ERRORS = "errors.jsonl"
MANIFEST = "manifest.json"

REVIEWS = "reviews.jsonl"
"""What people decided of the claims. No run writes it: it stays beside the others when they are made anew."""

FILES = (ARTICLES, MENTIONS, CLAIMS, COMPANIES, ERRORS, MANIFEST)
"""Their names, in the order in which they are put in place: the manifest, which vouches for the others, last."""


def check_is_ours(folder: Path) -> None:
    """Sees that a knowledge base may be written at `folder`: nothing is there, or an empty folder, or a former one.

    Raises:
        KnowledgeBaseError: something else is there that would be mixed up or lost.
    """
    if not folder.exists() and not folder.is_symlink():
        return
    if not folder.is_dir():
        raise KnowledgeBaseError(f"{folder} is a file: name a folder for the knowledge base")
    others = any(not path.name.startswith(".recoupe-") for path in folder.iterdir())
    if others and not _is_ours(folder / MANIFEST):
        raise KnowledgeBaseError(
            f"{folder} holds other files and is no knowledge base: name another folder, or say --force to write there"
        )


def _is_ours(manifest: Path) -> bool:
    """Whether a manifest was written by Recoupe, of whatever version."""
    try:
        return "recoupe" in json.loads(manifest.read_bytes())["versions"]
    except (OSError, ValueError, LookupError, TypeError):
        return False


def lines_of(folder: Path, name: str) -> Iterator[bytes]:
    """The lines of one of the files, one after the other.

    Raises:
        KnowledgeBaseError: the file is not there.
    """
    path = folder / name
    try:
        with path.open("rb") as file:
            yield from file
    except OSError as error:
        raise KnowledgeBaseError(f"{path} cannot be read ({error.strerror}): is {folder} a knowledge base?") from error
