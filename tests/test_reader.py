"""The reader: a text in, every record out, with the real model."""

from __future__ import annotations

import datetime as dt
import gc

import pytest
import spacy

from recoupe.extract import article
from recoupe.extract.article import Extraction
from recoupe.nlp.reader import Reader, extract_claims, load
from recoupe.read.document import Document
from recoupe.records import Money

TEXT = (
    "Le verrier Sablor a publié un chiffre d’affaires de 3,4 millions d’euros en 2023, contre 3,1 millions d’euros "
    "un an plus tôt. Il prévoit une hausse de 4 % de ses ventes en 2024. Selon la direction, les effectifs "
    "augmenteront."
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load()


def read(reader: Reader) -> Extraction:
    return reader.read(TEXT, dt.date(2024, 2, 1))


def test_one_claim_a_figure_and_one_a_bare_forecast(reader: Reader) -> None:
    found = read(reader)
    values = [claim.value.text if claim.value else None for claim in found.claims]
    assert values == ["3,4 millions d’euros", "3,1 millions d’euros", "4 %", None]


def test_periods_step_back_and_forecasts_look_ahead(reader: Reader) -> None:
    claims = read(reader).claims
    periods = [claim.period.start.year if claim.period and claim.period.start else None for claim in claims[:3]]
    assert periods == [2023, 2022, 2024]
    assert [claim.realis for claim in claims] == ["actual", "actual", "forecast", "forecast"]
    assert claims[3].metric is not None
    assert claims[3].direction == "up"


def test_every_place_is_true_to_the_text(reader: Reader) -> None:
    found = read(reader)
    for mention in found.mentions:
        assert TEXT[mention.start : mention.end] == mention.text
    for claim in found.claims:
        assert TEXT[claim.evidence.start : claim.evidence.end] == claim.evidence.text
    starts = [mention.start for mention in found.mentions]
    assert starts == sorted(starts)


def test_an_id_is_kept_and_an_empty_text_gives_nothing(reader: Reader) -> None:
    assert {claim.article_id for claim in reader.read("Il a dépensé 3 euros.", id="abc").claims} == {"abc"}
    assert reader.read("").mentions == []


def test_extract_claims_is_the_short_way() -> None:
    (claim,) = extract_claims("En 2024, Sablor a dépensé 3 millions d'euros.")
    assert claim.metric is not None
    assert claim.metric.key == "spending"


def test_read_together_as_alone_and_one_failure_costs_only_itself(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [TEXT, "EXPLOSE 3 €.", "", "En 2024, Sablor a dépensé 3 millions d'euros, soit 4 % de moins."]
    alone = [reader.read(text, dt.date(2024, 2, 1)) for text in texts]
    whole = article.find_money

    def fails(document: Document) -> list[Money]:
        if "EXPLOSE" in document.text:
            raise ValueError("EXPLOSE")
        return whole(document)

    monkeypatch.setattr(article, "find_money", fails)
    found = reader.read_all([Document(text, published=dt.date(2024, 2, 1)) for text in texts])
    assert isinstance(found[1], ValueError)
    assert [found[0], found[2], found[3]] == [alone[0], alone[2], alone[3]]


def test_the_component_and_the_reader_claim_the_same(reader: Reader) -> None:
    nlp = spacy.blank("fr")
    nlp.add_pipe("recoupe", config={"published": "2024-02-01"})
    claims = [claim.model_dump(mode="json") for claim in read(reader).claims]
    assert nlp(TEXT)._.recoupe["claims"] == claims


def test_what_was_not_taken_for_a_slot_is_told() -> None:
    text = "En 2023, Danone a réalisé 3 milliards d'euros de ventes, contre 2 milliards en 2022, selon Reuters."
    found, rejected = load().explain(text)
    assert len(rejected) == len(found.claims) == 2
    first = {(other.slot, other.text) for other in rejected[0]}
    assert ("period", "2022") in first
    assert all(other.text != found.claims[0].subject.name for other in rejected[0] if other.slot == "subject")
    assert found.claims == load().read(text).claims


def test_what_was_read_is_gone_without_a_search_for_cycles(reader: Reader) -> None:
    read(reader)
    gc.collect()
    gc.disable()
    try:
        reader.read_all(
            [Document(TEXT), Document("Selon Sablor, le bénéfice a doublé. Il vise 5 % de plus."), Document("")]
        )
        assert gc.collect() == 0
    finally:
        gc.enable()
