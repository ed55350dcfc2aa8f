"""What the model answers to the `Syntax` protocol points into the text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from recoupe.extract.syntax import Word
from recoupe.nlp.doc_syntax import DocSyntax
from recoupe.nlp.engine import Engine, Parcel, StockEngine, engine_of
from recoupe.nlp.fast import LOOPS
from recoupe.nlp.model import load_model
from recoupe.nlp.syntax import SpacySyntax, Wish, together
from recoupe.read.document import Document
from recoupe.text import Span

pytestmark = pytest.mark.xdist_group("model")

ARTICLES = sorted((Path(__file__).parents[1] / "corpus" / "articles").glob("*.md"))
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


def test_articles_read_together_are_read_as_alone() -> None:
    documents = [Document(text) for text in (TEXT, "Rien.", TEXT + "\n\nEn 2024, la Société Ardoise a vendu 3 usines.")]
    several = [SpacySyntax(document, load_model()) for document in documents]
    together([Wish(syntax, one.sentences, one.sentences) for one, syntax in zip(documents, several, strict=True)])
    for document, syntax in zip(documents, several, strict=True):
        alone = SpacySyntax(document, load_model())
        assert alone.entities(document.sentences) == syntax.entities(document.sentences)
        assert [alone.words(one) for one in document.sentences] == [syntax.words(one) for one in document.sentences]


@pytest.mark.parametrize("path", ARTICLES[::4], ids=lambda path: path.name)
def test_the_fast_engine_decides_as_the_stock_components(path: Path) -> None:
    text = path.read_text("utf-8")
    spans = Document(text).sentences

    def parcel(engine: Engine) -> Parcel:
        docs = engine.tokens([text[span.start : span.end] for span in spans])
        return Parcel(text, docs, [span.start for span in spans])

    pytest.importorskip(LOOPS, reason="recoupe is installed without its compiled part (no C compiler)")
    quick, stock = engine_of(load_model(fast=True)), StockEngine(load_model(fast=True))
    assert type(quick) is not type(stock)
    assert quick.entities([parcel(quick)]) == stock.entities([parcel(stock)])
    assert quick.words([parcel(quick)]) == stock.words([parcel(stock)])


ODD = [
    "Oui.",
    "\u00a0",
    "A  B\n 12 %",
    "« L’",
    "x " * 700,
    "Le groupe (Alstom) a, dit-on, vendu 3 Md€ d’actifs à Siemens AG. ",
]


@pytest.mark.parametrize("texts", [[], ODD, ODD[::-1], *([text] for text in ODD)], ids=repr)
def test_the_fast_engine_decides_as_the_stock_components_on_odd_sentences(texts: list[str]) -> None:
    def parcel(engine: Engine) -> Parcel:
        return Parcel("".join(texts), engine.tokens(texts), offsets)

    offsets = [sum(map(len, texts[:index])) for index in range(len(texts))]
    pytest.importorskip(LOOPS, reason="recoupe is installed without its compiled part (no C compiler)")
    quick, stock = engine_of(load_model(fast=True)), StockEngine(load_model(fast=True))
    assert quick.entities([parcel(quick)]) == stock.entities([parcel(stock)])
    assert quick.words([parcel(quick)]) == stock.words([parcel(stock)])


def fields(words: Sequence[Word], offset: int) -> list[tuple[object, ...]]:
    return [(w.start + offset, w.end + offset, w.text, w.lemma, w.pos, w.dep, w.head, w.morph) for w in words]


def test_words_of_a_parsed_document_are_those_of_the_syntax() -> None:
    document = Document(TEXT + " Une offre à 5,99 € sur données.ai est prévue.")
    syntax = SpacySyntax(document, load_model())
    for sentence in document.sentences:
        text = document.text[sentence.start : sentence.end]
        theirs = DocSyntax(load_model()(text)).words(Span(0, len(text)))
        assert fields(syntax.words(sentence), 0) == fields(theirs, sentence.start)


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
