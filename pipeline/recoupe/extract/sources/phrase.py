"""Who: the noun phrase that names a source, read off the text, and the name in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from recoupe.lexicon.speech import load_speech
from recoupe.text import Span

__all__ = ["Token", "apposed_name", "name_in", "phrase_after", "tokens"]

_TOKEN: Final = re.compile(
    r"(?:[dljnsmtcDLJNSMTC]|qu|Qu|lorsqu|puisqu|jusqu)'|(?:M|MM|Dr|Me|Pr|St|Mgr)\.|(?:[A-ZÉ]\.-?)+(?= ?[A-ZÉ])"
    r"|[^\W_](?:[\w&+/-]|\.(?=\w)|'(?=[A-Z]))*|[^\s\w]|\n"
)
_MOST: Final = 18
"""How many words a noun phrase may have."""
_WORDS: Final = load_speech().phrases
_ENDING: Final = frozenset(',;:()«»"[]!?…-—\n.') | _WORDS["relatives"] | _WORDS["auxiliaries"]
_PARTICIPLE: Final = ("é", "és", "ée", "ées")
_NEW_PHRASE: Final = frozenset({"le", "la", "les", "l'", "un", "une", "ces", "ses"})
_GOES_ON: Final = _WORDS["links"] | {"tous", "toutes", "tout"}


class Token:
    """One word or sign, with its place; `low` is its lower case."""

    __slots__ = ("end", "low", "start", "text")

    def __init__(self, start: int, end: int, text: str) -> None:
        self.start = start
        self.end = end
        self.text = text
        self.low = text.lower()


def tokens(folded: str, start: int, end: int) -> Iterator[Token]:
    """The words and signs of a stretch of folded text, found as they are asked for."""
    for found in _TOKEN.finditer(folded, start, end):
        first, last = found.span()
        yield Token(first, last, folded[first:last])


def _ends(token: Token, before: Token | None, after_verb: bool) -> bool:
    low = token.low
    if low in _ENDING and not (low == "-" and before is None):
        return True
    if before is None:
        return False
    if after_verb and low in _WORDS["times"]:
        return True
    if after_verb and low in _WORDS["after_verb"]:
        # « les analystes interrogés par Bloomberg »
        return not before.low.endswith(_PARTICIPLE)
    # « selon Oddo BHF le titre … »: a determiner after a noun begins another phrase.
    return token.text in _NEW_PHRASE and before.low not in _GOES_ON and not before.low.endswith(_PARTICIPLE)


def phrase_after(folded: str, start: int, end: int, *, after_verb: bool = False) -> Span | None:
    """The noun phrase that begins at `start`, up to a sign, a relative or a verb; None where there is none.

    Args:
        folded: the text, folded.
        start: where it begins; end: what it may not pass.
        after_verb: it is the subject of a verb before it (« , a indiqué X mardi à l'AFP »), and ends at an adverbial.
    """
    first: Token | None = None
    last: Token | None = None
    for count, token in enumerate(tokens(folded, start, end)):
        if _ends(token, last, after_verb) or count == _MOST:
            break
        first = first or token
        last = token
    if first is None or last is None or last.low in _WORDS["determiners"]:
        return None
    return Span(first.start, last.end)


def _is_capital(token: Token) -> bool:
    return token.text[0].isupper() or token.text[0].isdigit()


def name_in(folded: str, span: Span) -> Span:
    """The name in a noun phrase: without its determiner, and without the title of who is named.

    « le directeur commercial Teddy Marlowe » → « Teddy Marlowe »; « la Banque de France » → « Banque de France ».
    """
    words = list(tokens(folded, span.start, span.end))
    while len(words) > 1 and words[0].low in _WORDS["determiners"] and not _is_titled(folded, words):
        words = words[1:]
    if words[0].text[0].islower():
        run = len(words)
        while run and (_is_capital(words[run - 1]) or (words[run - 1].text in ("&", "l'") and run < len(words))):
            run -= 1
        if 0 < run < len(words) and words[run - 1].text not in _WORDS["links"] and words[run].text[0].isupper():
            words = words[run:]
    return Span(words[0].start, words[-1].end)


def _is_titled(folded: str, words: list[Token]) -> bool:
    """« Les Échos », « Le Temps », « L'Équipe » inside a sentence: the article is part of the name."""
    before = folded[: words[0].start].rstrip(' «"-')[-1:] if words[0].start < 4 else folded[words[0].start - 2]
    inside = before not in ("", ".", "!", "?", "\n", "…", "»", "«", ":") and folded[words[0].start - 1] != "\n"
    return inside and words[0].text in ("Le", "La", "Les", "L'") and words[1].text[0].isupper()


def apposed_name(folded: str, span: Span, end: int) -> Span | None:
    """The name that stands beside a title: « le directeur financier, [Jean Dupont], »; None where there is none."""
    if not folded[name_in(folded, span).start].islower() or folded[span.end : span.end + 2] != ", ":
        return None
    run: list[Token] = []
    for token in tokens(folded, span.end + 1, min(end, span.end + 80)):
        if token.text[0].isupper() or (run and token.low in _WORDS["particles"]):
            run.append(token)
        elif run or not re.match(r"(?:le|la|l'|docteur|professeur|maître)$", token.text):
            if token.text not in (",", ".", ";", ":", ")", "»", '"', "(", "\n"):
                return None
            break
    capital = [token for token in run if token.text[0].isupper()]
    return Span(run[0].start, run[-1].end) if len(capital) >= 2 else None
