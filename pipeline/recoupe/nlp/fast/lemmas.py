"""The lemmatizer's index of known forms, looked up by hash: spaCy keeps lists of 60,000 forms and scans them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["index_lemmas"]


def index_lemmas(nlp: Language) -> None:
    """Turns the lists of the lemmatizer's index into sets; the same lemmas come out."""
    if "lemmatizer" not in nlp.pipe_names:
        return
    index = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    for part, forms in index.items():
        if isinstance(forms, list):
            index[part] = frozenset(forms)
