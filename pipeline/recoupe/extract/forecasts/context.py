"""What the rest of a sentence makes of a cue: a condition, a question, a habit, an instruction."""

from __future__ import annotations

from typing import Final, NamedTuple

from recoupe.extract.forecasts.conditions import asked, bound
from recoupe.extract.forecasts.sentence import Sentence
from recoupe.lexicon.forecast_cues import load_contexts
from recoupe.read.verb_readings import readings
from recoupe.records import Modality

__all__ = ["Cue", "modality_in", "unreal_future"]

_FINITE: Final = frozenset({"future-tense", "near-future", "devrait", "pourrait"})
_WORDS: Final = load_contexts()


class Cue(NamedTuple):
    """A cue that a rule found: tokens `first` to `last`, both included; `at` is its finite verb or noun."""

    first: int
    last: int
    at: int
    modality: Modality
    rule: str


def unreal_future(sentence: Sentence, at: int, lemma: str) -> bool:
    """Whether a future tense is a habit, an instruction, a clause of law, or an author's way to speak."""
    if sentence.has("habit") or sentence.has("instruction") or sentence.has("law"):
        return True
    near = {*sentence.words(at - 4, at), *sentence.words(at + 1, at + 4)}
    if near & {"on", "vous"} and sentence.has("ingredients"):
        return True
    if lemma in _WORDS.author_verbs and near & _WORDS.author_subject:
        return True
    if lemma == "convenir" and "il" in near:
        return True
    if lemma in _WORDS.speech_verbs:
        after = sentence.words(at + 1, at + 16)
        quoted = bool({"»", '"'} & set(sentence.words(at - 3, at)))
        past = any(form.tense == "imperfect" for word in after for form in readings(word))
        return quoted or past
    return False


def modality_in(sentence: Sentence, cue: Cue, cues: list[int]) -> Modality:
    """The modality that the sentence gives a cue.

    Args:
        cues: the tokens of all cues of the sentence, in order.
    """
    if bound(sentence, cue.at, cues):
        return "conditional"
    if asked(sentence, cue.at):
        return "possibility"
    asks = sentence.question and cue.at > sentence.once(_last_break)
    if cue.rule in _FINITE and (asks or sentence.has("perhaps")):
        return "possibility"
    return cue.modality


def _last_break(sentence: Sentence) -> int:
    """The last token that parts a question from what stands before it."""
    last = len(sentence.tokens) - 1
    return max((at for at in range(last) if sentence.word(at) in (":", ";", "»")), default=-1)
