"""What stands before a name and makes it a company's: « le fabricant de batteries X », « PDG de X », « chez X »."""

from __future__ import annotations

from typing import Final

from recoupe.extract.companies.tokens import Tokens
from recoupe.lexicon.company_cues import company_cues
from recoupe.lexicon.company_nouns import CompanyNoun, company_nouns
from recoupe.lexicon.company_words import company_words
from recoupe.lexicon.places import places

__all__ = ["left_evidence", "noun_before"]

_REACH: Final = 12


def _skip_quote(tokens: Tokens, at: int) -> int:
    while at > 0 and tokens.texts[at - 1] in "«\"'" and tokens.texts[at - 1] != "'":
        at -= 1
    return at


def _no_noun(word: str) -> bool:
    """Whether a word right before a name cannot be the noun it stands beside."""
    small = company_words()
    listed = word in small.small_of or word in small.small_articles or word in small.small_numbers
    return listed or word == "pour" or word.isdigit()


def noun_before(tokens: Tokens, first: int) -> tuple[CompanyNoun, int] | None:
    """The company noun that a name stands beside (« le fabricant français de batteries X »), and where it is.

    The word right before the name must be no preposition and no article; between noun and name may stand its own
    adjectives and complements, as far as twelve words.
    """
    at = _skip_quote(tokens, first)
    nouns, small = company_nouns(), company_words()
    weak: tuple[CompanyNoun, int] | None = None
    for step in range(_REACH):
        word, at = tokens.word_before(at)
        if at < 0 or not word[0].isalnum():
            if word == "'" and step:
                continue
            return weak
        noun = nouns.get(word)
        if noun and tokens.texts[at][0].islower() | tokens.opens(at) | (step == 0):
            if noun.strength != "weak" or tokens.word_before(at)[0] not in small.small_prepositions:
                return noun, at
            weak = weak or (noun, at)  # « le prestataire de services X »
            continue
        if word == "et" and step:
            continue  # « le fabricant de capteurs et de données X »
        if word in small.small_stop or (step == 0 and _no_noun(word)):
            return weak
        if word in small.small_indefinite and tokens.word_before(at)[0] not in small.small_prepositions:
            return weak
        if not tokens.texts[at][0].islower() and word not in places().demonyms:
            return weak
    return weak


def _demonym(tokens: Tokens, first: int) -> bool:
    """« l'américain X », « le chinois X »: a nationality with its article, right before the name."""
    word, at = tokens.word_before(_skip_quote(tokens, first))
    if word.rsplit("-", 1)[-1] not in places().demonyms or not tokens.texts[at][0].islower():
        return False
    before, start = tokens.word_before(at)
    if before == "'":
        before, start = tokens.word_before(start)
    return before in company_words().small_before_demonym


def _relation(tokens: Tokens, first: int) -> int:
    """What the noun before « de X » proves: 2 for a strong one, 1 for a weak one, 0 for none."""
    small = company_words()
    word, at = tokens.word_before(_skip_quote(tokens, first))
    if word == "'":
        word, at = tokens.word_before(at)
    if word in small.small_light:
        word, at = tokens.word_before(at)
    if word not in small.small_of:
        return 0
    relations = company_cues().relations
    for _ in range(5):
        word, at = tokens.word_before(at)
        if word == ")":
            at = max((one for one in range(max(at - 6, 0), at) if tokens.texts[one] == "("), default=at)
            continue
        if at < 0 or not word[0].isalnum():
            return 0
        if grade := relations.get(word, 0):
            return grade if grade > 1 else max(grade, _with_another(tokens, at))
        if word in small.small_stop and word != "en":
            return 0
    return 0


def _with_another(tokens: Tokens, at: int) -> int:
    """What the noun says that stands before another with « et »: « fondateur et directeur de X »."""
    link, before = tokens.word_before(at)
    return company_cues().relations.get(tokens.word_before(before)[0], 0) if link == "et" else 0


def _group_of_something_else(tokens: Tokens, first: int) -> bool:
    sentence = tokens.document.sentence_at(tokens.starts[first])
    around = range(max(first - 40, 0), min(first + 40, tokens.size))
    others = company_cues().not_groups
    return any(tokens.plains[at] in others and sentence.start <= tokens.starts[at] < sentence.end for at in around)


