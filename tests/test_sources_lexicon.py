"""The lexicon of speech proves itself: every example is attributed as it says, every verb is one in all its forms."""

from __future__ import annotations

import pytest

from recoupe.extract.sources import find_sources
from recoupe.extract.syntax import NoSyntax
from recoupe.lexicon.speech import load_speech
from recoupe.read.conjugation import paradigm
from recoupe.read.document import Document

SPEECH = load_speech()


def scopes(text: str) -> list[str]:
    """The stretches that are attributed."""
    return [text[one.scope.start : one.scope.end] for one in find_sources(Document(text), NoSyntax(), [])]


@pytest.mark.parametrize("example", [one for verbs in SPEECH.verbs for one in verbs.accept])
def test_what_is_said_is_attributed(example: str) -> None:
    said = example[example.index("[") + 1 : example.index("]")]
    assert any(said in scope for scope in scopes(example.replace("[", "").replace("]", "")))


@pytest.mark.parametrize("example", [one for verbs in SPEECH.verbs for one in verbs.reject])
def test_what_is_not_said_is_not(example: str) -> None:
    assert not scopes(example)


@pytest.mark.parametrize("example", SPEECH.lead_examples[0])
def test_leads_name_their_source(example: str) -> None:
    name = example[example.index("[") + 1 : example.index("]")]
    found = find_sources(Document(example.replace("[", "").replace("]", "")), NoSyntax(), [])
    assert [one.name for one in found][:1] == [name.removeprefix("l'").removeprefix("une ").removeprefix("le ")]


@pytest.mark.parametrize("example", SPEECH.lead_examples[1])
def test_other_uses_of_leads_name_none(example: str) -> None:
    assert not scopes(example)


@pytest.mark.parametrize("form", SPEECH.leads)
def test_every_lead_is_one(form: str) -> None:
    gap = "" if form.endswith("'") else " "
    assert scopes(f"Le prix a baissé de 3 %, {form}{gap}Oxfam.")


@pytest.mark.parametrize("lemma", [lemma for verbs in SPEECH.verbs for lemma in verbs.lemmas])
def test_every_verb_can_be_conjugated(lemma: str) -> None:
    assert paradigm(lemma.removeprefix("se ").removeprefix("s'").partition(" ")[0])


@pytest.mark.parametrize(
    "lemma",
    [lemma for verbs in SPEECH.verbs if verbs.takes != "forecast" for lemma in verbs.lemmas if " " not in lemma],
)
def test_every_verb_attributes_a_quotation(lemma: str) -> None:
    reflexive = lemma.startswith("s'")
    form = next(one.text for one in paradigm(lemma.removeprefix("s'")) if one.tense == "present" and one.person == 3)
    assert scopes(f"« On perdra 3 millions », {'s' + chr(39) if reflexive else ''}{form} Paul Lenoir, pêcheur.")
