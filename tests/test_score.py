"""The scoring: by hand on a small case, and against the founders' own script where it stands beside the project."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from recoupe.errors import UsageError
from recoupe.score import score_knowledge_base
from recoupe.score.likeness import interval, same_metric, same_name

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "corpus" / "gold"
SHARED = next((path for path in (ROOT.parent, ROOT.parents[1]) if (path / "shared" / "score.py").exists()), None)


def wobble(mark: dict[str, Any], salt: str) -> int:
    """A number from 0 to 9 that a mark always gives: decides how it is spoiled."""
    return hashlib.sha256(f"{salt}{mark['start']}{mark['text' if 'text' in mark else 'cue']}".encode()).digest()[0] % 10


def spoiled(gold: dict[str, Any]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Mentions and claims as the gold has them, about a third of them wrong in some way."""
    mentions: list[dict[str, Any]] = []
    claims: list[dict[str, Any]] = []
    for kind, key, value in (("money", "money", "amount"), ("percentage", "percentages", "value")):
        for mark in gold[key]:
            luck = wobble(mark, "q")
            if luck == 0:
                continue
            several = len(mark[value]) > 1
            figures = mark[value] if several else [None, None]
            mention = mark | {"type": kind, "rule": "x", value: None if several else mark[value][0]}
            mention |= {"low": figures[0], "high": figures[1]}
            mention |= {1: {"start": mark["start"] + 1}, 2: {value: "7"}, 3: {"modifier": "approx"}}.get(luck, {})
            mention |= {4: {"kind": "rate"}}.get(luck, {}) if kind == "percentage" else {}
            mentions.append(mention)
            if luck != 5:
                claims.append(claim(mention, mark, wobble(mark, "c")))
    for mark in gold["companies"]:
        luck = wobble(mark, "n")
        if luck:
            moved = {"start": mark["start"] - (luck == 1), "name": "Autre" if luck == 2 else mark["canonical"]}
            mentions.append(mark | {"type": "company", "named": luck != 3, "rule": "x"} | moved)
    for mark in gold["forecasts"]:
        luck = wobble(mark, "f")
        if luck:
            away = 400 if luck == 1 else 0
            place = {"start": min(mark["start"] + away, len(gold["text"]) - 5), "end": mark["end"] + away}
            changed = {"modality": "possibility" if luck == 2 else mark["modality"]}
            mentions.append(mark | {"type": "forecast", "text": mark["cue"], "rule": "x"} | place | changed)
    return mentions, claims


def claim(mention: dict[str, Any], mark: dict[str, Any], luck: int) -> dict[str, Any]:
    days = interval(mark["period"])
    made: dict[str, Any] = {
        "value": mention,
        "subject": {"name": "Inconnu" if luck == 0 else mark["subject"]} if luck != 1 else None,
        "metric": {"text": "autre chose" if luck == 2 else f"les {mark['metric']}"} if luck != 3 else None,
        "period": {"start": days[0], "end": None if luck == 4 else days[1]} if days and luck != 5 else None,
        "realis": "actual" if luck == 6 else mark["realis"],
        "source": {"name": mark["source"]} if mark["source"] and luck != 7 else None,
    }
    return made | ({"source": {"name": "Personne"}} if luck == 8 else {})


def write(folder: Path, golds: list[dict[str, Any]]) -> Path:
    folder.mkdir()
    rows: dict[str, list[dict[str, Any]]] = {"articles": [], "mentions": [], "claims": []}
    for gold in golds:
        rows["articles"].append({"id": gold["id"], "path": f"x/{gold['id']}.md"})
        for name, records in zip(("mentions", "claims"), spoiled(gold), strict=True):
            rows[name] += [record | {"article_id": gold["id"]} for record in records]
    for name, records in rows.items():
        text = "".join(json.dumps(record) + "\n" for record in records)
        (folder / f"{name}.jsonl").write_text(text, "utf-8")
    return folder


