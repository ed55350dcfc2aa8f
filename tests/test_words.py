"""The shared pass over the words of a text gives what a regular expression run over the text would give."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.extract.sources import cues
from recoupe.lexicon import words as lexicon_words
from recoupe.lexicon.names import WORD, plain
from recoupe.lexicon.starts import Starts
from recoupe.lexicon.trie import trie
from recoupe.lexicon.words import pieces, words
from recoupe.read.words import Known, Opened, Words, lowered
from recoupe.text import fold

CORPUS = Path(__file__).parents[1] / "corpus"
TEXTS = [*sorted((CORPUS / "articles").glob("*.md")), CORPUS / "cases" / "sources.txt"]
OPENED = {"lead": cues.LEAD, "agent": cues.AGENT, "valued": cues.VALUED, "revision": cues.REVISION, "chez": cues.CHEZ}
PIECES = [
    "selon", "D’après", "l'", "à en croire", "Aux yeux du", "que", " ", " ", " ", ", ", "attendues", "attendu", "par",
    "estimée", "à 3 millions", "les analystes", "a", "ont", "nettement", "relevé", "son", "objectif de cours", "-",
    "revoyant", "Chez", "Oddo", "où l'on", "attendait", "on", ".", "\n", "İ", "é", "e\u0301", "_", "3", "(", "abaisse",
    "ses estimations", "prévision", "« ", " »",
]  # fmt: skip


def spans(opened: Opened, text: str) -> list[tuple[int, int]]:
    return [match.span() for match in opened.matches(text, Words(text))]


@pytest.mark.parametrize("name", OPENED)
def test_an_opened_expression_finds_what_it_would_find_by_itself(name: str) -> None:
    opened, some = OPENED[name], 0
    for path in TEXTS:
        text = fold(path.read_text("utf-8"))
        expected = [match.span() for match in opened.pattern.finditer(text)]
        assert spans(opened, text) == expected
        some += len(expected)
    assert some


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join) | st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_an_opened_expression_finds_it_in_odd_texts(text: str) -> None:
    text = fold(text)
    for opened in OPENED.values():
        assert spans(opened, text) == [match.span() for match in opened.pattern.finditer(text)]


@given(st.text() | st.lists(st.sampled_from(PIECES)).map("".join))
def test_words_stand_where_they_are_found(text: str) -> None:
    read = Words(text)
    assert len(read.low) == len(text)
    assert read.low == lowered(text)
    assert list(zip(read.starts, read.texts, strict=True)) == [
        (match.start(), match[0]) for match in WORD.finditer(text)
    ]
    assert read.plains == [plain(word) for word in read.texts]


def test_what_is_known_of_words_is_asked_of_every_word_and_told_by_whoever_asks() -> None:
    text = "Selon Lunor, « 3 % »: À SELON"
    before = Words(text)
    low: Known[int] = Known(lambda word: len(word) if word in ("selon", "3", "à", "%") else None)
    written: Known[str] = Known(lambda word: word * 2 if word in ("SELON", "%", "à") else None, low=False)
    for read in (before, Words(text)):
        assert [what for _, what in low.of(read)] == [5, 1, 1, 5]
        assert [read.texts[at] for at, _ in low.of(read)] == ["Selon", "3", "À", "SELON"]
        assert [(read.texts[at], what) for at, what in written.of(read)] == [("%", "%%"), ("SELON", "SELONSELON")]


ODD = [
    "a_b", "ßétés", "½ 3²", "Ωμέγα et 12", "l'“x”", "…\u2028fin", "_", "'", "d''un", "x\u0301y", "1 000,5€", "٣",
    "日本 12 %", "a\u200bb",
]  # fmt: skip


@given(st.text() | st.lists(st.sampled_from([*PIECES, *ODD])).map("".join))
def test_words_and_pieces_are_those_of_their_expressions(text: str) -> None:
    found, starts = pieces(text)
    assert list(zip(starts, found, strict=True)) == [(match.start(), match[0]) for match in WORD.finditer(text)]
    assert words(text) == re.findall(r"[^\W\d_]+'?|\d+|[^\w\s]", text)


NAMES = ["un", "deux", "dix-huit", "x", "Québec", "États-Unis"]
STARTS = Starts(rf"[ ('](?:{trie(NAMES)})(?!\w)", NAMES, "('")


SPANS = re.compile(r"[^\W\d_]+'?|\d+(?:[.,' ]\d+)*|[^\w\s]")


@given(st.text() | st.lists(st.sampled_from([*PIECES, *ODD, "1.5", "3,", "4'5 6"])).map("".join), st.integers(0, 9))
def test_words_numbers_and_signs_stand_where_their_expression_finds_them(text: str, cut: int) -> None:
    start, end = min(cut, len(text)), max(len(text) - cut, min(cut, len(text)))
    assert lexicon_words.spans(text, start, end) == [match.span() for match in SPANS.finditer(text, start, end)]


@given(st.lists(st.sampled_from([*NAMES, *" ('-.", "dix", "une", "Étas", "\u2028", "\n", "é"])).map("".join))
def test_starts_finds_what_its_expression_finds(text: str) -> None:
    expected = [match.span() for match in re.finditer(rf"[ ('](?:{trie(NAMES)})(?!\w)", text)]
    assert [match.span() for match in STARTS.matches(text)] == expected
