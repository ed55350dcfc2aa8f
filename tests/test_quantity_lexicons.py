"""The lexicons of quantities prove themselves: every form is read in an example, every `accept`, no `reject`."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from recoupe import extract_money, extract_percentages
from recoupe.lexicon.currencies import NAMES, SIGNS
from recoupe.lexicon.inflection import plural, verb
from recoupe.lexicon.trie import trie
from recoupe.lexicon.units import PROPORTIONS


def entries(name: str, key: str) -> list[dict[str, Any]]:
    """The entries of one table of a lexicon file."""
    found = tomllib.loads(files("recoupe.lexicon").joinpath(f"{name}.toml").read_text("utf-8"))[key]
    return found if isinstance(found, list) else [found]


def examples(name: str, *keys: str) -> list[Any]:
    """Every entry as a pytest parameter, with an id."""
    return [
        pytest.param(entry, id=f"{name}:{key}:{entry.get('code') or entry.get('name') or entry.get('value')}")
        for key in keys
        for entry in entries(name, key)
    ]


@pytest.mark.parametrize("entry", examples("currencies", "currency", "open", "subunit"))
def test_currencies(entry: dict[str, Any]) -> None:
    code = entry.get("code") or entry.get("default") or entry.get("of") or ""
    for example in entry["accept"]:
        found = extract_money(example)
        assert [(m.currency or "") for m in found] == [code], example
    for example in entry.get("reject", []):
        assert extract_money(example) == [], example


@pytest.mark.parametrize("entry", examples("scales", "scale"))
def test_scales(entry: dict[str, Any]) -> None:
    shown = " ".join(entry["accept"])
    assert all(form in shown for form in [*entry["words"][-1:], *entry["signs"]])
    assert all(len(extract_money(example)) == 1 for example in entry["accept"])
    assert all(extract_money(example) == [] for example in entry.get("reject", []))


@pytest.mark.parametrize("entry", examples("units", "unit"))
def test_units(entry: dict[str, Any]) -> None:
    for example in entry["accept"]:
        if example != "un pourcentage":
            assert [m.unit for m in extract_percentages(example)] == [entry["name"]], example
    for example in entry.get("reject", []):
        assert extract_percentages(example) == [], example


def marked(example: str) -> tuple[str, list[tuple[int, str]]]:
    """The text of an example, and its marked figures."""
    text, marks = "", []
    for index, piece in enumerate(example.replace("]", "[").split("[")):
        if index % 2:
            marks.append((len(text), piece))
        text += piece
    return text, marks


@pytest.mark.parametrize("entry", examples("modifiers", "modifier"))
def test_modifiers(entry: dict[str, Any]) -> None:
    for example in entry["accept"]:
        text, marks = marked(example)
        found = [*extract_money(text), *extract_percentages(text)]
        assert [(m.start, m.text, m.modifier) for m in found] == [(*mark, entry["value"]) for mark in marks], example
    for example in entry["reject"]:
        assert all(m.modifier == "exact" for m in extract_money(marked(example)[0])), example


@pytest.mark.parametrize("way", ["up", "down", "open"])
def test_trends(way: str) -> None:
    entry = entries("trends", way)[0]
    for example in entry["accept"]:
        text, marks = marked(example)
        found = extract_percentages(text)
        assert [(m.start, m.text, m.kind, m.direction) for m in found] == [
            (*mark, "change", None if way == "open" else way) for mark in marks
        ], example
    for example in entry["reject"]:
        assert all(m.kind != "change" for m in extract_percentages(marked(example)[0])), example


@pytest.mark.parametrize("kind", ["rate", "share"])
def test_kinds(kind: str) -> None:
    for example in entries("kinds", kind)[0]["accept"]:
        assert [m.kind for m in extract_percentages(marked(example)[0])] == [kind], example


def test_baselines() -> None:
    entry = entries("baselines", "baselines")[0]
    assert all(extract_percentages(marked(example)[0])[0].baseline for example in entry["accept"])
    assert all(extract_percentages(marked(example)[0])[0].baseline is None for example in entry["reject"])


def test_rates() -> None:
    entry = entries("rates", "rates")[0]
    assert all(extract_money(example)[0].per for example in entry["accept"])
    assert all(extract_money(example)[0].per is None for example in entry["reject"])


def test_every_sign_and_proportion_is_read() -> None:
    for form in PROPORTIONS:
        if not PROPORTIONS[form][1] and not form.startswith("pourcentage"):
            assert len(extract_percentages(f"Le taux est de 3 {form}.")) == 1, form
    for sign, unit in SIGNS.items():
        if unit.ratio == 1 and "." not in sign:
            assert len(extract_money(f"Le prix est de 300 {sign}.")) == 1, sign
    for name, unit in NAMES.items():
        if not unit.shown:
            assert len(extract_money(f"Le prix est de 300 millions de {name}.")) == 1, name


def test_inflection_by_rule() -> None:
    assert [plural(word) for word in ("hausse", "taux", "niveau", "recul")] == ["hausses", "taux", "niveaux", "reculs"]
    assert {"augmente", "augmentait", "augmenteront", "augmentées"} <= verb("augmenter")
    assert {"relève", "relèvera", "relevait"} <= verb("relever")
    assert {"cède", "cédait", "cédera"} <= verb("céder")
    assert {"avançait", "plongeait"} <= verb("avancer") | verb("plonger")
    assert {"perd", "perdu", "perdra"} <= verb("perdre")
    assert {"réduit", "réduisent", "réduira"} <= verb("réduire")
    assert {"ralentit", "ralentissait", "ralentie"} <= verb("ralentir")


def test_a_trie_matches_the_longest_word() -> None:
    import re

    tree = re.compile(trie(["mille", "millier", "million", "deux"], capitals=True))
    assert [tree.match(word)[0] for word in ("million", "Mille", "DEUX")] == ["million", "Mille", "DEUX"]  # type: ignore[index]
