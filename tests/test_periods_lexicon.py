"""The lexicon of time proves itself: every cue gives its role, every example is read as it says."""

from __future__ import annotations

import datetime as dt

import pytest

from recoupe.lexicon.periods import CUES, MONTHS, ORDINALS, SEASONS, TENSES, UNITS, WEEKDAYS, Cue, Tense
from recoupe.read.document import Document
from recoupe.read.periods import resolve, scan
from recoupe.read.periods.tense import looks_ahead, tense_cues
from recoupe.read.words import Words
from recoupe.text import fold

DAY = dt.date(2024, 6, 5)


def role(example: str) -> tuple[str, str]:
    """The role of the time in [ ], and the words that it was read in."""
    text = fold(example.replace("[", "").replace("]", ""))
    start, end = example.index("["), example.index("]") - 1
    told = next(one for one in scan(text, Words(text)) if one.start <= start and one.end >= end)
    return told.role, text[told.start : told.end]


@pytest.mark.parametrize(("cue", "example"), [(cue, one) for cue in CUES for one in cue.accept])
def test_examples_have_the_role(cue: Cue, example: str) -> None:
    assert role(example)[0] == cue.role


@pytest.mark.parametrize(("cue", "example"), [(cue, one) for cue in CUES for one in cue.reject])
def test_counterexamples_have_another(cue: Cue, example: str) -> None:
    assert role(example)[0] != cue.role


@pytest.mark.parametrize(("wanted", "form"), [(cue.role, form) for cue in CUES for form in cue.forms])
def test_every_form_gives_its_role(wanted: str, form: str) -> None:
    gap = "" if form.endswith("'") else " "
    assert role(f"une hausse de 3 % {form}{gap}[2023]")[0] == wanted


@pytest.mark.parametrize("entries", [CUES, TENSES], ids=["cues", "tenses"])
def test_no_form_is_claimed_twice(entries: tuple[Cue, ...] | tuple[Tense, ...]) -> None:
    forms = [form for entry in entries for form in entry.forms]
    assert len(forms) == len(set(forms))


@pytest.mark.parametrize("tense", TENSES, ids=lambda tense: tense.time)
def test_tense_examples(tense: Tense) -> None:
    for example in tense.accept:
        cues = tense_cues(Document(example))
        assert looks_ahead(example, cues, len(example)) is (tense.time == "future"), example
    for example in tense.reject:
        ahead = looks_ahead(example, tense_cues(Document(example)), len(example))
        assert ahead is not (tense.time == "future"), example


@pytest.mark.parametrize("word", sorted(MONTHS))
def test_every_month_is_read(word: str) -> None:
    written = f"{word}. 2023" if word == "sept" else f"{word} 2023"
    found = resolve(f"en {written}")
    assert found.start == dt.date(2023, MONTHS[word], 1)


@pytest.mark.parametrize("word", sorted(WEEKDAYS))
def test_every_weekday_is_read(word: str) -> None:
    found = resolve(f"publié {word} dernier", DAY)
    assert found.start
    assert found.start.weekday() == WEEKDAYS[word]
    assert dt.timedelta(0) < DAY - found.start <= dt.timedelta(7)


@pytest.mark.parametrize("word", sorted(SEASONS))
def test_every_season_is_read(word: str) -> None:
    found = resolve(f"l'{word} 2021")
    assert found.start == dt.date(2021, SEASONS[word], 1) or word == "printemps"


@pytest.mark.parametrize("word", sorted(word for word in ORDINALS if word.isalpha() and len(word) > 3))
def test_every_ordinal_is_read(word: str) -> None:
    found = resolve(f"au {word} trimestre 2022")
    assert found.start == dt.date(2022, ORDINALS[word] * 3 - 2, 1)


@pytest.mark.parametrize("word", sorted(word for word in UNITS if not word.startswith(("séance", "seance"))))
def test_every_unit_is_counted(word: str) -> None:
    assert resolve(f"il y a deux {word}", DAY).end
