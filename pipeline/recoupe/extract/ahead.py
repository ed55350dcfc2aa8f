"""The subject of a finite verb read off the words before it, where the parse gives it none.

Unknown names mislead the parser: « SoftBank aurait déprécié », « le franco-ivoirien Sifca, plus à l'aise ailleurs, a
gelé ». The words are cut at signs and conjunctions; the stretch that ends at the verb, or the first one of the clause
where the verb follows an aside, is the subject if it can be a noun phrase under no preposition.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from recoupe.extract.syntax import Word

__all__ = ["group_start", "noun_beside", "subject_ahead", "subject_echoed"]

_REACH: Final = 40
_NOMINAL: Final = frozenset({"NOUN", "PROPN", "X"})
_CLITICS: Final = frozenset(
    {"ne", "n'", "se", "s'", "y", "en", "lui", "leur", "le", "la", "les", "l'", "me", "m'", "te", "nous", "vous"}
)
_STOPS: Final = frozenset({":", ";", "«", "»", '"', "(", ")", "-", "–", "—", "!", "?", "•", "*", ">", "|"})
_ONE_OF_TWO: Final = frozenset({"premier", "première", "second", "seconde"})
_TIMES: Final = frozenset({
    "an", "année", "mois", "semaine", "jour", "trimestre", "semestre", "soir", "matin", "exercice", "lundi", "mardi",
    "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "fois", "période", "temps", "heure", "veille", "lendemain",
})  # fmt: skip


def subject_ahead(words: Sequence[Word], verb: int) -> int | None:
    """The head of the noun phrase before the finite verb group that ends at word `verb`, or None."""
    first = group_start(words, verb)
    if first is None or first == 0:
        return None
    if words[first - 1].text != ",":
        start = _cut_before(words, first)
        return _head(words, start, first)
    floor = _clause(words, first - 1)
    start = floor
    while start < first - 1:
        stop = next(i for i in range(start, first) if words[i].text == ",")
        head = _head(words, start, stop)
        if head is not None:
            return head
        start = stop + 1
    return None


def subject_echoed(words: Sequence[Word], verb: int) -> int | None:
    """The head of the noun phrase that « lui » echoes between commas before a verb: « le marché, lui, recule »."""
    first = group_start(words, verb)
    if first is None or first < 4 or words[first - 1].text != "," or words[first - 3].text != ",":
        return None
    if _low(words[first - 2]) not in _STRESSED:
        return None
    return _head(words, _cut_before(words, first - 3), first - 3)


_STRESSED: Final = frozenset({"lui", "elle", "eux", "elles"})


def noun_beside(words: Sequence[Word], participle: int) -> int | None:
    """The noun that a participle set off by a comma agrees with: « céder l'hôtel, estimé à 14 millions »."""
    comma = participle - 1
    while comma > 0 and words[comma].pos == "ADV":
        comma -= 1
    if comma < 1 or words[comma].text != ",":
        return None
    for index in range(comma - 1, max(comma - _BEHIND, -1), -1):
        word = words[index]
        if word.pos in _NOMINAL:
            return index if _agree(word, words[participle]) else None
        if word.pos not in ("ADJ", "NUM") and word.text not in ("»", '"', "-"):
            return None
    return None


_BEHIND: Final = 4


def _agree(noun: Word, participle: Word) -> bool:
    marks = dict(part.split("=", 1) for part in participle.morph.split("|") if "=" in part)
    own = dict(part.split("=", 1) for part in noun.morph.split("|") if "=" in part)
    return all(own.get(kind, marks.get(kind)) == marks.get(kind) for kind in ("Gender", "Number"))


def _low(word: Word) -> str:
    return word.text.lower().replace("’", "'")


def group_start(words: Sequence[Word], verb: int) -> int | None:
    """The first word of a verb group (« n'en aurait pas moins | perdu »); None if no verb of it is finite."""
    finite, first = "Mood=" in words[verb].morph, verb
    for index in range(verb - 1, max(verb - 8, -1), -1):
        word = words[index]
        clitic = _low(word) in ("ne", "n'") or (_low(word) in _CLITICS and word.pos == "PRON")
        if not clitic and (finite or word.pos not in ("AUX", "ADV")):
            break
        finite = finite or (word.pos == "AUX" and "Mood=" in word.morph)
        first = index
    return first if finite else None


def _cuts(words: Sequence[Word], index: int) -> bool:
    word = words[index]
    if word.text == "-" and index and words[index - 1].end == word.start:
        return False
    return word.text in _STOPS or word.text == "," or word.pos in ("SCONJ", "CCONJ") or "PronType=Rel" in word.morph


def _cut_before(words: Sequence[Word], stop: int) -> int:
    start = stop
    while start > 0 and stop - start < _REACH and not _cuts(words, start - 1):
        start -= 1
    return start


def _clause(words: Sequence[Word], comma: int) -> int:
    """Where the clause begins that an aside interrupts: after a sign other than a comma, after « , et »."""
    start = comma
    while start > 0 and comma - start < _REACH and (words[start - 1].text not in _STOPS or not _cuts(words, start - 1)):
        if words[start - 1].pos == "CCONJ" and start > 1 and words[start - 2].text == ",":
            break
        start -= 1
    return start


def _head(words: Sequence[Word], start: int, stop: int) -> int | None:
    """The noun that a stretch opens with, after its article and adjectives; None where it is no noun phrase."""
    if any("Mood=" in word.morph or ("PronType=" in word.morph and word.pos == "PRON") for word in words[start:stop]):
        return None
    for index in range(start, stop):
        word = words[index]
        if word.pos in _NOMINAL:
            return None if word.lemma in _TIMES else index
        if word.pos not in ("DET", "ADJ", "NUM"):
            return None
    return stop - 1 if stop - start == 2 and _low(words[stop - 1]) in _ONE_OF_TWO else None
