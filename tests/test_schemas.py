"""The published schemas: fresh, valid, followed by what is written, and loading what former versions wrote."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from recoupe.records import SCHEMA_VERSION
from recoupe.run import make_knowledge_base
from recoupe.store.kinds import KINDS, Kind, schema
from recoupe.store.layout import FILES, REVIEWS
from tests.fake_reader import load

ROOT = Path(__file__).parents[1]
FOSSILS = [
    pytest.param(json.loads(line), id=f"{path.stem}:{number}")
    for path in sorted((ROOT / "schemas" / "fossils").glob("*.jsonl"))
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
]
BY_NAME = {kind.name: kind for kind in KINDS}


def published(kind: Kind) -> dict[str, Any]:
    path = ROOT / "schemas" / f"v{SCHEMA_VERSION}" / f"{kind.name}.schema.json"
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def test_the_schemas_are_fresh() -> None:
    done = subprocess.run([sys.executable, ROOT / "scripts" / "schemas.py", "--check"], check=False)
    assert done.returncode == 0


def test_every_file_of_a_knowledge_base_has_its_schema() -> None:
    assert {kind.file for kind in KINDS} == {*FILES, REVIEWS}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_schema_demands_every_field(kind: Kind) -> None:
    body = published(kind)
    assert body == schema(kind)
    Draft202012Validator.check_schema(body)
    for part in [body, *body.get("$defs", {}).values()]:
        if part.get("type") == "object" and "properties" in part:
            assert set(part["required"]) == set(part["properties"]), part.get("title")
            assert part["additionalProperties"] is False


@pytest.mark.parametrize("fossil", FOSSILS)
def test_what_a_former_version_wrote_loads_and_is_written_the_same(fossil: dict[str, Any]) -> None:
    kind = BY_NAME[fossil["kind"]]
    record = kind.adapter.validate_python(fossil["record"])
    assert json.loads(kind.adapter.dump_json(record)) == fossil["record"]
    Draft202012Validator(published(kind), format_checker=FormatChecker()).validate(fossil["record"])


def test_there_is_a_fossil_of_every_kind() -> None:
    fossils: list[Any] = [parameter.values[0] for parameter in FOSSILS]
    assert {fossil["kind"] for fossil in fossils} == set(BY_NAME)
    types = {fossil["record"]["type"] for fossil in fossils if fossil["kind"] == "mention"}
    assert types == {"money", "percentage", "multiple", "company", "period", "forecast"}


def test_what_a_run_writes_follows_the_schemas(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("La Société Dupont vaut 12 €.", "utf-8")
    (tmp_path / "b.txt").write_text("", "utf-8")
    make_knowledge_base([tmp_path], tmp_path / "kb", jobs=1, load=load)
    for kind in (kind for kind in KINDS if kind.file in FILES):
        text = (tmp_path / "kb" / kind.file).read_text("utf-8")
        rows = [text] if kind.name == "manifest" else text.splitlines()
        assert rows
        for row in rows:
            Draft202012Validator(published(kind)).validate(json.loads(row))
