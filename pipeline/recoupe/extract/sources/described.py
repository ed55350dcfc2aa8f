"""Sources told again by what they are: « la dirigeante », « le patron vendéen », « le courtier », « le baromètre »."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from recoupe.extract.sources.phrase import tokens
from recoupe.extract.sources.speaker import Speaker
from recoupe.lexicon.first_names import first_names
from recoupe.lexicon.speech import load_speech
from recoupe.text import Span

__all__ = ["described"]

_SPEECH: Final = load_speech()
_DEFINITE: Final = re.compile(r"(?:le|la|l'|ce|cet|cette) ?", re.IGNORECASE)
_LONGEST: Final = 4
"""How many words a description may have, with its determiner: « le chef d'entreprise »."""
_FARTHEST: Final = 2500
"""How far before its description, in characters, a source may have been named."""
_LOOKED_AT: Final = 12
_TITLE: Final = 60


def described(folded: str, phrase: Span, said: Sequence[Speaker]) -> Speaker | None:
    """The source named before that a definite description stands for; None where it describes no one named.

    Args:
        folded: the text, folded.
        phrase: a noun phrase without a name in it.
        said: the sources named so far, in order.
    """
    words = list(tokens(folded, phrase.start, phrase.end))
    if not 1 < len(words) <= _LONGEST + 1 or not _DEFINITE.match(folded, phrase.start):
        return None
    if any(word.text[0].isupper() or word.text[0].isdigit() for word in words[1:]):
        return None
    near = [one for one in said[-_LOOKED_AT:] if phrase.start - one.span.end <= _FARTHEST]
    head = words[1].low
    if head in _SPEECH.person_roles:
        found = next((one for one in reversed(near) if _is_person(one)), None)
        return found._replace(observer=True) if found is not None else None
    if len(words) > 2:
        return None
    if head in _SPEECH.house_roles:
        return next((one for one in reversed(near) if _is_house(one)), None)
    if head in _SPEECH.paper_roles:
        return next((one for one in reversed(near) if _is_called(folded, one, head)), None)
    return None


def _is_person(one: Speaker) -> bool:
    first, *rest = one.name.split()
    return one.company_id is None and bool(rest) and (first in first_names() or _is_hyphenated(first))


def _is_hyphenated(first: str) -> bool:
    """« Anne-Sophie »."""
    return first.partition("-")[0] in first_names()


def _is_house(one: Speaker) -> bool:
    return one.company_id is not None or (one.name[0].isupper() and one.observer and not _is_person(one))


def _is_called(folded: str, one: Speaker, head: str) -> bool:
    """« (baromètre EY) … Le baromètre »: the one that the same noun brought in."""
    before = folded[max(0, one.span.start - _TITLE) : one.span.end].casefold()
    return one.name[0].isupper() and re.search(rf"(?<!\w){re.escape(head)}(?!\w)", before) is not None
