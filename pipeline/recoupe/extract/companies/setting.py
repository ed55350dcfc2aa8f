"""What is spoken of around a name: money, shares, jobs and sales, or something else.

In « Zalvix observe une hausse » a name says little of itself; next to sales and recruits the same words are a firm's.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from recoupe.extract.companies.candidate import Candidate
from recoupe.extract.companies.tokens import Tokens, tokens_of
from recoupe.lexicon.company_cues import company_cues
from recoupe.lexicon.company_nouns import company_nouns
from recoupe.lexicon.company_words import company_words
from recoupe.lexicon.names import plain
from recoupe.read.document import Document
from recoupe.read.words import Known

__all__ = ["bear_out", "business_settings"]

_FAINT, _CLEAR, _AROUND = 0.2, 0.45, 0.2
_SHARE: Final = 0.4
_BORNE_OUT: Final = 0.2
_SPEAKING_AGAINST: Final = frozenset({"code", "whither", "elsewhere", "thing", "title"})


@cache
def _grades() -> dict[str, int]:
    """2 for a word of business, 1 for one that speaks of other things too, 0 for one that does so alone."""
    cues = company_cues()
    nouns = {word: 2 for word, noun in company_nouns().items() if noun.strength != "weak"}
    return dict.fromkeys(cues.unsettling, 0) | cues.setting | nouns


def _grade(text: str) -> int | None:
    return _grades().get(plain(text))


_GRADED: Final = Known(_grade, low=False)


def _settings(document: Document) -> list[float]:
    return business_settings(tokens_of(document))


def business_settings(tokens: Tokens) -> list[float]:
    """How far each sentence of a document speaks of business, by the sentence's index.

    A sentence without a word of business counts a little where most of the article's have one; one that speaks of
    medicine or sport counts nothing.
    """
    found: list[dict[str, int]] = [{} for _ in tokens.document.sentences]
    elsewhere = set()
    for at, grade in _GRADED.of(tokens.words):
        if grade:
            found[tokens.sentences[at]][tokens.plains[at]] = grade
        else:
            elsewhere.add(tokens.sentences[at])
    about = sum(1 for words in found if words) > _SHARE * len(found) and len(found) > 2
    settings = [
        _CLEAR if sum(words.values()) > 1 else _FAINT if words else _AROUND if about else 0.0 for words in found
    ]
    return [0.0 if index in elsewhere else setting for index, setting in enumerate(settings)]


def bear_out(tokens: Tokens, all_: list[Candidate]) -> None:
    """What the sentence is about bears out what another witness says of an unknown name; alone it says nothing."""
    settings = tokens.document.once(_settings)
    for one in all_:
        if one.form is not None or one.refused:
            continue
        sentence = tokens.sentences[one.first]
        setting = 0.0 if sentence in tokens.shouting else settings[sentence]
        if not setting or not _SPEAKING_AGAINST.isdisjoint(one.evidence):
            continue
        if any(weight >= _BORNE_OUT for name, weight in one.evidence.items()):
            # « l'usine de X »: the word that counts is the one that is heard already.
            told_twice = one.evidence.get("relation", 1.0) < 0.5 and "model-org" not in one.evidence
            one.evidence["setting"] = setting / 2 if told_twice or _bare_letters(tokens, one) else setting
            if tokens.opens(one.first) and "verb" in one.evidence:
                one.evidence["capital"] = 0.1


def _bare_letters(tokens: Tokens, one: Candidate) -> bool:
    """« l'OAT », « la FHP », « le X »: letters with an article are as often a thing's or a federation's."""
    word = tokens.texts[one.first]
    if one.last - one.first > 1 or len(word) > 4 or not word.isupper():
        return False
    return (
        len(word) == 1
        or tokens.plains[max(one.first - 2, 0)] in ("l", "d")
        or tokens.word_before(one.first)[0] in company_words().small_bare_articles
    )
