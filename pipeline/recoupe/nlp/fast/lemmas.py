"""The lemmatizer's tables, loaded and looked up by plain hashing.

spaCy puts each of their 217,000 entries into an ordered dict and a Bloom filter one by one, a second of its load, and
keeps the known forms of a part of speech in lists of 60,000, which it scans.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["index_lemmas", "quick_tables"]


def index_lemmas(nlp: Language) -> None:
    """Turns the lists of the lemmatizer's index into sets; the same lemmas come out."""
    if "lemmatizer" not in nlp.pipe_names:
        return
    index = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    for part, forms in index.items():
        if isinstance(forms, list):
            index[part] = frozenset(forms)


@contextmanager
def quick_tables() -> Iterator[None]:
    """While it is active, the tables that spaCy makes are plain dicts, asked by string or by its hash as before."""
    from spacy import lookups
    from spacy.strings import get_string_id

    class Plain(dict[int, Any]):
        """Stands for `spacy.lookups.Table`."""

        def __init__(self, name: str | None = None, data: Mapping[Any, Any] | None = None) -> None:
            data = data or {}
            super().__init__(
                data if set(map(type, data)) <= {int} else {get_string_id(key): of for key, of in data.items()}
            )
            self.name = name

        def __getitem__(self, key: str | int) -> Any:
            return super().__getitem__(get_string_id(key))

        def __setitem__(self, key: str | int, value: Any) -> None:
            super().__setitem__(get_string_id(key), value)

        def __contains__(self, key: Any) -> bool:
            return super().__contains__(get_string_id(key))

        def get(self, key: str | int, default: Any = None) -> Any:
            return super().get(get_string_id(key), default)

    stock: Any = lookups.Table
    lookups.Table = Plain  # type: ignore[assignment,misc]
    try:
        yield
    finally:
        lookups.Table = stock  # type: ignore[misc]
