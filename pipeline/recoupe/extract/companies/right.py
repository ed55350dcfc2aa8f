"""What stands after a name and makes it a company's: a verb of business, « , filiale de… », a share code."""

from __future__ import annotations

from functools import cache

from recoupe.extract.companies.known import is_place
from recoupe.extract.companies.runs import is_name
from recoupe.extract.companies.tokens import Tokens
from recoupe.lexicon.company_cues import company_cues
from recoupe.lexicon.company_nouns import company_nouns
from recoupe.lexicon.company_words import company_words
from recoupe.lexicon.names import plain
from recoupe.read.conjugation import forms

__all__ = ["infinitives", "is_finite", "right_evidence"]


@cache
def _verb_forms() -> tuple[dict[str, int], dict[str, int]]:
    """Third persons, and infinitives with past participles, each with what its subject is."""
    finite: dict[str, int] = {}
    after: dict[str, int] = {}
    for lemma, grade in company_cues().verbs.items():
        for form in forms(lemma, "present", "imperfect", "future", "conditional", "simple-past", persons=(3, 6)):
            finite[plain(form)] = max(grade, finite.get(plain(form), 0))
        for form in forms(lemma, "infinitive", "past-participle"):
            after[plain(form)] = max(grade, after.get(plain(form), 0))
    return finite, after


@cache
def infinitives() -> frozenset[str]:
    """The verbs of business in the infinitive, without accents."""
    return frozenset(plain(lemma) for lemma in company_cues().verbs)


def is_finite(word: str) -> bool:
    """Whether a word, lower case and without accents, is an auxiliary or a verb of business in the third person."""
    return word in company_cues().auxiliaries or word in _verb_forms()[0]


def _verb(tokens: Tokens, at: int) -> int:
    """What the verb that follows a name proves: 2, 1 or 0."""
    cues = company_cues()
    finite, after = _verb_forms()
    auxiliary = False
    for step in range(6):
        if at >= tokens.size:
            return 0
        word = tokens.plains[at]
        if word == "'" or word in cues.between:
            at += 1
            continue
        if auxiliary:
            return after.get(word, 0) if step else 0
        if word in cues.auxiliaries:
            auxiliary = True
            if word in finite and at + 1 < tokens.size and after.get(tokens.plains[at + 1]) is None:
                return max(1, finite[word]) if tokens.plains[at + 1] not in cues.between else 1
        else:
            return finite.get(word, 0)
        at += 1
    return 0


def _figure(tokens: Tokens, at: int) -> bool:
    """Whether the words right after hold a percentage or an amount."""
    window = tokens.plains[at : at + 10]
    if not company_words().figures_units.isdisjoint(window):
        return any(char.isdigit() for word in window for char in word)
    return False


def _past_bracket(tokens: Tokens, at: int) -> int:
    """The token after a bracket that opens at `at`, within twelve words; `at` where none does."""
    if at < tokens.size and tokens.texts[at] == "(":
        for end in range(at + 1, min(at + 12, tokens.size)):
            if tokens.texts[end] == ")":
                return end + 1
    return at


def _bracket(tokens: Tokens, at: int) -> dict[str, float]:
    """What brackets right after a name say."""
    end = _past_bracket(tokens, at)
    if end == at:
        return {}
    inside = tokens.plains[at + 1 : end - 1]
    if tokens.texts[at + 1] in company_cues().tickers:
        return {"ticker": 1.0}
    if inside and (inside[0] in company_words().apposition_bracket or "filiale" in inside):
        return {"bracket": 0.8}
    if (
        len(inside) == 1
        and 3 <= len(inside[0]) <= 6
        and tokens.texts[at + 1].isupper()
        and tokens.texts[at + 1].isalpha()
    ):
        return {"letters": 0.3}
    if (inside and inside[0] in "+-") or "%" in inside:
        return {"quotation": 0.8}
    if end - at > 2 and is_place(tokens, at + 1, end - 1):
        return {"place-bracket": 0.4}
    return {}


