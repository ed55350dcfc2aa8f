"""The claims engine on a parse given as a table: no model is loaded here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from recoupe.extract.claims import Findings, find_claims
from recoupe.extract.money import find_money
from recoupe.extract.percentages import find_percentages
from recoupe.extract.syntax import Entity, NoSyntax, Syntax, Word
from recoupe.read.document import Document
from recoupe.records import Claim
from recoupe.text import Span


class Table:
    """A parse as a table: `form/pos/dep/head/lemma/morph` a word; heads count from 1, 0 is the root."""

    def __init__(self, document: Document, table: str) -> None:
        self.parsed: list[Word] = []
        end = 0
        for index, row in enumerate(table.split()):
            form, pos, dep, head, *rest = row.split("/")
            form = form.replace("_", " ")
            start = document.text.index(form, end)
            end = start + len(form)
            lemma = rest[0] if rest else form.lower()
            up = int(head) - 1 if int(head) else index
            self.parsed.append(Word(start, end, form, lemma, pos, dep, up, rest[1] if len(rest) > 1 else ""))

    def prepare(self, sentences: Iterable[Span]) -> None:
        """Nothing to do."""

    def words(self, sentence: Span) -> Sequence[Word]:
        """The words of the table that lie in a sentence, their heads counted within it."""
        first = next((i for i, word in enumerate(self.parsed) if word.start >= sentence.start), 0)
        inside = [word for word in self.parsed if sentence.start <= word.start < sentence.end]
        return [word.but(head=word.head - first) for word in inside]

    def entities(self, sentences: Iterable[Span]) -> Sequence[Entity]:
        """None."""
        return ()


def claims_of(text: str, table: str = "") -> list[Claim]:
    document = Document(text)
    figures = sorted([*find_money(document), *find_percentages(document)], key=lambda figure: figure.start)
    syntax: Syntax = Table(document, table) if table else NoSyntax()
    return find_claims(document, syntax, Findings(figures, [], [], [], []))[0]


def test_every_figure_makes_one_claim_even_without_a_parse() -> None:
    claims = claims_of("Le coût est de 3 millions d'euros, soit 12 % de plus. Une hausse de 4 %.")
    assert [claim.value.text for claim in claims if claim.value] == ["3 millions d'euros", "12 %", "4 %"]
    assert all(claim.evidence.text for claim in claims)


def test_subject_and_metric_of_a_level() -> None:
    text = "Le chiffre d'affaires du verrier atteint 3 millions d'euros."
    table = (
        "Le/DET/det/2 chiffre/NOUN/nsubj/7 d'/ADP/case/4 affaires/NOUN/nmod/2/affaire du/ADP/case/6/de "
        "verrier/NOUN/nmod/2 atteint/VERB/ROOT/0/atteindre/Mood=Ind 3/NUM/nummod/9 millions/NOUN/obj/7/million "
        "d'/ADP/case/11 euros/NOUN/nmod/9/euro ./PUNCT/punct/7"
    )
    (claim,) = claims_of(text, table)
    assert claim.metric is not None
    assert claim.subject is not None
    assert (claim.metric.key, claim.subject.name) == ("revenue", "verrier")
    assert text[claim.metric.span.start : claim.metric.span.end] == claim.metric.text  # type: ignore[union-attr]
    assert claim.realis == "actual"


def test_the_conditional_of_hearsay_is_unconfirmed() -> None:
    text = "Le verrier aurait perdu 3 millions d'euros."
    table = (
        "Le/DET/det/2 verrier/NOUN/nsubj/4 aurait/AUX/aux:tense/4/avoir/Mood=Cnd perdu/VERB/ROOT/0/perdre "
        "3/NUM/nummod/6 millions/NOUN/obj/4/million d'/ADP/case/8 euros/NOUN/nmod/6/euro ./PUNCT/punct/4"
    )
    (claim,) = claims_of(text, table)
    assert claim.realis == "unconfirmed"
    assert claim.subject is not None
    assert claim.subject.name == "verrier"
