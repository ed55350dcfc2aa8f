"""What stands around a company's name and shows that it is one (company_cues.toml, legal_forms.toml)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from recoupe.errors import LexiconError
from recoupe.lexicon.names import plain

__all__ = ["CompanyCues", "company_cues"]


class CompanyCues(NamedTuple):
    """The cues; words are lower case and without accents unless said otherwise.

    Attributes:
        relations: nouns before « de X », with what they prove (« filiale » 3, « usine » 2, « directeur » 1).
        verbs: infinitives, as written, with what a subject of theirs is (2: a company, 1: anyone in business).
        auxiliaries, between: words that may stand between a name and its verb.
        counted: beginnings of verbs that firms do in numbers.
        moves: beginnings of verbs that tell moves of shares.
        objects: nouns of business that a verb may have after it.
        setting: words that show a sentence to be about business, with 2 for those that leave no doubt.
        unsettling: words that show it to be about something else.
        taken, taken_self: beginnings of verbs whose object is taken over; the second need « s' ».
        kinds: nouns in the plural that examples of companies follow.
        domains, kin, links: what may belong to a name after « . », after « et », between two words with a capital.
        begin, end: how single words that firms are called by begin and end.
        given_to, given_of, renamed, exemplified, against: what stands before the name of one who deals.
        being, done_to, acting, money: what stands after it: auxiliaries, participles, verbs, words of money.
        done_by: beginnings of participles before « par X ».
        elsewhere: nouns whose names are no company's (« rue », « ministère »).
        fronted: words that open a sentence and lead to its subject (« Basée à Lyon, X… »).
        impersonal: words after « il » that make it nobody.
        oblique: words before a name that its sentence is not about.
        ties: nouns before « avec X » (« accord », « fusion »).
        pastimes: what societies that are no companies are of (« société de pêche »).
        sources: words before the name of a source of news.
        appositions: words that begin « X, filiale de… ».
        not_groups: words beside which « groupe X » is a band, a ward or a party.
        last, first: words of names, as written, that only companies end or begin with.
        last_weak: those of `last` that other names end with too.
        whole: words, as written, of names that go on in « de … ».
        expanding: those of `first` that take lower-case words along.
        tickers: what opens the brackets of a share code, as written.
        titles: what stands before a person's name.
        openers: words that begin sentences and are no names; the verbs are among them (« Racheter X coûterait… »).
        forms_after, forms_faint, forms_before: legal forms, as written without full stops.
    """

    relations: dict[str, int]
    verbs: dict[str, int]
    auxiliaries: frozenset[str]
    between: frozenset[str]
    counted: tuple[str, ...]
    moves: tuple[str, ...]
    objects: frozenset[str]
    setting: dict[str, int]
    unsettling: frozenset[str]
    taken: tuple[str, ...]
    taken_self: tuple[str, ...]
    kinds: frozenset[str]
    domains: frozenset[str]
    kin: frozenset[str]
    links: frozenset[str]
    begin: tuple[str, ...]
    end: tuple[str, ...]
    given_to: tuple[str, ...]
    given_of: frozenset[str]
    renamed: frozenset[str]
    exemplified: frozenset[str]
    against: frozenset[str]
    being: frozenset[str]
    done_to: tuple[str, ...]
    acting: frozenset[str]
    money: frozenset[str]
    done_by: frozenset[str]
    elsewhere: frozenset[str]
    fronted: frozenset[str]
    impersonal: frozenset[str]
    oblique: frozenset[str]
    ties: frozenset[str]
    pastimes: frozenset[str]
    sources: frozenset[str]
    appositions: frozenset[str]
    not_groups: frozenset[str]
    last: frozenset[str]
    first: frozenset[str]
    last_weak: frozenset[str]
    whole: frozenset[str]
    expanding: frozenset[str]
    tickers: frozenset[str]
    titles: frozenset[str]
    openers: frozenset[str]
    forms_after: frozenset[str]
    forms_faint: frozenset[str]
    forms_before: frozenset[str]


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files("recoupe.lexicon").joinpath(name).read_text("utf-8"))


def _plain(words: str) -> frozenset[str]:
    return frozenset(plain(word) for word in words.split())


def _graded(table: dict[str, str], name: str) -> dict[str, int]:
    graded: dict[str, int] = {}
    for grade, key in enumerate(("weak", "strong", "certain"), 1):
        for word in table.get(key, "").split():
            if graded.setdefault(word, grade) != grade:
                raise LexiconError(f"company_cues.toml: [{name}] {word!r} has two grades")
    return graded


@cache
def company_cues() -> CompanyCues:
    """The cues, loaded once.

    Raises:
        LexiconError: a word is told to be strong and weak.
    """
    data, forms = _load("company_cues.toml"), _load("legal_forms.toml")
    relations = _graded(data["relations"], "relations")
    own = data["name_words"]
    verbs = _graded(data["verbs"], "verbs")
    return CompanyCues(
        relations={plain(word): grade for word, grade in relations.items()},
        verbs=verbs,
        auxiliaries=_plain(data["verbs"]["auxiliaries"]),
        between=_plain(data["verbs"]["between"]),
        counted=tuple(data["verbs"]["counted"].split()),
        moves=tuple(data["verbs"]["moves"].split()),
        objects=_plain(data["verbs"]["objects"]),
        setting=dict.fromkeys(_plain(data["setting"]["faint"]), 1) | dict.fromkeys(_plain(data["setting"]["words"]), 2),
        unsettling=_plain(data["setting"]["other"]),
        taken=tuple(data["deals"]["taken"].split()),
        taken_self=tuple(data["deals"]["taken_self"].split()),
        kinds=_plain(data["deals"]["kinds"]),
        domains=frozenset(data["runs"]["domains"].split()),
        kin=frozenset(data["runs"]["kin"].split()),
        links=frozenset(data["runs"]["links"].split()),
        begin=tuple(data["brands"]["begin"].split()),
        end=tuple(data["brands"]["end"].split()),
        given_to=tuple(map(plain, data["deals"]["given_to"].split())),
        given_of=_plain(data["deals"]["given_of"]),
        renamed=_plain(data["deals"]["renamed"]),
        exemplified=_plain(data["deals"]["exemplified"]),
        against=_plain(data["deals"]["against"]),
        being=_plain(data["deals"]["being"]),
        done_to=tuple(map(plain, data["deals"]["done_to"].split())),
        acting=_plain(data["deals"]["acting"]),
        money=_plain(data["deals"]["money"]),
        done_by=_plain(data["relations"]["done_by"]),
        elsewhere=_plain(data["persons"]["elsewhere"]),
        fronted=_plain(data["appositions"]["fronted"]),
        impersonal=_plain(data["anaphora"]["impersonal"]),
        oblique=_plain(data["anaphora"]["oblique"]),
        ties=_plain(data["relations"]["ties"]),
        pastimes=_plain(data["groups"]["pastimes"]),
        sources=_plain(data["sources"]["before"]),
        appositions=_plain(data["appositions"]["words"]),
        not_groups=_plain(data["groups"]["other"]),
        last=frozenset(own["last"].split()),
        first=frozenset(own["first"].split()),
        last_weak=frozenset(own["last_weak"].split()),
        whole=frozenset(own["whole"].split()) | frozenset(own["first"].split()),
        expanding=frozenset(own["expanding"].split()),
        tickers=frozenset(data["tickers"]["words"].split()),
        titles=_plain(data["persons"]["titles"]),
        openers=_plain(data["openers"]["words"]) | {plain(verb) for verb in verbs},
        forms_after=frozenset(forms["after"].split()),
        forms_faint=frozenset(forms["faint"].split()),
        forms_before=frozenset(forms["before"].split()),
    )
