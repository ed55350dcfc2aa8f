"""One sentence as words, and the questions that forecast rules ask of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any, Final, TypeVar, cast

from recoupe.lexicon.forecast_cues import load_contexts
from recoupe.lexicon.words import spans
from recoupe.memo import Memo
from recoupe.read.document import Document
from recoupe.read.verb_readings import readings
from recoupe.read.words import words_in
from recoupe.text import Span

__all__ = ["Sentence", "Token", "first_word", "phrases"]

T = TypeVar("T")
_MISSING: Final = object()
_WORDS: Final = load_contexts()


class Token:
    """A word with its elision (« n' »), a number or a sign; `low` is its lower case."""

    __slots__ = ("capital", "end", "low", "start")

    def __init__(self, start: int, end: int, low: str, capital: bool) -> None:
        self.start = start
        self.end = end
        self.low = low
        self.capital = capital


def phrases(texts: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for any of several phrases as whole words; one pass, no backtracking to speak of."""
    pieces = sorted(texts, key=len, reverse=True)
    tails = (re.escape(piece) + ("" if piece.endswith("'") else r"(?!\w)") for piece in pieces)
    return re.compile(r"(?<!\w)(?:" + "|".join(tails) + ")")


def _listed(name: str) -> re.Pattern[str]:
    return phrases(getattr(_WORDS, name))


_LISTED: Final = Memo(_listed)
"""The patterns of the lists of lexicon/forecast_contexts.toml, each made when it is first looked for."""


def first_word(phrase: str) -> str:
    """The first token of a phrase in lower case."""
    found = spans(phrase, 0, len(phrase))
    return phrase[slice(*found[0])] if found and found[0][0] == 0 else ""


class Sentence:
    """A sentence of a document, tokenised when a candidate was seen in it.

    Attributes:
        span: where it stands in the document.
        low: its folded text in lower case; position 0 is `span.start`.
    """

    def __init__(self, document: Document, span: Span) -> None:
        self.document = document
        self.span = span
        self.low = words_in(document).low[span.start : span.end]
        self._has: dict[str, bool] = {}
        self._tokens: list[Token] | None = None
        self._starts: dict[int, int] | None = None
        self._question: bool | None = None
        self._capitals: bool | None = None
        self._derived: dict[Callable[[Sentence], Any], Any] = {}

    def once(self, derive: Callable[[Sentence], T]) -> T:
        """What a function derives from this sentence, computed at the first call and kept."""
        derived = self._derived.get(derive, _MISSING)
        if derived is _MISSING:
            derived = self._derived[derive] = derive(self)
        return cast(T, derived)

    @property
    def tokens(self) -> list[Token]:
        """Its words, numbers and signs in order."""
        if self._tokens is None:
            folded, low = self.document.folded, words_in(self.document).low
            self._tokens = [
                Token(start, end, low[start:end], folded[start].isupper())
                for start, end in spans(low, self.span.start, self.span.end)
            ]
        return self._tokens

    @property
    def starts(self) -> dict[int, int]:
        """The index of the token that starts at an offset."""
        if self._starts is None:
            self._starts = {token.start: index for index, token in enumerate(self.tokens)}
        return self._starts

    def word(self, index: int) -> str:
        """The lower-case token at an index; "" outside the sentence."""
        return self.tokens[index].low if 0 <= index < len(self.tokens) else ""

    def words(self, start: int, end: int) -> list[str]:
        """The lower-case tokens of a stretch, cut to the sentence."""
        return [token.low for token in self.tokens[max(start, 0) : max(end, 0)]]

    def has(self, name: str) -> bool:
        """Whether a phrase of a list of lexicon/forecast_contexts.toml stands in it as whole words."""
        found = self._has.get(name)
        if found is None:
            found = self._has[name] = _LISTED.of(name).search(self.low) is not None
        return found

    def first(self, words: frozenset[str]) -> int:
        """The first token that is one of several words; past the end where none is."""
        return next((at for at, token in enumerate(self.tokens) if token.low in words), len(self.tokens))

    @property
    def question(self) -> bool:
        """Whether it ends in a question mark."""
        if self._question is None:
            self._question = self.low.rstrip(" »\"')").endswith("?")
        return self._question

    @property
    def capitals(self) -> bool:
        """Whether it is a headline in capitals."""
        if self._capitals is None:
            text = self.document.text[self.span.start : self.span.end]
            self._capitals = text.isupper() and len(text) > 12
        return self._capitals

    def infinitive(self, index: int) -> int | None:
        """The index of the infinitive that stands here, clitics and quotes passed over; None where none does."""
        for at in range(index, min(index + 5, len(self.tokens))):
            word = self.word(at)
            if is_infinitive(word) and not self.tokens[at].capital:
                return at
            if word not in _WORDS.clitics and word not in ("«", '"', "'"):
                return None
        return None

    def figure(self, index: int, reach: int = 8) -> bool:
        """Whether a number stands in the next words, before the clause ends."""
        for token in self.tokens[index : index + reach]:
            if token.low in (",", ";", ":", ".", "(", "qui", "que", "mais", "depuis", "pour"):
                return False
            if token.low[0].isdigit() or token.low in _WORDS.numbers:
                return True
        return False

    def noun_phrase(self, index: int) -> bool:
        """Whether a noun phrase starts here."""
        if index >= len(self.tokens):
            return False
        token = self.tokens[index]
        known = token.low in _WORDS.determiners or token.low in _WORDS.numbers
        return known or token.capital or token.low[0].isdigit()

    def determined(self, index: int) -> bool:
        """Whether the word before is a determiner or a preposition that makes a noun of this one."""
        return self.word(index - 1) in _WORDS.determiners or self.word(index - 1) in (
            "en",
            "sans",
            "par",
            "quel",
            "quelle",
        )

    def auxiliary(self, index: int) -> bool:
        """Whether the word here follows an auxiliary: a participle then, no present."""
        before = index - 1
        while before > index - 5 and skippable(self.word(before)):
            before -= 1
        return any(form.lemma in ("avoir", "être") for form in readings(self.word(before)))

    def beyond_adverb(self, index: int) -> int:
        """The index after the adverb, or the fixed phrase used as one, that stands here; the same where none does."""
        found = (
            _LISTED.of("adverbs").match(self.low, self.tokens[index].start - self.span.start)
            if (index < len(self.tokens))
            else None
        )
        word = self.word(index)
        if found is None:
            return index + (word.endswith("ment") and len(word) > 6)
        stop = self.span.start + found.end()
        while index < len(self.tokens) and self.tokens[index].start < stop:
            index += 1
        return index

    def negated(self, index: int) -> bool:
        """Whether the verb here is negated (« ne … pas », « ne … aucun »), « ne … que » aside."""
        before = self.words(index - 4, index)
        if not {"ne", "n'"} & set(before):
            return False
        marks = {"pas", "plus", "jamais", "aucun", "aucune", "rien", "guère", "personne", "nul", "nulle", "ni"}
        return bool(marks & {*before, *self.words(index + 1, index + 5), *self.words(index - 8, index - 4)})


def _is_infinitive(word: str) -> bool:
    if word in _WORDS.not_infinitive:
        return False
    if word.endswith("er"):
        return len(word) > 3
    return any(form.tense == "infinitive" for form in readings(word))


_INFINITIVES: Final = Memo(_is_infinitive)


def is_infinitive(word: str) -> bool:
    """Whether a word can be an infinitive."""
    return _INFINITIVES.of(word)


def _is_participle(word: str) -> bool:
    if re.search(r"[^é]ée?s?$", word) and len(word) > 3:
        return True
    return any(form.tense == "past-participle" for form in readings(word))


_PARTICIPLES: Final = Memo(_is_participle)


def is_participle(word: str) -> bool:
    """Whether a word can be a past participle."""
    return _PARTICIPLES.of(word)


@cache
def _adverb_words() -> frozenset[str]:
    words = {word for adverb in _WORDS.adverbs for word in re.findall(r"[^\W\d_]+'?|-", adverb)}
    return frozenset(word for word in words if not readings(word))


def skippable(word: str) -> bool:
    """Whether a word can be an adverb, or part of a phrase used as one."""
    return (word.endswith("ment") and len(word) > 6) or word in _adverb_words()
