"""One identity: what a company is filed under, whatever it is called at this place of the article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final, NamedTuple

from recoupe.extract.companies.candidate import Candidate
from recoupe.extract.companies.tokens import Tokens
from recoupe.lexicon.companies import Company, gazetteer
from recoupe.lexicon.company_cues import company_cues
from recoupe.lexicon.company_words import company_words
from recoupe.lexicon.names import plain, slug, words
from recoupe.lexicon.places import places

__all__ = ["Identity", "company_id", "identify", "identity_of"]


_NUMBER: Final = re.compile(r"\d+|[ivx]+")


class Identity(NamedTuple):
    """Who a company is.

    Attributes:
        id: the readable slug of its canonical name (`societe-generale`), the same on every machine.
        name: its canonical name.
        company: its entry in the gazetteer, or None.
    """

    id: str
    name: str
    company: Company | None = None


def bare_name(name: str) -> str:
    """A name without its legal form and without « Groupe » before it."""
    cues = company_cues()
    kept = name.split()
    while len(kept) > 1 and kept[-1].strip(",").replace(".", "") in cues.forms_after:
        kept.pop()
    while len(kept) > 1 and (kept[0] in cues.forms_before or kept[0] in company_words().names_groups):
        kept.pop(0)
    return " ".join(kept).rstrip(",")


def identity_of(name: str) -> Identity:
    """Who goes by a name: the company that the gazetteer knows by it, otherwise the name without its legal form."""
    bare = bare_name(name)
    company = gazetteer().find(name) or gazetteer().find(bare)
    return Identity(company.id, company.name, company) if company else Identity(slug(bare), bare)


def company_id(name: str) -> str:
    """The id that a company's name is filed under: that of the gazetteer's company where it knows the name.

    Args:
        name: as an article writes it, with or without legal form (« Alstom SA » and « ALSTOM » are one).
    """
    return identity_of(name).id


def _display(texts: Iterable[str]) -> str:
    """The spelling to file under: the commonest that does not shout; the first of those."""
    counts = Counter(texts)
    quiet = [text for text in counts if not text.isupper()] or list(counts)
    return max(quiet, key=lambda text: counts[text])


def _by_word(keys: Iterable[str]) -> dict[str, set[str]]:
    """Names of several words by their first and by their last one."""
    found: dict[str, set[str]] = {}
    for key in keys:
        parts = key.split()
        if len(parts) > 1:
            starts = {" ".join(parts[:size]) for size in range(1, len(parts))}
            for word in starts | {parts[-1]}:
                found.setdefault(word, set()).add(key)
    return found


def _apart(more: list[str]) -> bool:
    """Whether words added to a name tell of another company."""
    return all(_NUMBER.fullmatch(word) or places().names.get([word]) for word in more)


def _longer(key: str, longer: dict[str, set[str]]) -> str:
    """The name that a shorter one abridges (« Tamarac », « Ressources Tamarac »); itself where there is none or two.

    A number or a place makes no longer name: « Arvelo II » is a fund of Arvelo's, « Arvelo France » its branch.
    """
    found = {one for one in longer.get(key, set()) if not _apart(one[len(key) + 1 :].split() or [one])}
    return next(iter(found)) if len(found) == 1 else key


def identify(tokens: Tokens, found: list[Candidate], pairs: list[tuple[Candidate, Candidate]]) -> list[Identity]:
    """The identity of each company candidate, in the same order."""
    texts = [bare_name(tokens.text(one.first, one.last)) for one in found]
    keys = [" ".join(plain(word) for word in words(text)) for text in texts]
    unknown = {key for key, one in zip(keys, found, strict=True) if one.form is None or one.own}
    spellings: dict[str, list[str]] = {}
    for key, text in zip(keys, texts, strict=True):
        spellings.setdefault(key, []).append(text)
    known: dict[str, Identity] = {}
    for key, one in zip(keys, found, strict=True):
        if one.form is not None and not one.own:
            company = one.form.company
            known[key] = Identity(company.id, company.name, company)
    listed = set(known)
    longer = _by_word(unknown | listed)
    for key in sorted(unknown - listed):
        whole = _longer(key, longer)
        known[key] = known[whole] if whole in listed else identity_of(_display(spellings[whole]))
    place = {id(one): key for key, one in zip(keys, found, strict=True)}
    for pair in reversed(pairs):  # the first pair of an article has the last word
        if all(id(one) in place for one in pair):
            _one_identity(tokens, known, pair, place)
    return [known[key] for key in keys]


def _one_identity(
    tokens: Tokens, known: dict[str, Identity], pair: tuple[Candidate, Candidate], place: dict[int, str]
) -> None:
    """A long name and its letters are filed alike: as the tables say, otherwise under the long one.

    Words in lower case in brackets only gloss the letters: « PTM (Peinture et travaux montalbanais) » stays PTM.
    Letters of the tables count from five on: shorter ones (« CGN ») are several companies'.
    """
    long, short = (known[place[id(one)]] for one in pair)
    gloss = pair[0].first > pair[1].first and any(
        tokens.texts[at].islower() and len(tokens.texts[at]) > 3 for at in range(pair[0].first, pair[0].last)
    )
    known_letters = short.company is not None and pair[1].last - pair[1].first == 1 and len(place[id(pair[1])]) > 4
    chosen = short if not long.company and (gloss or known_letters) else long
    for one in pair:
        known[place[id(one)]] = chosen