def _noun_weight(tokens: Tokens, first: int) -> tuple[str, float]:
    found = noun_before(tokens, first)
    if found is None:
        return ("nationality", 0.9) if _demonym(tokens, first) else ("", 0.0)
    noun, at = found
    if noun.lemma == "societe" and not company_cues().pastimes.isdisjoint(tokens.plains[at:first]):
        return "pastime", -0.5
    if noun.strength == "strong":
        return "noun", 1.0
    if noun.strength == "group":
        return "group", -0.4 if _group_of_something_else(tokens, first) else 0.95
    if at < first - 1:
        return "weak-noun", 0.35
    said = {tokens.plains[one] for one in range(max(at - 3, 0), at)}
    return "weak-noun", 0.9 if said & company_words().apposition_told else 0.55


_RELATION: Final = {1: 0.35, 2: 0.8, 3: 0.95}


def _fronted(tokens: Tokens, first: int) -> float:
    """« Deuxième opérateur de l'hospitalisation privée, X… », « Basée à Lyon, X… », « Mon assureur, X, … »."""
    word, at = tokens.word_before(first)
    if word != ",":
        return 0.0
    nouns, cues = company_nouns(), company_cues()
    opening = tokens.sentences[first]
    start = at
    while (
        start > 0
        and tokens.sentences[start - 1] == opening
        and at - start < 18
        and tokens.texts[start - 1] not in ",:;"
    ):
        start -= 1
    if not tokens.opens(start) or start == at:
        return 0.0
    if not cues.fronted.isdisjoint(tokens.plains[start : start + 2]):
        told = any(nouns.get(tokens.word_at(one)[0]) for one in range(start, min(start + 4, at)))
        return 0.7 if told or "numero" in tokens.plains[start:at] else 0.45
    begun = [nouns.get(tokens.word_at(one)[0]) for one in range(start, min(start + 3, at))]
    return 0.7 if any(noun and noun.strength != "weak" for noun in begun) else 0.0


def _done_by(tokens: Tokens, first: int) -> bool:
    """« détenu par X », « emmenée par le groupe X », « le rachat de Y par X »."""
    word, at = tokens.word_before(first)
    while word in company_words().small_light:
        word, at = tokens.word_before(at)
    if word != "par":
        return False
    before = [tokens.word_before(at)[0], *tokens.plains[max(at - 5, 0) : at]]
    stems = company_cues().done_by
    near = [before[0], *before[-3:]]
    return any(word.startswith(one) for word in near for one in stems) or any(
        word in company_words().apposition_deeds for word in before
    )


def _tied(tokens: Tokens, first: int) -> bool:
    """« un contrat de licence avec X »."""
    word, at = tokens.word_before(first)
    return word == "avec" and not company_cues().ties.isdisjoint(tokens.plains[max(at - 4, 0) : at])


def _of_something_else(tokens: Tokens, first: int) -> str:
    """Whether a name is that of a thing (« le médicament X », « rue X ») or of a place (« le château de X »)."""
    word, at = tokens.word_before(_skip_quote(tokens, first))
    if at >= 0 and word in company_cues().elsewhere:
        return "thing"
    while word in company_words().small_light:
        word, at = tokens.word_before(at)
    if word in company_words().anaphora_of:
        word, at = tokens.word_before(at)
    return "elsewhere" if at >= 0 and word in company_cues().elsewhere else ""


def left_evidence(tokens: Tokens, first: int) -> dict[str, float]:
    """What the words before a name say, each witness with its weight."""
    found: dict[str, float] = {}
    small = company_words()
    name, weight = _noun_weight(tokens, first)
    if name:
        found[name] = weight
    if relation := _relation(tokens, first):
        found["belonging" if relation == 3 else "relation"] = _RELATION[relation]
    if not found and (fronted := _fronted(tokens, first)):
        found["fronted"] = fronted
    word, at = tokens.word_before(_skip_quote(tokens, first))
    if word == "chez":
        found["chez"] = 0.8
    if word in company_cues().sources:
        found["source"] = 0.35
    if _done_by(tokens, first):
        found["by"] = 0.8
    if _tied(tokens, first):
        found["tie"] = 0.6
    if kind := _of_something_else(tokens, first):
        found[kind] = -1.5
    if word in company_cues().titles or (word == "." and at > 0 and tokens.texts[at - 1] in ("M", "MM")):
        found["title"] = -2.0
    inside = word in small.small_light and tokens.word_before(at)[0] == "dans"
    if inside or (at >= 0 and tokens.texts[at].lower() in small.small_whither):
        found["whither"] = -0.3
    if word in small.small_pointing:
        found["article"] = -0.25
    return found