def _apposition(tokens: Tokens, at: int) -> dict[str, float]:
    """« X, filiale de… », « X, le numéro un… », « X, qui emploie… »; against it « X, directeur de… », « X, 45 ans »."""
    if at + 1 >= tokens.size or tokens.texts[at] != ",":
        return {}
    at += 1
    while at < tokens.size and tokens.plains[at] in company_words().apposition_opening:
        at += 1
    word, after = tokens.word_at(at)
    if not word or tokens.sentences[at] != tokens.sentences[at - 1]:
        return {}
    cues, nouns = company_cues(), company_nouns()
    ex = tokens.plains[at - 2 : at] == ["ex", "-"]
    if ex and is_name(tokens.texts[at]) and word not in cues.titles and word not in cues.relations:
        return {"apposition": 0.7}
    if word == "qui":
        return {"relative": 0.9 if _verb(tokens, at + 1) == 2 else 0.2}
    if word == "dont" and not cues.objects.isdisjoint(tokens.plains[at : at + 4]):
        return {"relative": 0.8}
    if word in cues.appositions or (word == "numero" and at + 1 < tokens.size) or word == "specialisee":
        return {"apposition": 0.9}
    if word in nouns and nouns[word].strength != "weak" and not is_name(tokens.texts[at]):
        if after < tokens.size and is_name(tokens.texts[after]):
            return {}  # « À Hammamet, le groupe X… »: the noun leads to another name
        return {"apposition": 0.9 if word != "specialiste" else 0.75}
    if (word in cues.titles and word not in ("m",)) or (word.isdigit() and tokens.plains[after : after + 1] == ["ans"]):
        return {"role": -0.9}
    return {}


def _moves(tokens: Tokens, at: int) -> bool:
    """« a chuté de 5,1 % », « gagne 3 % »: what shares and sales do."""
    window = tokens.plains[at : at + 8]
    return not company_words().figures_percent.isdisjoint(window) and any(
        word.startswith(stem) for word in window[:4] for stem in company_cues().moves
    )


def _past_commas(tokens: Tokens, at: int) -> int:
    """The token after « , troisième candidat, » opening at `at`, within twelve words; `at` where it does not close."""
    for end in range(at + 1, min(at + 12, tokens.size)):
        if tokens.texts[end] == "," and tokens.sentences[end] == tokens.sentences[at]:
            return end + 1
    return at


def _funding(tokens: Tokens, at: int) -> bool:
    """« lève 4,2 M€ », « a bouclé une série B »: only a company does."""
    window = tokens.plains[at : at + 9]
    raises = any(word.startswith(("leve", "leva")) or word == "lever" for word in window[:4])
    rounds = not company_words().apposition_rounds.isdisjoint(window) and any(
        word.startswith("boucl") for word in window[:4]
    )
    return rounds or (raises and _figure(tokens, at))


def right_evidence(tokens: Tokens, last: int) -> dict[str, float]:
    """What the words after a name say, each witness with its weight."""
    if last >= tokens.size or tokens.sentences[last] != tokens.sentences[last - 1]:
        return {}
    found = {**_bracket(tokens, last)}
    at = _past_bracket(tokens, last)
    found.update(_apposition(tokens, at))
    grade = _verb(tokens, at)
    if not grade and at < tokens.size and tokens.texts[at] == ",":
        grade = _verb(tokens, _past_commas(tokens, at)) or min(_verb(tokens, at + 1), 1)
    if not grade and tokens.plains[at : at + 1] == ["qui"] and (does := _verb(tokens, at + 1)):
        found["relative"] = 0.6 if does == 2 else 0.3
    if grade:
        found["verb"] = 0.9 if grade == 2 else 0.35
        if _figure(tokens, at):
            found["figure"] = 0.6 if _moves(tokens, at) else 0.25
        if not company_cues().objects.isdisjoint(tokens.plains[at : at + 10]):
            found["business"] = 0.35
        if _counted(tokens, at):
            found["count"] = 0.4
        if _funding(tokens, at):
            found["funding"] = 0.5
    elif _its_business(tokens, at):
        found["its-own"] = 0.35
    return found


def _counted(tokens: Tokens, at: int) -> bool:
    """« a vendu 38 965 voitures », « emploie 400 personnes »: what firms do, and how many times."""
    stems = company_cues().counted
    for here in range(at, min(at + 5, tokens.size - 1)):
        if tokens.plains[here].startswith(stems):
            return any(text[0].isdigit() for text in tokens.texts[here + 1 : here + 5])
    return False


def _its_business(tokens: Tokens, at: int) -> bool:
    """« X a accru ses ventes », « X voit son bénéfice fondre »: whatever the verb, it acts on its own trade."""
    for here in range(at + 1, min(at + 6, tokens.size - 1)):
        if not tokens.texts[here].isalpha() or tokens.sentences[here] != tokens.sentences[at]:
            return False
        if tokens.plains[here] in company_words().small_possessives:
            return tokens.plains[here + 1] in company_cues().objects
    return False
