"""The subject that the words before a verb give, where the parse gives none."""

from __future__ import annotations

import pytest

from recoupe.extract.ahead import noun_beside, subject_ahead
from recoupe.extract.syntax import Word


def words(text: str) -> list[Word]:
    """Words written « text/POS » or « text/POS/morph », each its own head."""
    made, at = [], 0
    for index, item in enumerate(text.split(" ")):
        form, pos, *morph = item.split("/")
        made.append(Word(at, at + len(form), form, form.lower(), pos, "dep", index, *morph))
        at += len(form) + 1
    return made


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("SoftBank/X aurait/AUX/Mood=Cnd déprécié/VERB", 2, 0),
        ("Le/DET malgache/ADJ Socolait/PROPN investit/VERB/Mood=Ind", 3, 2),
        ("Gucci/PROPN ,/PUNCT pourtant/ADV célèbre/ADJ ,/PUNCT recule/VERB/Mood=Ind", 5, 0),
        ("Coût/NOUN :/PUNCT Orfalys/PROPN n'/ADV en/PRON paie/VERB/Mood=Ind", 5, 2),
        ("En/ADP octobre/NOUN ,/PUNCT la/DET marge/NOUN recule/VERB/Mood=Ind", 5, 4),
        ("En/ADP Belgique/PROPN recule/VERB/Mood=Ind", 2, None),
        ("Le/DET mois/NOUN dernier/ADJ recule/VERB/Mood=Ind", 3, None),
        ("pour/ADP vendre/VERB", 1, None),
        ("les/DET start/PROPN recrutent/VERB/Mood=Ind", 2, 1),
    ],
)
def test_subject_ahead(text: str, verb: int, subject: int | None) -> None:
    assert subject_ahead(words(text), verb) == subject


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("l'/DET usine/NOUN/Gender=Fem|Number=Sing ,/PUNCT estimée/VERB/Gender=Fem|Number=Sing", 1),
        ("l'/DET usine/NOUN/Gender=Fem|Number=Sing ,/PUNCT estimé/VERB/Gender=Masc|Number=Sing", None),
        ("l'/DET usine/NOUN/Gender=Fem|Number=Sing estimée/VERB/Gender=Fem|Number=Sing", None),
    ],
)
def test_noun_beside(text: str, noun: int | None) -> None:
    made = words(text)
    assert noun_beside(made, len(made) - 1) == noun
