"""A text cut by looking up its pieces has the tokens that spaCy cuts it into."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.nlp import fast
from recoupe.nlp.engine import Engine, Parcel, engine_of
from recoupe.nlp.model import load_model
from recoupe.read.document import Document

pytest.importorskip(fast.LOOPS, reason="recoupe is installed without its compiled part (no C compiler)")
from recoupe.nlp.fast import forms as module  # It wants the loops.
from recoupe.nlp.fast.forms import Forms

pytestmark = pytest.mark.xdist_group("model")
ARTICLES = sorted((Path(__file__).parents[1] / "corpus" / "articles").glob("*.md"))
PIECES = [
    *(
        "Alstom",
        "vise",
        "l’an",
        "12",
        "%",
        "3,5Md€.",
        "«",
        "»,",
        "(M.",
        "aujourd'",
        "hui",
        "aujourd'hui",
        "av.",
        "J.-C.",
    ),
    *("c'est-à-dire", "p.", "ex.", "🦆", "e\u0301t\u0301", ":)", "http://a.fr/b?c=1", "10h30", "-t-il", "…", "’", "'"),
]
BLANKS = [" ", " ", " ", "  ", "\u00a0", "\u202f", "\n", "\t", " \n", "\n ", "\u00a0 ", " \u00a0", ""]


@pytest.fixture(scope="module")
def forms() -> Any:
    return Forms(load_model(), ["PREFIX", "SPACY"])


def read(document: Document, engine: Engine) -> object:
    """What an engine reads of a document, from its text."""
    text, spans = document.text, document.sentences
    parcel = Parcel(
        text, engine.tokens([text[span.start : span.end] for span in spans]), [span.start for span in spans]
    )
    return engine.words([parcel]), engine.entities([parcel])


def tokens(forms: Forms, text: str) -> tuple[list[int], list[int]]:
    return forms.of_texts([text])[0], forms.of_doc(load_model().make_doc(text))


@settings(max_examples=500, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PIECES) | st.text(max_size=4), st.sampled_from(BLANKS)), max_size=9))
def test_any_text(forms: Forms, pieces: list[tuple[str, str]]) -> None:
    by_piece, whole = tokens(forms, "".join(map("".join, pieces)))
    assert by_piece == whole


def test_the_corpus(forms: Forms) -> None:
    for path in ARTICLES:
        document = Document(path.read_text("utf-8"))
        for sentence in document.sentences:
            text = document.text[sentence.start : sentence.end]
            by_piece, whole = tokens(forms, text)
            assert by_piece == whole
            numbers = module.flat([whole])
            begins, ends = forms.places(numbers, [len(whole)], [0])
            assert [text[begin:end] for begin, end in zip(begins, ends, strict=True)] == [
                forms.spellings[number] for number in whole
            ]


def test_a_form_has_the_same_features_however_it_is_met() -> None:
    by_piece, whole = (Forms(load_model(), ["PREFIX", "SPACY", "SHAPE"]) for _ in range(2))
    texts = [path.read_text("utf-8").replace("\n", " ") for path in ARTICLES]
    by_piece.of_texts(texts)
    for text in texts:
        numbers = whole.of_doc(load_model().make_doc(text))
        same = by_piece.of_doc(load_model().make_doc(text))
        assert (whole.features[numbers] == by_piece.features[same]).all()


def test_places_of_several_texts(forms: Forms) -> None:
    texts = ["", "Le 12\u00a0%.", "", "Oui  non", ""]
    found = forms.of_texts(texts)
    begins, ends = forms.places(module.flat(found), list(map(len, found)), [0, 100, 200, 300, 400])
    assert list(zip(begins, ends, strict=True)) == [
        *[(100, 102), (103, 105), (105, 106), (106, 107), (107, 108)],
        *[(300, 303), (304, 305), (305, 308)],
    ]


def test_a_text_longer_than_the_model_takes_is_refused(forms: Forms) -> None:
    with pytest.raises(ValueError, match="1000002"):
        forms.of_texts(["a", "a " * 500_001])


def test_what_is_forgotten_is_learnt_again(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = engine_of(load_model(fast=True))
    document = Document(ARTICLES[0].read_text("utf-8"))
    before = read(document, engine)
    forms = engine._forms  # type: ignore[attr-defined]
    age = forms.age
    monkeypatch.setattr(module, "_MOST", 0)
    engine.renew()
    assert (forms.age, len(forms)) == (age + 1, 1)
    assert read(document, engine) == before
