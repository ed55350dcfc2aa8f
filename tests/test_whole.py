"""The whole program on the corpus, with the language model: twice, byte for byte, by one process and by two."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from recoupe.run import make_knowledge_base
from recoupe.store.layout import FILES
from recoupe.store.manifest import Manifest, read_manifest
from recoupe.store.validation import check_knowledge_base

ROOT = Path(__file__).parents[1]
ARTICLES = ROOT / "corpus" / "articles"

pytestmark = pytest.mark.xdist_group("model")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Manifest]:
    """The knowledge base of the corpus, made by one process."""
    kb = tmp_path_factory.mktemp("whole") / "kb"
    return kb, make_knowledge_base([ARTICLES], kb, jobs=1)


def test_every_article_is_read(made: tuple[Path, Manifest]) -> None:
    kb, manifest = made
    assert manifest == read_manifest(kb)
    assert manifest.inputs.read == manifest.inputs.given >= 40
    assert set(manifest.mentions) == {"money", "percentage", "multiple", "company", "period", "forecast"}
    assert manifest.files["claims.jsonl"].lines > manifest.inputs.read


def test_it_is_valid(made: tuple[Path, Manifest]) -> None:
    assert list(check_knowledge_base(made[0])) == []


def test_mentions_stand_in_text_order(made: tuple[Path, Manifest]) -> None:
    former = ("", 0)
    done = set()
    for line in (made[0] / "mentions.jsonl").read_text("utf-8").splitlines():
        mention = json.loads(line)
        here = (mention["article_id"], mention["start"])
        if here[0] == former[0]:
            assert here[1] >= former[1]
        else:
            assert here[0] not in done
            done.add(here[0])
        former = here


@pytest.mark.parametrize("seed", ["1", "7"])
def test_the_command_with_two_workers_gives_the_same_bytes(
    seed: str, made: tuple[Path, Manifest], tmp_path: Path
) -> None:
    """Also under another seed of Python's hashes, which decide in what order a set is gone through."""
    command = [sys.executable, "-m", "recoupe", "extract", ARTICLES, "-o", tmp_path / "kb", "--jobs", "2", "--quiet"]
    environment = os.environ | {"PYTHONHASHSEED": seed}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    theirs, ours = ({name: (kb / name).read_bytes() for name in FILES} for kb in (tmp_path / "kb", made[0]))
    assert theirs == ours
