"""The exception tree: each message says what happened, to which file, and what to do about it."""

from __future__ import annotations

__all__ = [
    "ClusterError",
    "IngestError",
    "KnowledgeBaseError",
    "LexiconError",
    "ModelError",
    "RecoupeError",
    "UsageError",
]


class RecoupeError(Exception):
    """Base of every error that Recoupe raises on purpose."""


class UsageError(RecoupeError):
    """The caller asked for something that cannot be: a missing path, a date that is none."""


class IngestError(RecoupeError):
    """One input could not be read.

    Attributes:
        path: the input, as it is named in the knowledge base (``file.jsonl#3`` for the third line of a file).
        error: a stable slug, such as ``empty`` or ``not-json``.
        detail: one sentence for a person.
    """

    def __init__(self, path: str, error: str, detail: str) -> None:
        super().__init__(f"{path}: {detail}")
        self.path = path
        self.error = error
        self.detail = detail


class LexiconError(RecoupeError):
    """A lexicon file does not follow its schema; names the file and the entry."""


class ModelError(RecoupeError):
    """The language model cannot be loaded."""


class KnowledgeBaseError(RecoupeError):
    """A knowledge base is missing, damaged, or of a version this one cannot read."""


class ClusterError(RecoupeError):
    """A cluster of machines cannot do what it is asked: its scheduler is gone, its workers are not like this one."""
