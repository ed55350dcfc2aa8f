"""The verbs of attribution where they stand: their form, and the group of words that it is the core of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from recoupe.lexicon.speech import Takes, load_speech
from recoupe.read.conjugation import paradigm
from recoupe.read.document import Document
from recoupe.read.words import Known, words_in

__all__ = ["Said", "find_verbs"]

_FINITE: Final = frozenset({"present", "imperfect", "simple-past", "conditional", "subjunctive"})
_AUXILIARY: Final = re.compile(
    r"(?<![\w-])(?P<aux>a|ont|avait|avaient|aurait|auraient|ait|aient|est|sont|était|étaient"
    r"|(?:a|avait|aurait)-t-(?:il|elle|on)|(?:ont|avaient)-(?:ils|elles))"
    r"(?: (?:\w+ment|déjà|aussi|bien|encore|pas|toutefois|lui|ainsi|pourtant|même|donc|en revanche|par ailleurs)){0,2}"
    r" $"
)
_CLITICS: Final = re.compile(r"(?<!\w)(?:(?:ne|n'|lui|leur|nous|vous|me|m'|te|se|s'|en|y|l'|le|la|les|s'en) ?)+$")
_NOUNED: Final = re.compile(
    r"(?<!\w)(?:l'|d'|le|la|les|un|une|des|du|de|au|aux|ce|cet|cette|ces|son|sa|ses|leur|leurs|en|sans|par|pour|sur|à"
    r"|premier|première|nouvelle?|dernière?|grande?|aucune?|chaque|toute|sous|avec|contre|dans|trop|plus|très|si"
    r"|qu'une?|d'une?) ?$"
)


class Said(NamedTuple):
    """One verb of attribution.

    Attributes:
        start, end: the verbal group, with its auxiliary and clitics.
        takes: what must follow it (recoupe.lexicon.speech).
        plural: whether its subject is plural; None for a participle.
        inverted: the pronoun that follows it (« dit-il », « a-t-elle dit »), or None.
        participle: whether it is a present participle (« X rapportant que »).
    """

    start: int
    end: int
    lemma: str
    takes: Takes
    plural: bool | None
    inverted: str | None
    participle: bool


class _Entry(NamedTuple):
    lemma: str
    takes: Takes
    kind: str
    plural: bool | None
    then: str
    reflexive: bool


@cache
def _forms() -> dict[str, tuple[_Entry, ...]]:
    """Every form of the verbs of attribution, with what it can be."""
    found: dict[str, list[_Entry]] = {}
    for group in load_speech().verbs:
        for lemma in group.lemmas:
            reflexive = lemma.startswith(("se ", "s'"))
            verb, _, then = lemma.removeprefix("se ").removeprefix("s'").partition(" ")
            for form in paradigm(verb):
                if form.tense in _FINITE and form.person in (3, 6):
                    kind, plural = "finite", form.person == 6
                elif form.tense == "past-participle":
                    kind, plural = "past", None
                elif form.tense == "present-participle" and group.takes != "forecast":
                    kind, plural = "participle", None
                else:
                    continue
                entry = _Entry(lemma, group.takes, kind, plural, then, reflexive)
                if entry not in found.setdefault(form.text, []):
                    found[form.text].append(entry)
    # A participle first: in « a-t-elle dit » the word is none of the present.
    return {text: tuple(sorted(entries, key=lambda entry: entry.kind != "past")) for text, entries in found.items()}


def _entries(word: str) -> tuple[_Entry, ...] | None:
    return _forms().get(word)


_VERBS: Final = Known(_entries)
_INVERTED: Final = re.compile(r"-(?:t-)?(il|elle|ils|elles|on)(?!\w)")


def _group(folded: str, start: int, end: int, entry: _Entry) -> Said | None:
    """The verbal group around one form, or None where the word is no verb there."""
    if entry.then:
        if not folded.startswith(f" {entry.then}", end):
            return None
        end += len(entry.then) + 1
    after = _INVERTED.match(folded, end)
    inverted = after[1] if after else None
    plural = entry.plural
    if entry.kind == "past":
        aux = _AUXILIARY.search(folded, max(0, start - 48), start)
        if aux is None or (aux["aux"] in ("est", "sont", "était", "étaient")) != entry.reflexive:
            return None
        start = aux.start()
        plural = aux["aux"].startswith(("ont", "avaient", "auraient", "aient", "sont", "étaient"))
        if "-" in aux["aux"]:
            inverted = aux["aux"].rpartition("-")[2]
    elif not entry.then and _NOUNED.search(folded, max(0, start - 12), start):
        if not folded[max(0, start - 3) : start].endswith(("l'", "en ")) or entry.kind == "participle":
            return None
        if not re.search(r"(?:ne |n'|qui |il |elle |y |qu'on )(?:l'|en )$", folded[max(0, start - 10) : start]):
            return None
    clitics = _CLITICS.search(folded, max(0, start - 16), start)
    reflexive = clitics is not None and re.search(r"(?<!\w)s(?:e|'|'en)(?!\w)", clitics[0]) is not None
    if entry.reflexive != reflexive:
        return None
    begin = clitics.start() if clitics else start
    stop = after.end() if after else end
    return Said(begin, stop, entry.lemma, entry.takes, plural, inverted, entry.kind == "participle")


def _candidates(document: Document) -> Iterator[Said]:
    folded, words = document.folded, words_in(document)
    for at, entries in _VERBS.of(words):
        start = words.starts[at]
        for entry in entries:
            if said := _group(folded, start, start + len(words.texts[at]), entry):
                yield said
                break


def find_verbs(document: Document) -> list[Said]:
    """The verbs of attribution of a document, in order."""
    return list(_candidates(document))
