"""The language of a text: known by its little words where it is French, else asked of py3langid."""

from __future__ import annotations

import re

from recoupe.lexicon.language import reads_as_french

__all__ = ["language_of"]

_SAMPLE = 4000
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """The ISO 639-1 code of the language that a text is in, judged by its beginning.

    Returns:
        « fr », « en »…; « und » where there are no letters to judge by.
    """
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample.lower())
    if reads_as_french(words):
        return "fr"
    if not words:
        return "und"
    from py3langid import classify  # Its model takes half a second to load: only where it is needed.

    return str(classify(sample)[0])
