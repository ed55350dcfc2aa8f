"""The cues of the company reader prove themselves: every form speaks in its example, none where it must not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from recoupe.extract.companies.find import propose
from recoupe.extract.companies.weigh import weigh
from recoupe.lexicon.tables import load
from recoupe.read.conjugation import forms
from recoupe.read.document import Document

EXAMPLES = load("company_examples")["example"]
# Lists of names' parts and of words that a rule walks over: no witness speaks by them alone.
WITHOUT = {
    "verbs.between", "groups.other", "name_words.last_weak", "name_words.expanding", "openers.words",
    "anaphora.impersonal", "anaphora.oblique",
}  # fmt: skip


def words_of(example: dict[str, Any]) -> list[str]:
    """The forms of a list, as they are put into its sentences."""
    table, name = example["list"].split(".")
    entries = load("company_cues")[table][name].split()
    if "forms" in example:
        spelt = [form.replace("_", " ") for form in example["forms"].split()]
        assert len(spelt) == len(entries), example["list"]
        return spelt
    if example["list"] in ("verbs.strong", "verbs.weak"):
        return [min(forms(entry, "present", persons=(3,))) for entry in entries]
    return [entry.capitalize() for entry in entries] if example.get("capital") else entries


def witnesses(sentence: str) -> set[str]:
    """What speaks, for or against, of the name Valdorine."""
    tokens, all_, pairs = propose(Document(sentence[0].upper() + sentence[1:]))
    weigh(tokens, all_, pairs, ())
    meant = [one for one in all_ if "valdorine" in tokens.text(one.first, one.last).lower()]
    return {name for one in meant for name in (*one.evidence, f"refused-{one.refused}")}


def cases() -> Iterator[Any]:
    """Every form of every list, with its example."""
    for example in EXAMPLES:
        for word in words_of(example):
            yield pytest.param(example, word, id=f"{example['list']}:{word}")


@pytest.mark.parametrize(("example", "word"), list(cases()))
def test_every_cue_speaks_where_it_should(example: dict[str, Any], word: str) -> None:
    wanted, silent = example["witness"].removesuffix("!").split(), example["witness"].endswith("!")
    found = witnesses(example["accept"].format(word)).intersection(wanted)
    assert bool(found) != silent
    found = witnesses(example["reject"].format(word)).intersection(wanted)
    assert bool(found) == silent


def test_every_list_of_cues_has_an_example() -> None:
    lists = {f"{table}.{name}" for table, content in load("company_cues").items() for name in content}
    assert {example["list"] for example in EXAMPLES} | WITHOUT == lists


def test_no_cue_stands_twice_in_a_list() -> None:
    for table, content in load("company_cues").items():
        for name, text in content.items():
            entries = text.split()
            assert sorted(set(entries)) == sorted(entries), f"{table}.{name}"
