"""The witnesses, weighed: is a candidate a company, here?

Every witness adds its weight; a name is a company's from `PROOF` on. A name proved anywhere in the article counts at
its every occurrence where nothing speaks against it. The weights were set by hand, on articles written for the project.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Final

from recoupe.extract.companies.candidate import PROOF, Candidate
from recoupe.extract.companies.coordination import pass_on
from recoupe.extract.companies.deals import dealt_after, dealt_before
from recoupe.extract.companies.known import is_place
from recoupe.extract.companies.left import left_evidence
from recoupe.extract.companies.right import right_evidence
from recoupe.extract.companies.runs import is_name
from recoupe.extract.companies.setting import bear_out
from recoupe.extract.companies.tokens import Tokens
from recoupe.extract.companies.unknown import dateline, particle
from recoupe.extract.syntax import Entity
from recoupe.lexicon.company_cues import company_cues
from recoupe.lexicon.company_words import company_words
from recoupe.lexicon.first_names import first_names
from recoupe.lexicon.names import Phrases, plain

__all__ = ["weigh"]

_CODE: Final = re.compile(r"[A-Z]{1,4}-?\d+[A-Z]?")
_SUBJECT: Final = {"verb", "relative", "quotation", "apposition"}
_TELLING: Final = {"telling-word", "dateline", "belonging", "noun", "group", "nationality", "legal-form", "ticker"} | {
    "name-word",
    "example",
    "dealt",
    "inserted",
}
# What makes a company of its owner's name: « le groupe Lucas ».
_OWNED: Final = frozenset({"noun", "group", "legal-form", "apposition", "belonging"})
_LABELS: Final = {"ORG": 0.5, "PER": -0.7, "LOC": -0.25, "MISC": 0.0}


def _gazetteer(tokens: Tokens, one: Candidate) -> dict[str, float]:
    if one.form is None:
        return {}
    if one.own:
        return {"gazetteer-part": 0.95 if one.form.certain or one.branch else 0.4}
    if one.form.certain:
        return {"gazetteer": 1.3}
    if one.form.company.listed:
        return {"listed": 0.6}
    found = {"gazetteer-word": 0.5}
    if not tokens.opens(one.first):
        found["capital"] = 0.15 if one.form.proper else 0.4
    return found


def _name(tokens: Tokens, one: Candidate) -> dict[str, float]:
    """What the name itself says: « … Technologies », « Banque … », « BlaBlaCar », « Sekoia.io »."""
    cues, found = company_cues(), {}
    texts = tokens.texts[one.first : one.last]
    if one.legal:
        faint = one.legal in cues.forms_faint
        found["legal-form"] = 0.4 if faint else 1.1
    if len(texts) > 1 and (texts[-1] in cues.last or texts[0] in cues.first):
        strong = texts[0] in cues.expanding or texts[-1] in cues.last - cues.last_weak
        found["telling-word" if strong else "name-word"] = 0.8 if strong else 0.6
    if one.form is None and (len(texts) == 1 or texts[1:2] == ["."]):
        word = texts[0]
        mixed = any(char.isupper() for char in word[1:]) and not word.isupper()
        if mixed or (len(texts) == 3 and texts[1] == "."):
            found["brand"] = 0.5 if len(word) > 4 else 0.1
        elif len(word) > 6 and word[1:].islower():
            made = plain(word)
            if made.startswith(cues.begin) or made.endswith(cues.end):
                found["coined"] = 0.15
    if dateline(tokens, one.first, one.last):
        found["dateline"] = 0.9
    if one.form is None and not tokens.opens(one.first):
        found["capital"] = 0.1
    if one.form is None and _CODE.fullmatch("".join(texts)):
        found["code"] = -0.6
    if one.form is None and len(texts) == 1 and texts[0] in first_names():
        found["first-name"] = -0.5
    return found


class _Labels:
    """The model's entities by place."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._by_start = {entity.start: entity for entity in entities}

    def evidence(self, tokens: Tokens, one: Candidate) -> dict[str, float]:
        entity = self._by_start.get(tokens.starts[one.first])
        told = _TELLING & one.evidence.keys()
        if entity is None or (one.form is not None and one.form.certain) or (told and entity.label != "ORG"):
            return {}
        whole = entity.end == tokens.ends[one.last - 1]
        weight = _LABELS.get(entity.label, 0.0)
        if entity.label == "LOC" and one.form is not None:
            weight = -0.1
        if entity.label == "LOC" and "verb" in one.evidence:
            weight = -0.1
        if entity.label == "PER" and one.last - one.first == 1:
            weight = -0.2
        return {f"model-{entity.label.lower()}": weight if whole else weight / 2}


