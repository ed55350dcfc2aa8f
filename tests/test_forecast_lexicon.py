"""The forecast lexicon proves itself: each cue reads its accepted examples and leaves its rejected ones alone."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from recoupe.extract.forecasts import extract_forecasts
from recoupe.lexicon.forecast_cues import load_contexts, load_cues
from tests.cases import parse

DATA = tomllib.loads(files("recoupe.lexicon").joinpath("forecast_cues.toml").read_text("utf-8"))


def name(entry: dict[str, Any]) -> str:
    return str(entry.get("lemma") or entry.get("head") or (entry.get("forms") or entry["lemmas"])[0])


def examples(which: str) -> list[Any]:
    return [
        pytest.param(kind, entry, line, id=f"{kind}-{name(entry)}-{line[:40]}")
        for kind in ("verb", "phrase", "noun", "participle")
        for entry in DATA[kind]
        for line in entry[which]
    ]


@pytest.mark.parametrize(("kind", "entry", "line"), examples("accept"))
def test_accepted(kind: str, entry: dict[str, Any], line: str) -> None:
    case = parse(line)
    found = extract_forecasts(case.text, published=case.published)
    rules = [record.rule for record in found]
    wanted = "forecast-participle-with-period" if kind == "participle" else f"forecast-cue-{name(entry)}"
    assert any(rule.startswith(wanted.replace(" ", "-")) for rule in rules), (rules, line)


@pytest.mark.parametrize(("kind", "entry", "line"), examples("reject"))
def test_rejected(kind: str, entry: dict[str, Any], line: str) -> None:
    case = parse(line)
    assert not [record.text for record in extract_forecasts(case.text, published=case.published)]


@pytest.mark.parametrize("phrase", DATA["phrase"], ids=name)
def test_every_tail_has_its_example(phrase: dict[str, Any]) -> None:
    lines = [parse(line) for line in phrase["accept"]]
    rules = {record.rule for case in lines for record in extract_forecasts(case.text, published=case.published)}
    for tail in phrase["tail"]:
        last = max(tail.replace("'", "' ").split(), key=len).rstrip("~")
        assert f"forecast-cue-{phrase['head']}-{last}" in rules, tail


def test_no_cue_is_claimed_twice() -> None:
    cues = load_cues()
    verbs = [(verb.lemma, verb.reflexive, kind) for verb in cues.verbs for kind in verb.complement]
    tails = [(phrase.head, tail) for phrase in cues.phrases for tail in phrase.tails]
    nouns = [noun.words for noun in cues.nouns]
    assert len({*verbs}) == len(verbs)
    assert len({*tails}) == len(tails)
    assert len({*nouns}) == len(nouns)


def test_contexts_load() -> None:
    assert all(load_contexts())
