"""Texts with combining accents: the same records, in places that are true to the text as it was read."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe import (
    extract_claims,
    extract_companies,
    extract_forecasts,
    extract_money,
    extract_multiples,
    extract_percentages,
    extract_periods,
)
from recoupe.extract.article import read
from recoupe.extract.composed import composed
from recoupe.extract.syntax import NoSyntax
from recoupe.read.document import Document
from recoupe.records import Claim

TEXT = (
    "Société Générale a dépensé 3,4 millions d’euros en février 2023, contre 3 % un an plus tôt. "
    "Elle prévoit, d’après Réuters, une hausse de 12 % l’année prochaine."
)
DAY = dt.date(2024, 2, 1)


def test_a_composed_text_needs_no_way_back() -> None:
    assert composed(Document(TEXT)) is None


@pytest.mark.parametrize("form", ["NFD", "NFKD"])
def test_the_same_records_in_true_places(form: str) -> None:
    text = unicodedata.normalize(form, TEXT)  # type: ignore[arg-type]
    document = Document(text, published=DAY)
    whole = composed(document)
    assert whole is not None
    found = whole.restore(read(whole.document, NoSyntax()))
    expected = read(Document(TEXT, published=DAY), NoSyntax())
    assert [mention.type for mention in found.mentions] == [mention.type for mention in expected.mentions]
    assert len({mention.id for mention in found.mentions}) == len(found.mentions)
    for mention, plain in zip(found.mentions, expected.mentions, strict=True):
        assert text[mention.start : mention.end] == mention.text
        assert unicodedata.normalize("NFC", mention.text) == plain.text
        assert mention.article_id == document.id
    ids = {mention.id for mention in found.mentions}
    for claim, as_read in zip(found.claims, expected.claims, strict=True):
        assert set(claim.mentions) <= ids
        assert text[claim.evidence.start : claim.evidence.end] == claim.evidence.text
        assert claim.period == as_read.period or claim.period is not None
        if claim.value is not None:
            assert text[claim.value.start : claim.value.end] == claim.value.text


@given(st.text(alphabet="aeéêcç nœ€\u0301\u0300\u0327\u0323xE1 "))
def test_every_offset_leads_back_to_its_letter(text: str) -> None:
    whole = composed(Document(text))
    if whole is None:
        return
    plain = whole.document.text
    places = [whole.place(offset) for offset in range(len(plain) + 1)]
    assert places == sorted(places)
    assert places[0] == 0
    assert places[-1] == len(text)
    for offset, letter in enumerate(plain):
        if (
            plain[offset : offset + 1]
            and not unicodedata.combining(letter)
            and not unicodedata.combining(plain[offset + 1 : offset + 2] or "a")
        ):
            assert unicodedata.normalize("NFC", text[places[offset] : places[offset + 1]]) == letter


ACCENTED = (
    "Le bénéfice de Crédit Agricole a été doublé à 3,4 millions d’euros en février 2023, soit près d’un cinquième de "
    "moins que prévu : les dépenses pourraient dépasser 15 % du budget l’année prochaine, d’après Société Générale."
)
EXTRACTORS: list[Callable[..., list[Any]]] = [
    extract_money, extract_percentages, extract_multiples, extract_periods, extract_forecasts,
    extract_companies, extract_claims,
]  # fmt: skip


@pytest.mark.parametrize("extract", EXTRACTORS, ids=lambda extract: extract.__name__)
def test_every_extractor_reads_combining_accents(extract: Callable[..., list[Any]]) -> None:
    text = unicodedata.normalize("NFD", ACCENTED)
    found, plain = extract(text, published=DAY), extract(ACCENTED, published=DAY)
    assert plain
    assert [type(record) for record in found] == [type(record) for record in plain]
    for record, composed_one in zip(found, plain, strict=True):
        if isinstance(record, Claim):
            assert record.metric.key == composed_one.metric.key
            assert text[record.evidence.start : record.evidence.end] == record.evidence.text
        else:
            assert text[record.start : record.end] == record.text
            assert unicodedata.normalize("NFC", record.text) == composed_one.text


@pytest.mark.parametrize("kind", ["money", "percentages", "multiples", "periods", "forecasts", "companies", "claims"])
def test_every_component_reads_combining_accents(kind: str) -> None:
    import spacy

    nlp = spacy.blank("fr")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe(f"recoupe_{kind}", config={"published": DAY.isoformat()})
    text = unicodedata.normalize("NFD", ACCENTED)
    found = nlp(text)._.recoupe[kind]
    assert found
    for record in found:
        place = record["evidence"] if kind == "claims" else record
        assert text[place["start"] : place["end"]] == place["text"]