def _surnames(tokens: Tokens, all_: Iterable[Candidate]) -> frozenset[str]:
    return frozenset(tokens.plains[one.last - 1] for one in all_ if one.refused == "person" and one.form is None)


def name_key(tokens: Tokens, one: Candidate) -> str:
    """What two occurrences of one name share: its words without case, accents, legal form and « Groupe »."""
    cues, groups = company_cues(), company_words().names_groups
    kept = [
        tokens.plains[at]
        for at in range(one.first, one.last)
        if tokens.texts[at] not in groups
        and tokens.texts[at] not in ".,"
        and not (one.legal and tokens.texts[at] in (cues.forms_after | cues.forms_before))
    ]
    return " ".join(kept) or tokens.plains[one.first]


def _beyond_doubt(tokens: Tokens, one: Candidate) -> bool:
    """Whether a listed name needs no word after it: nothing before it speaks against it or could be its first name."""
    if one.form is None or one.own or not one.form.certain or one.score < PROOF:
        return False
    if any(weight < 0 for weight in one.evidence.values()):
        return False
    return one.first == 0 or not is_name(tokens.texts[one.first - 1]) or not tokens.spaced(one.first - 1)


def _witnesses(tokens: Tokens, one: Candidate, labels: _Labels) -> None:
    """Writes into a candidate what each witness says of it by itself."""
    told = one.evidence
    told |= _gazetteer(tokens, one) | _name(tokens, one)
    told |= left_evidence(tokens, one.first)
    if not _beyond_doubt(tokens, one):
        told |= right_evidence(tokens, one.last)
    if one.form is None or one.own or not one.form.certain:
        told |= dealt_before(tokens, one.first) | dealt_after(tokens, one.last)
        if "recipient" in told:
            told.pop("whither", None)
    if one.form is None:
        told.pop("article", None)
        if tokens.word_before(one.first)[0] in company_words().small_plural and one.last - one.first == 1:
            told["plural"] = -0.4  # « les Verts », « des Clio »
    elif one.form.certain:
        before = one.first - 1
        if before < 0 or not is_name(tokens.texts[before]) or not tokens.spaced(before):
            told.pop("role", None)  # but « Ada Kone, économiste »
        told.pop("whither", None)
    elif tokens.opens(one.first) and _SUBJECT & told.keys():
        told["bare"] = 0.2
    if "verb" in told and tokens.word_before(one.first)[0] == "par":
        told["verb"] = 0.1  # « la société fondée par X emploie »
    if "relation" in told and "verb" in told:
        # The verb's subject is the noun: « l'usine de X emploie ».
        told["verb"] = 0.1 if one.form is None and told["relation"] < 0.5 else 0.35
    told |= labels.evidence(tokens, one)
    if one.form is None and is_place(tokens, one.first, one.last):
        told["place"] = -1.5


def weigh(
    tokens: Tokens, all_: list[Candidate], pairs: list[tuple[Candidate, Candidate]], entities: Iterable[Entity]
) -> list[Candidate]:
    """The candidates that are companies, in order, each with the evidence for it.

    Args:
        tokens: the words of the document.
        all_: what `candidates` found; their evidence is written into them.
        pairs: those of them that are a long name and its acronym: what proves one proves the other.
        entities: the model's, or none.
    """
    labels = _Labels(entities)
    for one in all_:
        if one.form is not None and not one.form.certain and particle(tokens, one.first):
            one.refused = one.refused or "person"
        if not one.refused:
            _witnesses(tokens, one, labels)
    for _ in range(2):  # what coordination makes likely is borne out, and passed on
        bear_out(tokens, all_)
        pass_on(tokens, all_)
    _paired(pairs)
    return _agreed(tokens, all_)


