"""Forecasts by tense: the future, « va » with an infinitive, the conditional, « doit » with a period to come."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from recoupe.extract.forecasts.ahead import ahead, ahead_of
from recoupe.extract.forecasts.conditions import bound, supposed
from recoupe.extract.forecasts.context import Cue, unreal_future
from recoupe.extract.forecasts.horizon import names_later
from recoupe.extract.forecasts.past import told_of_the_past
from recoupe.extract.forecasts.sentence import Sentence, is_infinitive, is_participle, skippable
from recoupe.lexicon.forecast_cues import load_contexts
from recoupe.read.conjugation import Form, forms
from recoupe.records import Modality

__all__ = ["announced", "announcing_forms", "conditional", "future", "must", "near_future"]

_WORDS: Final = load_contexts()
_PRONOUNS: Final = {1: {"je", "j'"}, 2: {"tu"}, 4: {"nous"}, 5: {"vous"}}


def _is_verb(sentence: Sentence, at: int, person: int) -> bool:
    """Whether a form of the future or conditional is a verb here: no name, no noun, and its pronoun stands by."""
    token = sentence.tokens[at]
    opening = at == 0 or not any(before.low.isalnum() for before in sentence.tokens[:at])
    if token.capital and not opening and not sentence.capitals:
        return False
    before = sentence.word(at - 1)
    if before in _WORDS.noun_signs or (before == "-" and sentence.tokens[at - 1].end == token.start and at > 1):
        return False
    if token.low == "aura" and before in ("l'", "son", "leur", "d'") and sentence.word(at - 2) not in _WORDS.verb_signs:
        return False
    if person in _PRONOUNS:
        return bool(_PRONOUNS[person] & {*sentence.words(at - 14, at), *sentence.words(at + 1, at + 3)})
    return True


def _participle_after(sentence: Sentence, at: int) -> int:
    """The last token of « sera disjoint et confié »: the participles after an auxiliary; `at` where there is none."""
    last = index = at
    for _ in range(6):
        index += 1
        word = sentence.word(index)
        if is_participle(word):
            last = index
            if sentence.word(index + 1) == "et" and is_participle(sentence.word(index + 2)):
                last = index + 2
            break
        if not skippable(word) and word not in ("«", '"'):
            break
    return last


def _settled(sentence: Sentence, at: int, lemma: str) -> bool:
    return told_of_the_past(sentence, at) or unreal_future(sentence, at, lemma)


def future(sentence: Sentence, at: int, form: Form) -> Cue | None:
    """A verb in the future: a prediction; « pourra » a possibility; « aura … » only where its time is still to come."""
    if not _is_verb(sentence, at, form.person) or _settled(sentence, at, form.lemma) or supposed(sentence, at):
        return None
    last = at
    if form.lemma in ("être", "avoir"):
        last = _participle_after(sentence, at)
    if form.lemma == "avoir" and last > at and not _completes(sentence, at):
        return None
    return Cue(at, last, at, "possibility" if form.lemma == "pouvoir" else "prediction", "future-tense")


def _completes(sentence: Sentence, at: int) -> bool:
    """Whether a future perfect speaks of what is to come: « il aura fallu deux ans » looks back."""
    return ahead(sentence) or sentence.once(_link) < at


def _link(sentence: Sentence) -> int:
    return sentence.first(frozenset({"si", "quand", "lorsque", "lorsqu'", "dès", "fois"}))


def near_future(sentence: Sentence, at: int) -> Cue | None:
    """« va racheter », « va-t-il chercher »: aller in the present and an infinitive."""
    if sentence.determined(at) and sentence.word(at - 1) not in ("en", "le", "la", "les", "l'"):
        return None
    index = at + 1
    while index < at + 7 and skippable(sentence.word(index)) and sentence.infinitive(index) is None:
        index += 1
    verb = sentence.infinitive(index)
    if verb is None or _settled(sentence, at, sentence.word(verb)) or supposed(sentence, at):
        return None
    modality: Modality = "possibility" if sentence.word(verb) == "pouvoir" else "prediction"
    last = _participle_after(sentence, verb) if sentence.word(verb) in ("être", "avoir") else verb
    return Cue(at, last, at, modality, "near-future")


def must(sentence: Sentence, at: int) -> Cue | None:
    """« doit publier ses comptes mardi prochain »: a plan, where the sentence names a time to come."""
    if sentence.infinitive(at + 1) is None or not ahead_of(sentence, at) or supposed(sentence, at):
        return None
    return Cue(at, at, at, "prediction", "must-with-period")


def announced(sentence: Sentence, at: int) -> Cue | None:
    """« augmente ses tarifs à partir d'avril »: a present tense that announces, with a period to come."""
    before, after = sentence.word(at - 1), sentence.word(at + 1)
    if sentence.determined(at) or sentence.auxiliary(at) or not before[:1].isalpha() or after in ("de", "d'", "du"):
        return None
    if before in _WORDS.reflexives:
        return None  # « le salon s'ouvre jeudi »: a date in the diary
    if sentence.word(at) in ("entre", "entrent") and after not in ("en", "au", "dans"):
        return None
    if supposed(sentence, at) or not (ahead_of(sentence, at) or _opened_later(sentence)):
        return None
    return Cue(at, at, at, "prediction", "present-with-period")


