"""The company reader: names, traps, identity and anaphora, without a model and with a faked one."""

from __future__ import annotations

import time
from collections.abc import Iterable

import pytest

from recoupe.extract.companies import company_id, find_companies
from recoupe.extract.syntax import Entity, NoSyntax
from recoupe.read.document import Document
from recoupe.records.mentions import CompanyMention
from recoupe.text import Span
from tests.cases import Case, cases


def read(text: str) -> list[CompanyMention]:
    """The companies of a text, without a model."""
    return find_companies(Document(text), NoSyntax())


def named(text: str) -> list[tuple[str, str]]:
    """What is found by name: the words, and the canonical name."""
    return [(one.text, one.name) for one in read(text) if one.named]


def anaphoric(text: str) -> list[tuple[str, str]]:
    """What points back: the words, and the canonical name."""
    return [(one.text, one.name) for one in read(text) if not one.named]


def test_spellings_of_one_company_are_one_id() -> None:
    ids = {company_id(name) for name in ("Alstom", "ALSTOM", "Alstom SA")}
    assert ids == {"alstom"}
    assert company_id("BNP") == company_id("BNP Paribas") == "bnp-paribas"
    assert company_id("SocGen") == "societe-generale"
    assert company_id("Renault") != company_id("Renault Trucks")
    assert company_id("Ekolis SAS") == company_id("Ekolis") == "ekolis"


def test_spans_take_the_legal_form_and_leave_the_article() -> None:
    assert named("Le groupe Alstom SA a signé hier.") == [("Alstom SA", "Alstom")]
    assert named("La société Travexin Limited est visée.") == [("Travexin Limited", "Travexin")]


def test_a_name_proved_once_counts_everywhere() -> None:
    text = "La start-up lyonnaise Ekolis a levé 3 millions d'euros.\nSelon elle, Ekolis sera rentable."
    assert named(text) == [("Ekolis", "Ekolis")] * 2


def test_a_person_bears_a_company_name() -> None:
    assert named("Vincent Bolloré était présent, comme Olivier Dassault.") == []


@pytest.mark.parametrize(
    "text", ["Il boit une orange.", "Au total, rien n'a changé.", "Le boulanger a ouvert un casino."]
)
def test_common_words_are_silence(text: str) -> None:
    assert named(text) == []


def test_offsets_are_code_points() -> None:
    text = "« L’Oréal » gagne 3 %, l’équipe d’Hermès aussi."
    for one in read(text):
        assert text[one.start : one.end] == one.text


def test_an_acronym_and_its_name_are_one() -> None:
    text = "La Compagnie ivoirienne de bitume (CIB) a perdu 3 millions. La CIB licencie."
    assert {name for _, name in named(text)} == {"Compagnie ivoirienne de bitume"}


def test_anaphora_point_back_to_the_salient_company() -> None:
    text = "Renault a publié ses comptes. Le constructeur vise une marge de 7 %."
    assert anaphoric(text) == [("Le constructeur", "Renault")]
    assert anaphoric("Microsoft monte. La firme de Redmond investit.") == [("La firme de Redmond", "Microsoft")]


def test_the_noun_asks_for_its_sector_in_every_country() -> None:
    text = (
        "La BIAT a signé avec Tunisair. La banque prêtera 40 millions de dinars. La compagnie aérienne est déficitaire."
    )
    assert anaphoric(text)[0] == ("La banque", "BIAT")
    assert anaphoric("Bombardier a battu Dollarama. L'avionneur recrute.") == [("L'avionneur", "Bombardier")]
    assert anaphoric("Engie entre chez Hydrovia. La start-up vise 30 millions d'euros.") != [("La start-up", "Engie")]


def test_anaphora_stay_unresolved_between_equals() -> None:
    assert anaphoric("Un accord lie Peugeot et Renault. Le constructeur n'a rien dit.") == []


class Entities(NoSyntax):
    """A parse that knows entities only."""

    def __init__(self, *entities: Entity) -> None:
        self._entities = entities

    def entities(self, sentences: Iterable[Span]) -> tuple[Entity, ...]:
        """The entities given."""
        return self._entities


def test_the_model_is_evidence_not_truth() -> None:
    text = "Zalvix observe une hausse."
    document = Document(text)
    assert find_companies(document, NoSyntax()) == []
    with_org = find_companies(Document(text), Entities(Entity(0, 6, "ORG")))
    assert [one.text for one in with_org] == []
    told = "Zalvix prévoit une hausse de ses ventes."
    assert [one.text for one in find_companies(Document(told), Entities(Entity(0, 6, "ORG")))] == ["Zalvix"]
    ministry = "Le ministère prévoit une hausse."
    assert find_companies(Document(ministry), Entities(Entity(3, 12, "ORG"))) == []


def test_every_mention_lies_in_its_sentence() -> None:
    text = "Airbus gagne 1 %.\nLe groupe vise 800 livraisons. Boeing recule."
    for one in read(text):
        assert Span(one.sentence.start, one.sentence.end).holds(Span(one.start, one.end))


def test_find_nothing_in_nothing() -> None:
    assert read("") == []
    assert read("\n \n") == []


@pytest.mark.parametrize("case", cases("companies.txt"))
def test_case(case: Case) -> None:
    found = [(one.start, one.end, one.name) for one in read(case.text) if one.named]
    assert found == [(mark.start, mark.end, mark.reading) for mark in case.marks]


@pytest.mark.parametrize("piece", ["a-", "Ab ", '"A', "le groupe ", "Airbus, le groupe, ", "Banque de la ", "ABC ("])
def test_time_is_linear_in_the_length(piece: str) -> None:
    def cost(times: int) -> float:
        start = time.process_time()
        read(piece * times)
        return time.process_time() - start

    cost(100)
    assert cost(8000) < 14 * max(min(cost(2000), cost(2000)), 0.01)