def _paired(pairs: list[tuple[Candidate, Candidate]]) -> None:
    """A long name and its acronym stand or fall together."""
    for long, short in pairs:
        if short.refused == "word":
            short.refused = ""  # letters that mean something else elsewhere
        if long.refused or short.refused:
            long.refused = short.refused = long.refused or short.refused
        for one, other in ((long, short), (short, long)):
            if other.score >= PROOF > one.score:
                one.evidence["acronym"] = other.score


def _agreed(tokens: Tokens, all_: list[Candidate]) -> list[Candidate]:
    people = _surnames(tokens, all_)
    totals: dict[str, list[float]] = defaultdict(list)
    for one in all_:
        if not one.refused:
            surname = (
                one.last - one.first == 1 and tokens.plains[one.first] in people and not (one.form and one.form.certain)
            )
            if surname and _OWNED.isdisjoint(one.evidence):
                one.evidence["surname"] = -0.9
            if tokens.sentences[one.first] in tokens.shouting and one.form is None:
                one.evidence["capitals"] = -0.6
            totals[name_key(tokens, one)].append(one.score)
    proven = {key for key, scores in totals.items() if _proven(scores)}
    refused = {name_key(tokens, one) for one in all_ if one.refused == "institution" or "thing" in one.evidence}
    short = _abridged(proven, totals) - proven
    kept = _shouted(tokens, all_, proven)
    for one in all_:
        if one.refused or (name_key(tokens, one) in refused and not (one.form and one.form.certain)):
            continue
        if one.score >= PROOF:
            kept.append(one)
        elif (name_key(tokens, one) in proven and _without_model(one) > -0.6) or (
            name_key(tokens, one) in short and one.score > -0.3
        ):
            one.evidence["agreement"] = PROOF
            kept.append(one)
    return _apart(kept)


def _without_model(one: Candidate) -> float:
    """What is said of a candidate, the model aside: one proved elsewhere is not unproved by a label."""
    return sum(weight for name, weight in one.evidence.items() if not name.startswith("model-"))


def _apart(found: list[Candidate]) -> list[Candidate]:
    """In order, without those that lie in another that came first."""
    kept: list[Candidate] = []
    for one in sorted(found, key=lambda one: (one.first, -one.last)):
        if not kept or one.first >= kept[-1].last:
            kept.append(one)
    return kept


def _shouted(tokens: Tokens, all_: list[Candidate], proven: set[str]) -> list[Candidate]:
    """Proven names in headlines of capitals, where every word looks like one."""
    if not tokens.shouting:
        return []
    phrases: Phrases[str] = Phrases()
    for one in all_:
        if one.form is None and (key := name_key(tokens, one)) in proven:
            phrases.add(key.split(), key)
    places = [at for at in range(tokens.size) if tokens.sentences[at] in tokens.shouting]
    return [
        Candidate(at, at + length, evidence={"agreement": PROOF})
        for at in places
        for length, _ in list(phrases.at(tokens.plains, at))[:1]
    ]


@cache
def _telling() -> frozenset[str]:
    """The words that say what a company does, made plain: alone they name none."""
    cues = company_cues()
    return frozenset(plain(word) for word in cues.first | cues.last)


def _abridged(proven: Iterable[str], totals: dict[str, list[float]]) -> set[str]:
    """The single words that shorten a proven name: its first, or its last after a word that tells what it does."""
    found = set()
    for key in proven:
        parts = key.split()
        if len(parts) > 2:
            found |= {start for size in range(2, len(parts)) if (start := " ".join(parts[:size])) in totals}
        if len(parts) > 1:
            found |= {
                part for part in (parts[0], parts[-1]) if part in totals and part not in _telling() and len(part) > 2
            }
    return found


def _proven(scores: list[float]) -> bool:
    best = max(scores)
    others = sum(score for score in scores if score > 0) - best
    return best >= PROOF or (best >= 0.35 and best + min(0.5 * others, 0.5) >= PROOF)
