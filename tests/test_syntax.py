"""What the model answers to the `Syntax` protocol points into the text."""

from __future__ import annotations

import pytest

from recoupe.nlp.model import load_model
from recoupe.nlp.syntax import SpacySyntax
from recoupe.read.document import Document

pytestmark = pytest.mark.xdist_group("model")

TEXT = "Alstom vise 3,5 Md€.\n\n« L’usine de Belfort fermera », dit\u00a0Paul Roux.  Le groupe a perdu 4 %."


def test_words_and_entities_point_into_the_text() -> None:
    document = Document(TEXT)
    syntax = SpacySyntax(document, load_model())
    for sentence in document.sentences:
        words = syntax.words(sentence)
        assert words
        for word in words:
            assert document.text[word.start : word.end] == word.text
            assert sentence.start <= word.start < word.end <= sentence.end
            assert 0 <= word.head < len(words)
    labels = {document.text[entity.start : entity.end]: entity.label for entity in syntax.entities()}
    assert labels["Paul Roux"] == "PER"


def test_prepared_together_or_asked_one_by_one() -> None:
    document = Document(TEXT)
    alone, together = (SpacySyntax(document, load_model()) for _ in range(2))
    together.prepare(document.sentences)
    for sentence in document.sentences:
        assert alone.words(sentence) == together.words(sentence)
