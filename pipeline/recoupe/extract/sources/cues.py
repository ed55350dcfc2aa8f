"""The cues that are no verb of saying: « selon », « attendu par », « (source : X) », « son objectif de cours »."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from recoupe.lexicon.speech import load_speech
from recoupe.read.conjugation import forms
from recoupe.read.words import Opened

__all__ = ["AGENT", "BRACKET", "CHEZ", "LEAD", "QUOTE_AFTER_COLON", "REVISION", "VALUED"]


def _alt(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word))) + ")"


_SPEECH: Final = load_speech()
_REVISED: Final = [
    form
    for verb in _SPEECH.revision_verbs
    for form in forms(verb, "present", "imperfect", "past-participle", "present-participle", persons=(0, 3, 6))
]
_ENDINGS: Final = ("", "e", "s", "es")
_AUXILIARIES: Final = ("a", "ont", "avait", "avaient")

LEAD: Final = Opened(
    re.compile(rf"(?<![\w']){_alt(_SPEECH.leads)}(?:(?<=')|(?![\w-]))(?! que(?!\w))", re.IGNORECASE), _SPEECH.leads
)
"""« selon », « d'après », before the source."""

AGENT: Final = Opened(
    re.compile(rf"(?<!\w){_alt(_SPEECH.agents)}e?s? par (?=\w)"),
    [form + ending for form in _SPEECH.agents for ending in _ENDINGS],
)
"""« attendu par », before an observer."""

VALUED: Final = Opened(
    re.compile(rf"(?<!\w){_alt(_SPEECH.valuing)}e?s? (?:à|entre) [^,.;:()\n]{{1,60}}? par (?=\w)"),
    [form + ending for form in _SPEECH.valuing for ending in _ENDINGS],
)
"""« estimé à 3 millions par », before whoever did."""

BRACKET: Final = re.compile(r"\((?:sources? ?: ?|d'après |source )?(?=(?P<phrase>[^()\n]{2,60})\))")
"""A parenthesis that may hold nothing but a source: « (baromètre EY) »."""

_REVISION: Final = re.compile(
    rf"(?<![\w'-])(?:{_alt(_AUXILIARIES)} )?(?:\w+ment )?{_alt(_REVISED)}(?!\w)"
    rf"(?:(?: \w+){{0,2}}? (?:son|sa|ses|leurs?) (?:\w+ )??"
    rf"(?:(?P<target>{_alt(_SPEECH.targets)})|(?P<estimate>{_alt(_SPEECH.estimates)}))(?!\w)"
    rf"|(?=[^.;:()\n]{{1,40}} (?:sa|ses|leurs?) (?:\w+ )??(?P<level>{_alt(_SPEECH.estimates)})(?!\w))"
    rf"|(?=[^.;:()\n]{{0,90}}(?:un|son|leur|l'|d'un) ?(?:\w+ )?(?P<aim>{_alt(_SPEECH.targets)})(?!\w)))"
)
REVISION: Final = Opened(_REVISION, (*_AUXILIARIES, *_REVISED), endings=("ment",))
"""What a broker publishes of another's share, or an institute of the economy."""

CHEZ: Final = Opened(re.compile(r"(?<!\w)[Cc]hez (?=[^,.;:\n]{2,60}, (?:où )?(?:l')?on (?P<verb>\w+))"), ["chez"])
"""« Chez X, où l'on attendait… »: « on » is X."""

QUOTE_AFTER_COLON: Final = re.compile(r": ?$")
"""What stands right before a quotation that its sentence leads in."""