@pytest.mark.skipif(SHARED is None, reason="the founders' script does not stand beside the project")
def test_our_figures_are_those_of_the_founders(tmp_path: Path) -> None:
    assert SHARED
    for gold in (GOLD, SHARED / "shared" / "gold"):
        golds = [json.loads(path.read_text("utf-8")) for path in sorted(gold.glob("*.gold.json"))]
        kb = write(tmp_path / gold.parent.name, golds[1:])
        command = [sys.executable, SHARED / "shared" / "score.py", gold, kb, "--json"]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
        theirs = json.loads(said[-1])
        board = score_knowledge_base(gold, kb)
        assert board.missing == [golds[0]["id"]]
        for name, figures in theirs.items():
            if "f1" in figures:
                tally = board.findings[name]
                ours: list[float | None] = [tally.right, tally.spurious, tally.missed, round(tally.f1, 4)]
                assert ours == [figures["tp"], figures["fp"], figures["fn"], figures["f1"]], name
            else:
                accuracy = board.accuracies[name]
                assert [accuracy.right, accuracy.compared] == [figures["ok"], figures["n"]], name
        assert 0.3 < board.accuracies["claim_subject"].right / board.accuracies["claim_subject"].compared < 1


def test_a_small_case_by_hand(tmp_path: Path) -> None:
    text = "Alstom vaut 12 €. Il perd un tiers."
    gold: dict[str, Any] = {"id": "a", "text": text, "percentages": [], "forecasts": []}
    gold["companies"] = [{"text": "Alstom", "start": 0, "end": 6, "canonical": "Alstom"}]
    gold["multiples"] = [{"text": "un tiers", "start": 26, "end": 34, "type": "fraction", "value": "1/3"}]
    gold["money"] = [{"text": "12 €", "start": 12, "end": 16, "amount": ["12"], "currency": "EUR", "modifier": "exact"}]
    gold["money"][0] |= {"subject": "Alstom", "metric": "prix", "period": None, "realis": "actual", "source": None}
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a.gold.json").write_text(json.dumps(gold), "utf-8")
    kb = tmp_path / "kb"
    kb.mkdir()
    (kb / "articles.jsonl").write_text('{"id": "1", "path": "a.txt"}\n', "utf-8")
    (kb / "claims.jsonl").write_text("", "utf-8")
    mentions: list[dict[str, Any]] = [
        {"type": "money", "text": "2 €", "start": 13, "end": 16, "amount": "2", "currency": "EUR", "rule": "r"},
        {"type": "multiple", "text": "tiers", "start": 29, "end": 34, "kind": "fraction", "value": "1/3", "rule": "r"},
    ]
    (kb / "mentions.jsonl").write_text("".join(json.dumps(m | {"article_id": "1"}) + "\n" for m in mentions), "utf-8")
    board = score_knowledge_base(tmp_path / "gold", kb)
    assert {name: (t.right, t.spurious, t.missed) for name, t in board.findings.items() if name != "forecast_cue"} == {
        "money": (0, 1, 1),
        "money_span": (0, 1, 1),
        "percentage_span": (0, 0, 0),
        "multiple": (1, 0, 0),
        "company": (0, 0, 1),
        "company_overlap": (0, 0, 1),
        "forecast_sentence": (0, 0, 0),
    }
    details = [(slip.metric, slip.detail) for slip in board.slips]
    assert ("money", "missed: 12 €") in details
    assert ("money", "spurious: 2 € (r)") in details
    assert ("claim_found", "no claim on 12 €") in details


def test_gold_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no \*\.gold\.json"):
        score_knowledge_base(tmp_path, tmp_path)


def test_likeness() -> None:
    assert same_name("le groupe Crédit Agricole", "Credit agricole")
    assert not same_name("Alstom", None)
    assert same_name(None, "")
    assert same_metric("chiffre d’affaires annuel", "chiffres d'affaires")
    assert not same_metric("ventes", "bénéfice net")
    assert interval("2024-Q1") == ("2024-01-01", "2024-03-31")
    assert interval("2024-H2") == ("2024-07-01", "2024-12-31")
    assert interval("2023-12/2024-02") == ("2023-12-01", "2024-02-29")
    assert interval("2024-04-01/") == ("2024-04-01", None)
    assert interval("printemps") is None
