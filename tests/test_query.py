"""Questions to a knowledge base: each field, together, in Python and on the command line."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from recoupe import KnowledgeBase
from recoupe.cli import app
from recoupe.errors import UsageError
from recoupe.records import Claim, Interval, Metric, Source, Subject
from recoupe.records.flat import FLAT
from recoupe.store.periods import interval_of
from tests.knowledge_bases import article, claim, money, write

A2023 = Interval(text="en 2023", start=dt.date(2023, 1, 1), end=dt.date(2023, 12, 31))
T3 = Interval(text="au troisième trimestre", start=dt.date(2024, 7, 1), end=dt.date(2024, 9, 30))
OPEN = Interval(text="depuis avril", start=dt.date(2024, 4, 1))
ORANGE = Subject(name="Orange", company_id="orange")
BANK = Subject(name="Orange Bank", company_id="orange-bank")
LOREAL = Subject(name="L’Oréal", company_id="loreal")
REVENUE = Metric(text="chiffre d’affaires", key="revenue")


@pytest.fixture(scope="module")
def kb(tmp_path_factory: Any) -> Path:
    one = article(
        "un.txt", "Orange a réalisé 40 milliards d’euros de chiffre d’affaires, selon Les Échos.", title="=1+1"
    )
    two = article("deux.txt", "Orange Bank perdrait 12 M€. \x1b[31m L’Oréal vise 9 M€.", published=None)
    three = article("trois.txt", "Les ventes d'Orange monteront encore.", publisher="Le Soir")
    forty = money(one, "40 milliards d’euros", amount=40_000_000_000, currency="EUR")
    twelve = money(two, "12 M€", amount=12_000_000, currency="EUR")
    nine = money(two, "9 M€", low=9_000_000, high=11_000_000, currency="EUR")
    echoes = Source(name="Les Échos", cue="selon")
    revenue = claim(one, forty, subject=ORANGE, metric=REVENUE, period=A2023, source=echoes)
    loss = claim(two, twelve, subject=BANK, metric=Metric(text="perte"), period=T3, realis="unconfirmed")
    target = claim(
        two, nine, subject=LOREAL, metric=REVENUE, period=OPEN, realis="forecast", modality="target", confidence=0.9
    )
    rise = claim(
        three,
        None,
        subject=Subject(name="les ventes d'Orange"),
        realis="forecast",
        modality="prediction",
        direction="up",
    )
    folder = tmp_path_factory.mktemp("query") / "kb"
    write(folder, [(one, [forty], [revenue]), (two, [twelve, nine], [loss, target]), (three, [], [rise])])
    return folder


def told(found: list[Claim]) -> list[str]:
    return [one.subject.name if one.subject else "" for one in found]


@pytest.mark.parametrize(
    ("asked", "subjects"),
    [
        ({}, ["Orange Bank", "L’Oréal", "les ventes d'Orange", "Orange"]),
        ({"company": "Orange"}, ["Orange"]),
        ({"company": "orange-bank"}, ["Orange Bank"]),
        ({"company": "L'OREAL"}, ["L’Oréal"]),
        ({"company": "ventes"}, ["les ventes d'Orange"]),
        ({"company": "oran"}, []),
        ({"metric": "revenue"}, ["L’Oréal", "Orange"]),
        ({"metric": "chiffre d'affaires"}, ["L’Oréal", "Orange"]),
        ({"metric": "perte"}, ["Orange Bank"]),
        ({"metric": "ebitda"}, []),
        ({"company": "Orange", "metric": "revenue", "year": 2023}, ["Orange"]),
        ({"year": 2024}, ["Orange Bank", "L’Oréal"]),
        ({"period": "2024-T3"}, ["Orange Bank"]),
        ({"period": "2024-S1"}, ["L’Oréal"]),
        ({"period": "2023..2024-09"}, ["Orange Bank", "L’Oréal", "Orange"]),
        ({"period": "2024-07-01.."}, ["Orange Bank"]),
        ({"period": "..2023"}, ["Orange"]),
        ({"kind": "money"}, ["Orange Bank", "L’Oréal", "Orange"]),
        ({"kind": "none"}, ["les ventes d'Orange"]),
        ({"realis": "unconfirmed"}, ["Orange Bank"]),
        ({"modality": "target"}, ["L’Oréal"]),
        ({"source": "echos"}, ["Orange"]),
        ({"min_confidence": 0.5}, ["L’Oréal"]),
        ({"text": "REALISE milliards"}, ["Orange"]),
        ({"text": "l'oréal"}, ["Orange Bank", "L’Oréal"]),
        ({"text": 'a" OR "b*'}, []),
    ],
)
def test_questions(kb: Path, asked: dict[str, Any], subjects: list[str]) -> None:
    with KnowledgeBase(kb) as base:
        found = list(base.claims(**asked))
        assert told(found) == subjects
        assert base.count(**asked) == len(found)
        assert told(list(base.claims(**asked, limit=1))) == subjects[:1]


@pytest.mark.parametrize("asked", [{"kind": "euros"}, {"realis": "peut-être"}, {"period": "2024-13"}, {"text": "…"}])
def test_questions_that_cannot_be(kb: Path, asked: dict[str, str]) -> None:
    with KnowledgeBase(kb) as base, pytest.raises(UsageError):
        list(base.claims(**asked))


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-Q1", "2024-01-01", "2024-03-31"),
        ("2024-t4", "2024-10-01", "2024-12-31"),
        ("2024-H2", "2024-07-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-02-03", "2024-02-03", "2024-02-03"),
        ("2023-S2..2024-03", "2023-07-01", "2024-03-31"),
        ("2024..", "2024-01-01", "None"),
        ("..2024-02", "None", "2024-02-29"),
    ],
)
def test_periods_as_they_are_asked_for(asked: str, start: str, end: str) -> None:
    interval = interval_of(asked)
    assert (str(interval.start), str(interval.end)) == (start, end)


@pytest.mark.parametrize(
    "asked", ["", "..", "24", "2024-T5", "2024-S3", "2024-02-30", "2024-1", "2025..2024", "2024..x"]
)
def test_no_periods(asked: str) -> None:
    with pytest.raises(UsageError):
        interval_of(asked)


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "160"})


def test_the_command_line_prints_records_tables_and_csv(kb: Path) -> None:
    result = run("query", str(kb), "--company", "L'Oréal", "--format", "jsonl")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["subject"]["company_id"] == "loreal"
    table = run("query", str(kb), "--company", "Orange").stdout
    assert "40000000000 EUR" in table
    result = run("query", str(kb), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["subject"] for row in rows] == ["Orange Bank", "L’Oréal", "les ventes d'Orange", "Orange"]
    assert list(rows[0]) == [column.name for column in FLAT]
    assert rows[3]["title"] == "'=1+1"
    assert run("query", str(kb), "--kind", "euros").exit_code == 2
    assert run("query", str(kb.parent)).exit_code == 2


def test_stats_count_and_chart(kb: Path) -> None:
    text = run("stats", str(kb)).stdout
    assert text.startswith("4 claims in 3 articles\n")
    for line in ("1  Orange Bank", "2  revenue", "1  Les Échos", "2  forecast", "2023 ", "2024 "):
        assert line in text
    text = run("stats", str(kb), "--company", "Orange", "--metric", "revenue").stdout
    assert "2023-12-31" in text
    assert "40,000,000,000 EUR" in text
    assert "\x1b" not in text
