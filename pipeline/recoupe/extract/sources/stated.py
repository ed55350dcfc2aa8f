"""Whether the words around a verb of attribution make an attribution of it."""

from __future__ import annotations

import re
from typing import Final

from recoupe.extract.sources.phrase import phrase_after, tokens
from recoupe.extract.sources.verbs import Said
from recoupe.lexicon.speech import load_speech

__all__ = ["after_adverbials", "agrees", "begins_subject", "is_stated"]

_WORDS: Final = load_speech().phrases
_DAY: Final = "|".join(sorted(_WORDS["times"]))
_BETWEEN: Final = re.compile(
    rf"(?:,? (?:(?:{_DAY})(?: (?:soir|matin|dernier))?|\d{{1,2}} \w+|ce (?:matin|jour|{_DAY})"
    r"|(?:à|auprès de|devant|sur|dans|lors d[e'u]|pour) (?:l'|la |le |les |un |une |nos |des )?"
    r"[\w'.-]+(?: [A-Z][\w-]+)?"
    r"|\w+ment|ainsi|aussi|déjà|encore|toutefois)){0,3} "
)
_OF_INFINITIVE: Final = frozenset({"après", "sans", "pour", "afin"})
"""« a relevé ses objectifs après avoir publié »: after one of these an infinitive is no statement."""
_LOOKED_AT: Final = 160
_MOST: Final = 24


def after_adverbials(folded: str, at: int) -> int:
    """Past « mardi », « à l'AFP » between a verb that ends at `at` and its subject."""
    found = _BETWEEN.match(folded, at)
    if found and phrase_after(folded, found.end(), found.end() + 200, after_verb=True):
        return found.end()
    return at + 1


def begins_subject(folded: str, at: int, end: int, quoted: bool) -> bool:
    """Whether the subject of an inverted verb begins at `at`; « leurs tarifs » is one only after a quotation."""
    first = next(tokens(folded, at, end), None)
    if first is None:
        return False
    if first.text[0].isupper():
        return True
    if first.low not in _WORDS["determiners"] | _WORDS["plural"] or first.low in ("de", "d'", "au", "aux"):
        return False
    if quoted:
        return True
    phrase = phrase_after(folded, at, end, after_verb=True)
    after = folded[phrase.end : phrase.end + 2] if phrase else "x"
    possessive = first.low in ("son", "sa", "ses", "leur", "leurs")
    return not possessive or after[:1] in ",.;:)»\n" or not after


def agrees(folded: str, said: Said, at: int) -> bool:
    """Whether verb and subject have one number, as far as the determiner shows it."""
    first = next(tokens(folded, at, at + 20), None)
    if said.plural is None or first is None:
        return True
    return (first.low in _WORDS["plural"]) == said.plural or (said.plural and first.text[0].isupper())


def is_stated(folded: str, said: Said, end: int) -> bool:
    """Whether what follows a verb is what it must take to attribute (recoupe.lexicon.speech)."""
    if said.takes in ("anything", "forecast"):
        rest = folded[said.end : end].lstrip()
        return bool(rest) and rest[0] not in ".;!?)" and (rest[0] != "," or said.takes == "anything")
    aside = held = False
    before = ""
    for count, token in enumerate(tokens(folded, said.end, min(end, said.end + _LOOKED_AT))):
        low = token.low
        if low == ":":
            return folded[token.end : token.end + 2].strip()[:1] in ("«", '"')
        if said.takes == "statement" and low in _WORDS["stating"] and before not in _OF_INFINITIVE:
            return True
        before = low
        if low in (".", ";", "\n") or count > _MOST:
            return False
        if low == ",":
            aside, held = not held, not held
        elif low in _WORDS["aside"]:
            aside = True
        elif not (aside or held or low.endswith("ment") or low in _WORDS["adverbs"]):
            return False
    return False
