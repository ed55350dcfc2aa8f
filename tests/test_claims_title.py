"""The title of an article says which company it is about; a title without one says that it may be about none."""

from __future__ import annotations

import datetime as dt

import pytest

from recoupe.nlp.reader import load
from recoupe.read.document import Document

DAY = dt.date(2025, 11, 6)
TWO = (
    "Le fabricant Lunor a signé avec Carrefour, Lidl, Casino, Cora et Auchan. "
    "Le distributeur Carrefour a parlé de Lidl."
    "\n\nLe bénéfice net atteint 3 millions d'euros."
)


def subject(text: str, title: str | None) -> str | None:
    """The subject of the last claim of a text under a title."""
    claim = load().read(Document(text, published=DAY, title=title)).claims[-1]
    return claim.subject.name if claim.subject else None


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Lunor signe avec les distributeurs", "Lunor"),
        ("Pourquoi Casino s’inquiète", "Casino"),
        ("Carrefour et les siens : l’année de tous les accords", "Carrefour"),
    ],
)
def test_an_article_is_about_the_company_of_its_title(title: str, expected: str) -> None:
    assert subject(TWO, title) == expected


@pytest.mark.parametrize("title", ["Le commerce se porte bien", "Distribution : l’an des accords", "Les Lunoriens"])
def test_a_title_without_a_company_is_of_none(title: str) -> None:
    assert subject(TWO, title) == "bénéfice net"


def test_a_company_named_again_and_again_needs_no_title() -> None:
    text = "Lidl ouvre. Lidl embauche à Lyon. Lidl a signé avec Casino.\n\nLe bénéfice net atteint 3 millions d'euros."
    assert subject(text, "Le commerce se porte bien") == "Lidl"


def test_a_title_in_combining_accents_is_the_same() -> None:
    assert subject(TWO.replace("Lunor", "Héliade"), "He\u0301liade signe") == "Héliade"
