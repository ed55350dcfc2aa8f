"""The subject of a verb of attribution, read to its left; by the parse where the text alone does not show it."""

from __future__ import annotations

import re
from typing import Final

from recoupe.extract.sources.phrase import Token, phrase_after, tokens
from recoupe.extract.syntax import Syntax
from recoupe.lexicon.speech import load_speech
from recoupe.read.document import Document
from recoupe.read.verb_readings import readings
from recoupe.text import Span

__all__ = ["antecedent", "awaits_verb", "first_phrase", "subject_before"]

_OPENER: Final = re.compile(r"[;:()«\"»]| - ")
_RELATIVE: Final = re.compile(r"(?<!\w)(?:que |qu'|dont |où |quand |lorsque |tandis que |alors que )")
_LINK: Final = re.compile(
    r" *(?:et|mais|car|or|puis|alors que|tandis que|puisque|puisqu'|quand|lorsque|lorsqu'|comme|si|que|qu'|ainsi|enfin"
    r"|ensuite|cependant|toutefois|pourtant|d'ailleurs|aussi|selon lui|en effet|de même) +",
    re.IGNORECASE,
)
_BEGINS: Final = re.compile(
    r"(?:[A-ZÀ-ÝŒ0-9]|[\w-]+\.[a-z]{2,4}(?!\w)|(?:le|la|les|l'|un|une|des|son|sa|ses|leur|leurs|ce|cet|cette|ces|plusieurs|certains|certaines"
    r"|quelques|deux|trois|il|elle|ils|elles|on|nous|je|ceux|celui|celle|celles|d'autres|chacun|nombre) ?)"
)
_ADVERBIAL: Final = re.compile(
    r"(?:en|dans|à|au|aux|pour|par|sur|sous|selon|d'après|depuis|après|avant|lors|pendant|chez|hier|aujourd'hui|lundi"
    r"|mardi|mercredi|jeudi|vendredi|samedi|dimanche|interrog\w+|début|fin|mi|il y a|de|du|malgré|avec|sans|contre"
    r"|outre|hors|hormis|sauf|excepté|compte tenu|suite|tant|auprès|au-delà|face"
    r"|grâce|dès|vers|via|parmi|plus|moins|côté|quant|toujours|ainsi|ensuite|enfin|certes|ici|là|alors|si|quand"
    r"|lorsque|comme|faute|afin|jusqu\w+|\w+ment|mais|et|or|car|à l'inverse|par ailleurs)(?![\w'])(?!\.)",
    re.IGNORECASE,
)


_COORDINATED: Final = re.compile(r" (?:et|puis|mais) $")
_CLITIC: Final = re.compile(r"(?: (?:s'|se|n'|ne|y|en))+ ?$")
_OPENS_ASIDE: Final = re.compile(r" (?:qui|dont|où) ")
_COMMA: Final = re.compile(r",(?!\d)")
_SECOND: Final = re.compile(r"(?:^| )(?:alors que|tandis que|mais|quand|lorsque|bien que) ")
_QUI: Final = re.compile(r",? qui (?:n'|ne |en |y |s'|se )?$")
_OPENS_RELATIVE: Final = frozenset({"qui", "dont", "où"})
_FARTHEST: Final = 600
"""How far before its verb a subject may begin, in characters."""
_CHUNKS: Final = 6
"""How many stretches between commas may stand before a subject."""
_LONGEST: Final = 9
"""How many words a subject with a verb still to come may have."""


def subject_before(document: Document, syntax: Syntax, start: int) -> Span | None:
    """The subject of the verbal group that begins at `start`, without what follows its first comma.

    Returns:
        The words of the subject, or None where there is none to be seen.
    """
    sentence = document.sentence_at(start)
    if _COORDINATED.search(document.folded, max(sentence.start, start - 5), start):
        return _of_verb_before(document, syntax, sentence, start)
    return _on_text(document.folded, max(sentence.start, start - _FARTHEST), start) or _by_parse(
        document, syntax, sentence, start
    )


def _of_verb_before(document: Document, syntax: Syntax, sentence: Span, start: int) -> Span | None:
    """« Yas, l'ex-Free, a dépensé 65 milliards et (affirme avoir gagné) »: the subject of the verb before."""
    verb = next((word.start for word in syntax.words(sentence) if "Mood=" in word.morph), start)
    if clitics := _CLITIC.search(document.folded, max(sentence.start, verb - 8), verb):
        verb = clitics.start()
    return first_phrase(document.folded, Span(max(sentence.start, start - _FARTHEST), min(verb, start)))


