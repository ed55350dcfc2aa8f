"""The lexicon of timing: what it reads, what it refuses."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from recoupe.errors import LexiconError
from recoupe.lexicon.timing import TIMING, load


def table() -> dict[str, Any]:
    return tomllib.loads(files("recoupe.lexicon").joinpath("timing.toml").read_text("utf-8"))


@pytest.mark.parametrize("text", ["cac 40", "le nasdaq cède", "euro stoxx 50"])
def test_indices_are_found(text: str) -> None:
    assert TIMING.indices.search(text)


@pytest.mark.parametrize("text", ["cacao", "les dowels", "l'indice des prix"])
def test_other_words_are_no_index(text: str) -> None:
    assert TIMING.indices.search(text) is None


def test_every_index_is_found_whole() -> None:
    for name in table()["indices"]:
        found = TIMING.indices.fullmatch(name)
        assert found, name


def test_no_list_says_a_word_twice() -> None:
    for name, words in table().items():
        if isinstance(words, list):
            assert sorted(set(words)) == sorted(words), name


@pytest.mark.parametrize(
    ("name", "words"),
    [("quoted", []), ("saying", ["Dire"]), ("flows", ["no_such_key"]), ("lengths", {"three": ["trimestriel"]})],
)
def test_a_bad_entry_is_refused(name: str, words: object) -> None:
    with pytest.raises(LexiconError):
        load({**table(), name: words})
