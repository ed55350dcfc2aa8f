"""Recoupe in a spaCy pipeline: found by entry point, plain on the document, alive after a trip through bytes."""

from __future__ import annotations

import pickle
from importlib.metadata import entry_points

import pytest
import spacy
from spacy.tokens import Doc

from recoupe.nlp.model import load_model
from recoupe.nlp.reader import extract_claims

TEXT = "En 2023, Renault a investi 3 millions d'euros, soit 12 % de plus. Le groupe vise un milliard en 2025."
KINDS = ["money", "percentages", "multiples", "companies", "periods", "forecasts", "claims"]


def test_every_declared_factory_makes_a_component() -> None:
    nlp = spacy.blank("fr")
    names = [entry.name for entry in entry_points(group="spacy_factories") if entry.name.startswith("recoupe")]
    assert len(names) == 8
    for name in names:
        assert "." not in name
        nlp.add_pipe(name)
    assert nlp.pipe_names == names


@pytest.fixture(scope="module")
def doc() -> Doc:
    nlp = spacy.blank("fr")
    nlp.add_pipe("recoupe", config={"published": "2024-01-04"})
    return nlp(TEXT)


def test_records_are_plain_and_complete(doc: Doc) -> None:
    assert list(doc._.recoupe) == KINDS
    assert [claim["value"]["text"] for claim in doc._.recoupe["claims"] if claim["value"]]
    assert pickle.loads(pickle.dumps(doc._.recoupe)) == doc._.recoupe


def test_spans_are_views_linked_by_id(doc: Doc) -> None:
    for kind in KINDS[:-1]:
        assert [span.id_ for span in doc.spans[kind]] == [record["id"] for record in doc._.recoupe[kind]]
        for span, record in zip(doc.spans[kind], doc._.recoupe[kind], strict=True):
            assert record["text"] in span.text


def test_the_date_of_one_document_wins() -> None:
    nlp = spacy.blank("fr")
    nlp.add_pipe("recoupe_periods", config={"published": "2024-01-04"})
    doc = nlp.make_doc("Cette année.")
    doc._.recoupe_published = "2020-05-05"
    assert nlp.get_pipe("recoupe_periods")(doc)._.recoupe["periods"][0]["start_date"] == "2020-01-01"


def test_a_parsed_document_is_not_parsed_again() -> None:
    nlp = load_model()
    whole = nlp(TEXT)
    from recoupe.nlp.components import make_claims

    found = make_claims(nlp, "recoupe_claims")(whole)._.recoupe["claims"]
    assert [claim["value"] and claim["value"]["text"] for claim in found] == [
        claim.value.text if claim.value else None for claim in extract_claims(TEXT)
    ]


def test_several_processes_carry_the_records() -> None:
    nlp = spacy.blank("fr")
    nlp.add_pipe("recoupe_money")
    docs = list(nlp.pipe([TEXT, TEXT], n_process=2))
    assert [doc._.recoupe["money"][0]["text"] for doc in docs] == ["3 millions d'euros"] * 2