def first_phrase(folded: str, sentence: Span) -> Span | None:
    """The first noun phrase of a sentence that begins none of its adverbials: most often its subject."""
    chunks = _chunks(folded, sentence.start, sentence.end)
    return next((found for chunk in chunks[:_CHUNKS] if (found := _phrase_of(folded, chunk))), None)


def awaits_verb(folded: str, before: Span) -> bool:
    """Whether what stands before a verb is a subject with its apposition, so that the verb is its own.

    « La patronne du réseau, Sonia Kaci, (a reconnu) » awaits one; « Le réseau perdra 200 agences, (redoute) » has one.
    """
    chunks = _chunks(folded, before.start, before.end)
    if len(chunks) < 2 or (phrase := _phrase_of(folded, chunks[-2])) is None:
        return False
    apposed = list(tokens(folded, chunks[-1].start, chunks[-1].end))
    words = list(tokens(folded, phrase.start, chunks[-2].end))
    if apposed[0].low not in _OPENS_RELATIVE and any(_is_finite(word) for word in apposed):
        return False
    if (
        len(words) > _LONGEST
        or words[0].low in load_speech().phrases["pronouns"]
        or any(word.text[0].isdigit() for word in words)
    ):
        return False
    return phrase.end == chunks[-2].end and not any(_is_finite(word) for word in words)


def _is_finite(word: Token) -> bool:
    return word.text[0].islower() and any(form.person in (3, 6) for form in readings(word.text))


def _on_text(folded: str, floor: int, start: int) -> Span | None:
    for opener in _OPENER.finditer(folded, floor, start):
        floor = opener.end()
    if folded[floor:start].rstrip().endswith(","):
        # « X, directeur de Y, a déclaré »: the subject stands before what the commas enclose.
        return _before_aside(folded, Span(floor, start)) or first_phrase(folded, Span(floor, start))
    chunks = _chunks(folded, floor, start)
    if not chunks:
        return None
    last = chunks[-1]
    for relative in _RELATIVE.finditer(folded, last.start, last.end):
        last = Span(relative.end(), last.end)
    return _phrase_of(folded, last, last=True)


def _before_aside(folded: str, before: Span) -> Span | None:
    """« …, alors que le consensus, qui espérait 1 % en mars, (n'attend plus que) »: what the relative hangs on."""
    chunks = _chunks(folded, before.start, before.end)
    if len(chunks) < 3 or not _OPENS_ASIDE.match(folded, chunks[-1].start):
        return None
    link = _SECOND.search(folded, chunks[-2].start, chunks[-2].end)
    chunk = Span(link.end(), chunks[-2].end) if link else chunks[-2]
    return _phrase_of(folded, chunk, last=True)


def antecedent(folded: str, floor: int, at: int) -> Span | None:
    """What the relative whose « qui » ends right before `at` hangs on: « le cabinet, qui (espérait) »."""
    found = _QUI.search(folded, max(floor, at - 8), at)
    if found is None:
        return None
    chunks = _chunks(folded, floor, found.start())
    return _phrase_of(folded, chunks[-1], last=True) if chunks else None


def _chunks(folded: str, floor: int, start: int) -> list[Span]:
    """The stretches between commas."""
    chunks = []
    at = floor
    for found in _COMMA.finditer(folded[floor:start]):
        chunks.append(Span(at, floor + found.start()))
        at = floor + found.end()
    chunks.append(Span(at, start))
    return [chunk for chunk in chunks if folded[chunk.start : chunk.end].strip()]


def _phrase_of(folded: str, chunk: Span, last: bool = False) -> Span | None:
    start = chunk.start
    while link := _LINK.match(folded, start, chunk.end):
        start = link.end()
    start += len(folded[start : chunk.end]) - len(folded[start : chunk.end].lstrip(" -–•*\n"))
    text = folded[start : chunk.end]
    if _ADVERBIAL.match(text):
        return None
    if not _BEGINS.match(text):
        return None
    found = phrase_after(folded, start, chunk.end)
    if found is None:
        return None
    rest = folded[found.end : chunk.end].strip()
    # What is left between the phrase and the verb may only be a relative (« ceux qui … ont annoncé »).
    return found if not rest or not last or re.match(r"(?:qui|dont|où|que|qu')(?!\w)", rest) else None


def _by_parse(document: Document, syntax: Syntax, sentence: Span, start: int) -> Span | None:
    words = syntax.words(sentence)
    for index, word in enumerate(words):
        if word.end > start:
            break
        if word.dep.startswith("nsubj"):
            head = words[word.head]
            if not (start <= head.start < start + 40):
                continue
            first = next((other.start for other in words[:index] if other.head == index), word.start)
            return phrase_after(document.folded, first, start)
    return None
