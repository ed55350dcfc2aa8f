"""What the lists say of the words of a text: names of companies, institutions, places; people by their first names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple, TypeVar

from recoupe.extract.companies.tokens import Tokens
from recoupe.lexicon.companies import Form, gazetteer
from recoupe.lexicon.company_words import company_words
from recoupe.lexicon.institutions import institutions
from recoupe.lexicon.names import Phrases
from recoupe.lexicon.places import places
from recoupe.read.words import Known

__all__ = ["Hit", "company_hits", "institution_stretches", "is_place", "openings", "place_stretches", "spelt"]

T = TypeVar("T")


class Hit(NamedTuple):
    """One name of the gazetteer as it stands in the text: tokens `first` up to (and without) `last`."""

    first: int
    last: int
    form: Form


def _word_spelt(written: str, listed: str, first: bool) -> bool:
    if written == listed or (written.isupper() and len(written) > 1 and not listed.islower()):
        return True
    if first and listed[0].isupper() and not written[0].isupper():
        return False
    if listed.isupper() and listed.isalpha():
        return len(listed) > 3 and written[0].isupper()
    return first or not listed[0].isupper() or written[0].isupper()


def spelt(texts: Sequence[str], spelling: tuple[str, ...], at: int) -> bool:
    """Whether the words of a text have the case that a name asks for (capitals all through always do).

    « Société générale » passes for « Société Générale »; « La poste » is not « La Poste ».
    """
    listed = company_words()
    if (
        len(spelling) > 1
        and spelling[0] not in listed.names_articles
        and texts[at] == spelling[0]
        and len(spelling[0]) > 3
    ):
        return all(
            texts[at + index] == word or texts[at + index] not in listed.names_common
            for index, word in enumerate(spelling)
        )
    return all(_word_spelt(texts[at + index], word, index == 0) for index, word in enumerate(spelling))


def _part_of_word(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a stretch is glued by a hyphen to a word in lower case, as in « prêt-à-porter »."""
    texts = tokens.texts
    if last < tokens.size and texts[last] == "&" and tokens.glued(last - 1) and tokens.glued(last):
        return True
    after = last + 1 < tokens.size and texts[last] == "-" and tokens.glued(last - 1) and tokens.glued(last)
    return after and texts[last + 1].islower() and texts[last + 1] not in ("t", "là", "ci")


def openings(load: Callable[[], Phrases[T]]) -> Known[bool]:
    """The words of a text that names of a list may begin with; the list is loaded when a first word is met."""
    return Known(lambda text: load().opens(text) or None, low=False)


_COMPANY: Final = openings(lambda: gazetteer().forms)
_INSTITUTION: Final = openings(lambda: institutions().phrases)
_PLACE: Final = openings(lambda: places().phrases)


def _scan(tokens: Tokens, phrases: Phrases[T], opening: Known[bool]) -> Iterator[tuple[int, int, T]]:
    reached = 0
    for at, _ in opening.of(tokens.words):
        if at < reached:
            continue
        for length, thing in phrases.at(tokens.plains, at):
            spelling = thing.spelling if isinstance(thing, Form) else thing
            if (
                isinstance(spelling, tuple)
                and spelt(tokens.texts, spelling, at)
                and not _part_of_word(tokens, at, at + length)
            ):
                yield at, at + length, thing
                reached = at + length
                break


def company_hits(tokens: Tokens) -> list[Hit]:
    """The names of the gazetteer in a text, longest first at every place, none inside another."""
    found = (Hit(first, last, form) for first, last, form in _scan(tokens, gazetteer().forms, _COMPANY))
    return [hit for hit in found if not _in_a_figure(tokens, hit.first)]


def _in_a_figure(tokens: Tokens, first: int) -> bool:
    """« 115,3M€ » does not speak of 3M."""
    if first < 2 or not tokens.texts[first][0].isdigit() or tokens.texts[first - 1] not in ",.":
        return False
    return tokens.glued(first - 1) and tokens.glued(first - 2) and tokens.texts[first - 2].isdigit()


def institution_stretches(tokens: Tokens) -> list[tuple[int, int]]:
    """The names of institutions in a text."""
    return [(first, last) for first, last, _ in _scan(tokens, institutions().phrases, _INSTITUTION)]


def place_stretches(tokens: Tokens) -> list[tuple[int, int]]:
    """The places in a text whose names are of several words (« Côte d'Ivoire »)."""
    return [(first, last) for first, last, _ in _scan(tokens, places().phrases, _PLACE)]


def is_place(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a stretch is made of nothing but places' names."""
    at = first
    while at < last:
        length = next((length for length, _ in places().names.at(tokens.plains, at) if at + length <= last), 0)
        if not length:
            return False
        at += length
        if at < last and tokens.texts[at] in "-/":
            at += 1
    return True
