"""The fast model decides as the stock one does, and steps aside where it was not tested."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.nlp import fast
from recoupe.nlp.fast.regex import TokenMatch, factorised
from recoupe.nlp.model import load_model

ARTICLES = sorted((Path(__file__).parents[1] / "corpus" / "articles").glob("*.md"))
pytest.importorskip(fast.LOOPS, reason="recoupe is installed without its compiled part (no C compiler)")
pytestmark = pytest.mark.xdist_group("model")


def decisions(doc: object) -> list[tuple[object, ...]]:
    return [
        (t.text, t.lemma_, t.pos_, t.dep_, t.head.i, str(t.morph), t.ent_type_, t.ent_iob_)
        for t in doc  # type: ignore[attr-defined]
    ]


def test_same_decisions_on_the_corpus() -> None:
    paragraphs = [line for path in ARTICLES for line in path.read_text("utf-8").splitlines()]
    some = random.Random(7).sample(paragraphs, min(300, len(paragraphs)))
    quick, stock = load_model(fast=True), load_model(fast=False)
    different = sum(
        a != b
        for ours, theirs in zip(quick.pipe(some), stock.pipe(some), strict=True)
        for a, b in zip(decisions(ours), decisions(theirs), strict=True)
    )
    assert different == 0


@pytest.mark.parametrize("text", ["", " ", "\n", "A", "3,5Md€.", "l’", "x" * 5000, "🦆 « d’abord » 12 %" * 3])
def test_same_decisions_on_odd_texts(text: str) -> None:
    assert decisions(load_model(fast=True)(text)) == decisions(load_model(fast=False)(text))


HEADS = ["faux", "anti", "entr", "grand", "micro", "sous", "état", "zz", "l", "c", "rouge", "pet"]


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(HEADS),
    st.sampled_from("-–'’_ "),
    st.sampled_from(HEADS),
    st.text("abcé-'Z1", max_size=6),
    st.booleans(),
)
def test_token_match_is_the_stock_expression(head: str, sign: str, tail: str, rest: str, upper: bool) -> None:
    word = head + sign + tail + rest
    word = word.upper() if upper else word
    stock = load_model(fast=False).tokenizer.token_match
    quick = load_model(fast=True).tokenizer.token_match
    assert stock is not None
    assert quick is not None
    assert isinstance(quick.__self__, TokenMatch)  # type: ignore[attr-defined]
    assert (stock(word) is None) == (quick(word) is None)


def test_factorised_groups_heads_by_tail() -> None:
    tail = "[" + "abcdefghij" * 40 + "]"
    pattern = f"(?iu)(?:^un[-]{tail}+$)|(?:^deux[-]{tail}+$)|(?:^trois[-]$)"
    assert factorised(pattern) == [
        ("(?isu)^(?:un[-]|deux[-]).+$", f"(?iu)^(?:un[-]|deux[-]){tail}+$"),
        ("(?isu)^(?:trois[-]$)", "(?iu)^(?:trois[-]$)"),
    ]


def test_other_versions_fall_back_with_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(fast.VERSIONS, "thinc", ("0.0.0",))
    with pytest.warns(UserWarning, match="stock model"):
        assert not fast.fits()


def test_without_its_compiled_part_the_stock_model_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast, "LOOPS", "recoupe__none")
    with pytest.warns(UserWarning, match="without its compiled part"):
        assert not fast.fits()


def test_the_command_line_of_spacy_waits_until_it_is_asked_for() -> None:
    code = """
import sys
from recoupe.nlp.model import load_model
load_model()
import spacy
assert not {name for name in sys.modules if name.startswith("spacy.cli")}
assert callable(spacy.cli.download) and spacy.info(silent=True)["spacy_version"] == spacy.__version__
assert spacy.cli is sys.modules["spacy.cli"] and sys.modules["spacy.cli.info"].__file__
try:
    spacy.nothing
except AttributeError:
    sys.exit(0)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_switch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOUPE_FAST", "0")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert not fast.fits()


_READ = """
import hashlib, pathlib, sys
import recoupe__loops as loops
from recoupe import Document, load
read = load().read_all([Document(pathlib.Path(path).read_text("utf-8")) for path in sys.argv[1:]])
records = [record.model_dump_json() for one in read for record in (*one.mentions, *one.claims)]
print(loops.vectors(), len(records), hashlib.sha256("".join(records).encode()).hexdigest())
"""


def test_processors_of_every_kind_read_the_same() -> None:
    found = {}
    for kind in ("amx", "avx512", "avx2", "plain"):
        done = subprocess.run(
            [sys.executable, "-c", _READ, *ARTICLES[:16]],
            env={**os.environ, "RECOUPE_VECTORS": kind, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        )
        name, *found[kind] = done.stdout.split()
        assert name == kind or kind != "plain"  # A kind that this processor lacks is passed over.
    assert len(set(map(tuple, found.values()))) == 1
    assert int(found["plain"][0]) > 100
