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
    labels = {document.text[entity.start : entity.end]: entity.label for entity in syntax.entities(document.sentences)}
    assert labels["Paul Roux"] == "PER"


def test_prepared_together_or_asked_one_by_one() -> None:
    document = Document(TEXT)
    alone, together = (SpacySyntax(document, load_model()) for _ in range(2))
    together.prepare(document.sentences)
    for sentence in document.sentences:
        assert alone.words(sentence) == together.words(sentence)


def test_words_are_those_of_the_whole_pipeline() -> None:
    document = Document(TEXT)
    syntax = SpacySyntax(document, load_model())
    for sentence in document.sentences:
        doc = load_model(fast=False)(document.text[sentence.start : sentence.end])
        theirs = [
            (token.text, token.lemma_.lower(), token.pos_, token.dep_, token.head.text, str(token.morph))
            for token in doc
            if not token.is_space
        ]
        words = syntax.words(sentence)
        ours = [(word.text, word.lemma, word.pos, word.dep, words[word.head].text, word.morph) for word in words]
        assert ours == theirs
