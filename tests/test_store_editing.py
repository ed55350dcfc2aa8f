"""Claims edited by a person: checked line by line, shown, applied whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from recoupe import KnowledgeBase
from recoupe.cli import app
from recoupe.run import make_knowledge_base
from recoupe.store.validation import check_knowledge_base
from tests.fake_reader import load


@pytest.fixture
def kb(tmp_path: Path) -> Path:
    source = tmp_path / "in"
    source.mkdir()
    (source / "a.txt").write_text("La Société Dupont vaut 12 €. Elle vaut 13 €.", "utf-8")
    (source / "b.txt").write_text("La Société Eon vaut 5 €.", "utf-8")
    make_knowledge_base([source], tmp_path / "kb", jobs=1, load=load)
    return tmp_path / "kb"


def edited(kb: Path, change: Callable[[list[dict[str, Any]]], object]) -> Path:
    records = [json.loads(line) for line in (kb / "claims.jsonl").read_text("utf-8").splitlines()]
    change(records)
    path = kb.parent / "edited.jsonl"
    path.write_text("".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records), "utf-8")
    return path


def run(kb: Path, path: Path, *options: str) -> Any:
    return CliRunner().invoke(app, ["import", str(kb), str(path), *options])


def metrics(kb: Path) -> list[str]:
    with KnowledgeBase(kb) as base:
        return [claim.metric.text for claim in base.claims() if claim.metric]


def test_what_was_not_edited_differs_in_nothing(kb: Path) -> None:
    before = {path.name: path.read_bytes() for path in kb.iterdir() if path.suffix.startswith(".json")}
    result = run(kb, edited(kb, lambda records: records), "--apply", "--whole")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "no differences" in result.stderr
    assert before == {path.name: path.read_bytes() for path in kb.iterdir() if path.suffix.startswith(".json")}


def test_differences_are_shown_before_they_are_applied(kb: Path) -> None:
    path = edited(kb, lambda records: records[0]["metric"].update(text="prix", key="price"))
    result = run(kb, path)
    assert result.exit_code == 0
    assert '    metric.text: "somme" -> "prix"\n    metric.key: null -> "price"\n' in result.stdout
    assert metrics(kb) == ["somme"] * 3
    assert "1 differences applied" in run(kb, path, "--apply").stderr
    assert metrics(kb) == ["prix", "somme", "somme"]
    assert list(check_knowledge_base(kb)) == []


def test_claims_are_added_and_removed(kb: Path) -> None:
    def change(records: list[dict[str, Any]]) -> None:
        records[1] |= {"id": "0123456789abcdef", "subject": None}

    path = edited(kb, change)
    assert run(kb, path).stdout.startswith("+ 0123456789abcdef –, somme: Elle vaut 13 €.")
    run(kb, path, "--apply")
    assert len(metrics(kb)) == 4
    run(kb, path, "--apply", "--whole")
    with KnowledgeBase(kb) as base:
        assert [claim.id for claim in base.claims()][1] == "0123456789abcdef"
        assert {company.id: company.claims for company in base.companies()} == {"dupont": 1, "eon": 1}
    assert list(check_knowledge_base(kb)) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda r: r[0].update(realis="perhaps"), "edited.jsonl:1: realis:"),
        (lambda r: r[1]["evidence"].update(text="Elle vaut 14 €."), "edited.jsonl:2: evidence: is not what stands"),
        (lambda r: r[1]["value"].update(start=0), "edited.jsonl:2: value: is not what stands"),
        (lambda r: r[0].update(mentions=["nothing"]), "mentions: nothing is no mention"),
        (lambda r: r[0]["subject"].update(company_id="nobody"), "subject.company_id: nobody names no company"),
        (lambda r: r[0].update(article_id="nowhere"), "article_id: names no article"),
        (lambda r: r[0].update(article_id=r[2]["article_id"]), "article_id: is another than the claim's"),
        (lambda r: r.append(r[0]), "edited.jsonl:4: id: stands in the file twice"),
        (lambda r: r[0]["value"].update(amount=12.5), "value.money.amount"),
    ],
)
def test_faults_are_told_by_line_and_field_and_nothing_is_applied(kb: Path, change: Any, told: str) -> None:
    before = (kb / "claims.jsonl").read_bytes()
    result = run(kb, edited(kb, change), "--apply")
    assert result.exit_code == 1
    assert told in result.stdout
    assert (kb / "claims.jsonl").read_bytes() == before


def test_a_file_that_is_not_there(kb: Path) -> None:
    assert run(kb, kb / "none.jsonl").exit_code == 2