def _opened_later(sentence: Sentence) -> bool:
    """Whether the sentence begins with a time to come."""
    return names_later(sentence, sentence.span.start, sentence.span.start + 16)


@cache
def announcing_forms() -> frozenset[str]:
    """The present forms of the verbs that announce."""
    return frozenset().union(*(forms(lemma, "present", persons=(3, 6)) for lemma in _WORDS.announcing))


def conditional(sentence: Sentence, at: int, form: Form) -> Cue | None:
    """A verb in the conditional: « devrait », « pourrait », a stated condition, a reported future; hearsay is none."""
    if not _is_verb(sentence, at, form.person) or supposed(sentence, at):
        return None
    if form.lemma == "devoir":
        expected = form.person in (3, 6) and _followed(sentence, at) and not _ought(sentence, at)
        return Cue(at, at, at, "prediction", "devrait") if expected else None
    if form.lemma == "pouvoir":
        return None if _polite(sentence, at) else Cue(at, at, at, "possibility", "pourrait")
    hearsay = form.lemma == "avoir" and _participle_after(sentence, at) > at
    return None if hearsay or form.lemma in ("falloir", "aimer") else _tied(sentence, at)


def _tied(sentence: Sentence, at: int) -> Cue | None:
    """A conditional that foretells: under a stated condition, reported after « que », or with a period to come."""
    last = _participle_after(sentence, at) if sentence.word(at).startswith("ser") else at
    if bound(sentence, at, [at]):
        return Cue(at, last, at, "conditional", "conditional-with-condition")
    if _reported(sentence, at):
        return Cue(at, last, at, "prediction", "conditional-reported")
    if ahead_of(sentence, at) or _opened_later(sentence):
        return Cue(at, last, at, "prediction", "conditional-with-period")
    return None


def _reported(sentence: Sentence, at: int) -> bool:
    """« a annoncé que le site fermerait »: the future as seen from an announcement; not « avait dit que »."""
    announced = announcing_participles()
    for index in range(at - 1, max(at - 16, 0), -1):
        if sentence.word(index) not in ("que", "qu'"):
            continue
        before = sentence.words(index - 5, index)
        said = any(word in announced for word in before)
        return said and bool({"a", "ont"} & {*before, *sentence.words(index - 8, index - 5)})
    return False


@cache
def announcing_participles() -> frozenset[str]:
    """The past participles after which « que » and a conditional report a future."""
    return frozenset().union(*(forms(lemma, "past-participle") for lemma in _WORDS.reporting_verbs))


def _followed(sentence: Sentence, at: int) -> bool:
    """Whether an infinitive follows, an incise passed over: « devrait » by itself owes something."""
    return any(is_infinitive(word) for word in sentence.words(at + 1, at + 12))


def _generic(sentence: Sentence, at: int) -> bool:
    """« Un locataire devrait consacrer… »: what anyone ought to do; not « un accord devrait intervenir »."""
    if sentence.word(at - 2) not in ("un", "une") and sentence.word(at - 3) not in ("un", "une"):
        return False
    verb = sentence.infinitive(at + 1)
    return verb is not None and sentence.word(verb) not in _WORDS.event_verbs


_REVISED: Final = re.compile(r"(?:plutôt qu(?:e |')|au lieu d(?:e |'))(?:(?:à|de|entre|environ|près de) )?\d")
"""« devrait s'établir à 2 dollars, plutôt qu'à 3 »: only another figure is set against it."""


def _ought(sentence: Sentence, at: int) -> bool:
    """Whether « devrait » says what ought to be rather than what is expected."""
    if sentence.has("ought_word") and not _REVISED.search(sentence.low):
        return True
    index = at - 1
    while index > at - 4 and sentence.word(index) in ("ne", "n'", "y", "en", "se", "s'"):
        index -= 1
    if sentence.word(index) in _WORDS.ought_subject or _generic(sentence, at):
        return True
    if sentence.words(at + 1, at + 3) in (["être", "un"], ["être", "une"], ["être", "la"], ["être", "le"]):
        return not re.search(r"\d", sentence.low)
    return False


def _polite(sentence: Sentence, at: int) -> bool:
    """« pourriez-vous », « on pourrait croire », « pourraient s'être passées »: no forecast."""
    verb = sentence.infinitive(at + 1)
    near = {*sentence.words(at - 4, at), *sentence.words(at + 1, at + 3)}
    if verb is not None and sentence.word(verb) in ("avoir", "être") and _past_infinitive(sentence, verb):
        return True
    if "vous" in near and sentence.word(at + 1) == "-":
        return True
    return bool(near & {"on", "je", "nous", "vous"}) and verb is not None and sentence.word(verb) in _WORDS.author_verbs


def _past_infinitive(sentence: Sentence, verb: int) -> bool:
    auxiliary = sentence.word(verb)
    if auxiliary == "être" and sentence.word(verb - 1) not in ("s'",):
        return False
    return is_participle(sentence.word(verb + 1)) or is_participle(sentence.word(verb + 2))
