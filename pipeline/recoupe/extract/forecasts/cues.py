"""Forecasts by cue: the verbs, phrases, nouns and participles of lexicon/forecast_cues.toml."""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from recoupe.extract.forecasts.ahead import ahead_of, beyond_time
from recoupe.extract.forecasts.conditions import supposed
from recoupe.extract.forecasts.context import Cue
from recoupe.extract.forecasts.sentence import Sentence, is_participle, skippable
from recoupe.lexicon.forecast_cues import NounCue, ParticipleCue, PhraseCue, VerbCue, load_contexts, load_cues
from recoupe.read.conjugation import Tense, forms
from recoupe.read.verb_readings import readings

__all__ = ["Trigger", "by_cue", "triggers"]

_WORDS: Final = load_contexts()


class Trigger(NamedTuple):
    """An entry of the lexicon, and which word of it was met: a verb's finite form, or the first word of a tail."""

    entry: VerbCue | PhraseCue | NounCue | ParticipleCue
    part: str
    tail: tuple[str, ...] = ()


def _agreeing(word: str) -> tuple[str, ...]:
    """« prévu~ » → prévu, prévue, prévus, prévues."""
    return tuple(word[:-1] + end for end in ("", "e", "s", "es")) if word.endswith("~") else (word,)


@cache
def triggers() -> dict[str, tuple[Trigger, ...]]:
    """Every word that can announce a cue of the lexicon, with the entries that it announces."""
    found: dict[str, list[Trigger]] = {}

    def add(words: frozenset[str] | tuple[str, ...], trigger: Trigger) -> None:
        for word in words:
            found.setdefault(word, []).append(trigger)

    cues = load_cues()
    for phrase in cues.phrases:
        for tail in phrase.tails:
            add(_agreeing(max(tail, key=len)), Trigger(phrase, "tail", tail))
    for noun in cues.nouns:
        add((noun.words[0],), Trigger(noun, "noun"))
    for verb in cues.verbs:
        add(forms(verb.lemma, "present", persons=(1, 3, 4, 6)), Trigger(verb, "present"))
        add((verb.lemma,), Trigger(verb, "infinitive"))
        if verb.perfect:
            add(forms(verb.lemma, "past-participle"), Trigger(verb, "perfect"))
    for participle in cues.participles:
        for lemma in participle.lemmas:
            add(forms(lemma, "past-participle"), Trigger(participle, "participle"))
    return {word: tuple(several) for word, several in found.items()}


def by_cue(sentence: Sentence, at: int, trigger: Trigger) -> Cue | None:
    """The cue that an entry of the lexicon makes of the token at an index, or None."""
    entry = trigger.entry
    if supposed(sentence, at):
        return None
    if isinstance(entry, VerbCue):
        return _verb(sentence, at, entry, trigger.part)
    if isinstance(entry, PhraseCue):
        return _phrase(sentence, at, entry, trigger.tail)
    if isinstance(entry, NounCue):
        return _noun(sentence, at, entry)
    return _participle(sentence, at, entry)


def _verb(sentence: Sentence, at: int, entry: VerbCue, part: str) -> Cue | None:
    first = _reflexive(sentence, at, part) if entry.reflexive else at
    if first is None:
        return None
    if entry.reflexive:
        pass
    elif part == "present" and (sentence.determined(at) or sentence.auxiliary(at)):
        return None
    if not entry.reflexive and sentence.word(at - 1) in ("se", "s'"):
        return None
    if part == "infinitive" and not _governed(sentence, first):
        return None
    if part == "perfect" and not (entry.reflexive or (_promised(sentence, at) and _pending(sentence, at))):
        return None
    if _incise(sentence, first):
        return None
    if any(word in entry.never_subject for word in sentence.words(at - 18, at)):
        return None
    complement = _complement(sentence, at + 1, entry)
    if complement is None:
        return None
    if entry.negated:
        if not sentence.negated(at):
            return None
        return Cue(_ne(sentence, at), _pas(sentence, at), at, entry.modality, f"cue-{entry.lemma}")
    return Cue(first, at, at, entry.modality, f"cue-{entry.lemma}")


def _reflexive(sentence: Sentence, at: int, part: str) -> int | None:
    """Where the pronoun of a reflexive verb stands, « s'est » included in the perfect; None where it has none."""
    if part != "perfect":
        return at - 1 if sentence.word(at - 1) in _WORDS.reflexives else None
    index = at - 1
    while index > at - 5 and skippable(sentence.word(index)):
        index -= 1
    if sentence.word(index) in ("est", "sont") and sentence.word(index - 1) in _WORDS.reflexives:
        return index - 1
    return None


def _pending(sentence: Sentence, at: int) -> bool:
    """Whether what was promised is still to come: an act, or a thing with its time."""
    return sentence.word(at + 1) in ("de", "d'") or ahead_of(sentence, at)


def _promised(sentence: Sentence, at: int) -> bool:
    """Whether a participle follows « a » or « ont »."""
    index = at - 1
    while index > at - 4 and skippable(sentence.word(index)):
        index -= 1
    return sentence.word(index) in ("a", "ont")


def _incise(sentence: Sentence, at: int) -> bool:
    """« …, prédit le journal »: the verb names who speaks, and what he foretells stands before it."""
    if sentence.word(at - 1) not in (",", "»", '"'):
        return False
    return sentence.once(_first_finite) < at


def _first_finite(sentence: Sentence) -> int:
    """The first token in the future or the conditional."""
    tenses = ("future", "conditional")
    for at, token in enumerate(sentence.tokens):
        if any(one.tense in tenses for one in readings(token.low)):
            return at
    return len(sentence.tokens)


def _governed(sentence: Sentence, at: int) -> bool:
    """Whether a verb that asserts governs an infinitive: « peut s'attendre à », « dit vouloir »."""
    index = at - 1
    while index > at - 4 and skippable(sentence.word(index)):
        index -= 1
    return sentence.word(index) in _governing(_WORDS.governing)


def _complement(sentence: Sentence, index: int, entry: VerbCue) -> int | None:
    """Where one of the complements of a verb stands, adverbs and an incise passed over; None where none does."""
    for _ in range(8):
        word = sentence.word(index)
        if word.rstrip("'") in entry.never_followed_by:
            return None
        if any(_is(sentence, index, kind) for kind in entry.complement):
            return index
        if word == ",":
            index = _after_incise(sentence, index)
        elif word not in ("«", '"'):
            beyond = max(sentence.beyond_adverb(index), beyond_time(sentence, index))
            if beyond == index:
                return None
            index = beyond - 1
        index += 1
    return None


def _after_incise(sentence: Sentence, index: int) -> int:
    """The comma that closes what the comma at `index` opens; the same where none does."""
    return next((at for at in range(index + 1, index + 12) if sentence.word(at) == ","), index)


def _is(sentence: Sentence, index: int, kind: str) -> bool:
    word = sentence.word(index)
    if kind == "inf":
        return sentence.infinitive(index) is not None
    if kind == "any":
        return word[:1].isalnum() and sentence.beyond_adverb(index) == index
    if kind == "np":
        return sentence.noun_phrase(index)
    if kind == "np à figure":
        level = next((at for at in range(index, index + 10) if sentence.word(at) in ("à", "au")), None)
        return sentence.noun_phrase(index) and level is not None and sentence.figure(level + 1, 3)
    if kind == "figure":
        return (word in _WORDS.before_figure or sentence.noun_phrase(index)) and sentence.figure(index)
    if kind == "sur figure":
        return word == "sur" and sentence.figure(index + 1)
    if kind == "de figure":
        return word in ("de", "d'") and sentence.figure(index + 1, 6)
    forms_of = {"à": ("à", "au", "aux", "a"), "de": ("de", "d'"), "que": ("que", "qu'")}
    return word in forms_of.get(kind, (kind,))


def _ne(sentence: Sentence, at: int) -> int:
    return next((index for index in range(at - 1, at - 5, -1) if sentence.word(index) in ("ne", "n'")), at)


def _pas(sentence: Sentence, at: int) -> int:
    return next((index for index in range(at + 1, at + 5) if sentence.word(index) in ("pas", "plus", "jamais")), at)


def _matches(word: str, part: str) -> bool:
    return word in _agreeing(part)


def _phrase(sentence: Sentence, at: int, entry: PhraseCue, tail: tuple[str, ...]) -> Cue | None:
    start = at - tail.index(max(tail, key=len))
    last = start + len(tail) - 1
    words = sentence.words(start, last + 1)
    if start < 0 or len(words) < len(tail):
        return None
    if not all(_matches(word, part) or word == part[:-1] + "'" for word, part in zip(words, tail, strict=True)):
        return None
    head = _head(sentence, start, entry)
    if head is None or sentence.word(last + 1) in entry.never_followed_by:
        return None
    if any(word in entry.never_between for word in sentence.words(head, start)):
        return None
    if entry.needs_period and not ahead_of(sentence, last):
        return None
    return Cue(head, last, head, entry.modality, f"cue-{entry.head}-{max(tail, key=len).rstrip('~')}")


def _head(sentence: Sentence, start: int, entry: PhraseCue) -> int | None:
    """The finite verb of a phrase, adverbs passed over; with its pronoun where it is reflexive."""
    tenses = forms(entry.head, "present", persons=(1, 3, 4, 6))
    index = start - 1
    while index > start - 6 and sentence.word(index) not in tenses:
        perfect = entry.perfect and is_participle(sentence.word(index))
        if not (skippable(sentence.word(index)) or perfect or sentence.word(index) == ","):
            return None
        if perfect and sentence.word(index - 1) in ("est", "sont", "a", "ont"):
            index -= 1
            break
        index -= 1
    if sentence.word(index) not in tenses and sentence.word(index) not in ("est", "sont", "a", "ont"):
        return None
    return index if entry.reflexive == (sentence.word(index - 1) in _WORDS.reflexives) else None


def _noun(sentence: Sentence, at: int, entry: NounCue) -> Cue | None:
    last = at + len(entry.words) - 1
    if tuple(sentence.words(at, last + 1)) != entry.words:
        return None
    if any(word in _governing(_WORDS.abandoning) for word in sentence.words(at - 8, at)):
        return None
    if sentence.word(at - 1) in ("de", "d'") and sentence.word(at - 2) in ("pas", "plus"):
        return None
    cue = Cue(at, last, at, entry.modality, f"cue-{'-'.join(entry.words)}")
    if any(_noun_after(sentence, last + 1, kind) for kind in entry.after):
        return cue
    if not sentence.determined(at):
        return None
    governing = _governing(entry.before)
    for index in range(at - 2, max(at - 16, -1), -1):
        if sentence.word(index) in governing:
            return cue
        if sentence.word(index) in (";", ":", "que", "qui", "»"):
            return None
    return None


@cache
def _governing(lemmas: tuple[str, ...]) -> frozenset[str]:
    """The forms of the verbs that a noun is an object of."""
    tenses: tuple[Tense, ...] = ("present", "past-participle", "infinitive", "present-participle")
    return frozenset().union(*(forms(lemma, *tenses) for lemma in lemmas)) if lemmas else frozenset()


def _noun_after(sentence: Sentence, index: int, kind: str) -> bool:
    if kind == "any" or kind == ":":
        return kind == "any" or sentence.word(index) == ":"
    if kind == "pour":
        return sentence.word(index) == "pour" and sentence.word(index + 1).isdigit()
    if kind == "inf":
        return sentence.words(index, index + 2) in (["est", "de"], ["est", "d'"])
    if kind == "de cours":
        return sentence.words(index, index + 2) == ["de", "cours"]
    return _is(sentence, index, kind)


def _participle(sentence: Sentence, at: int, entry: ParticipleCue) -> Cue | None:
    if sentence.word(at - 1) in _WORDS.participle_taken:
        return None
    if sentence.word(at + 1) in entry.never_followed_by or not ahead_of(sentence, at):
        return None
    return Cue(at, at, at, entry.modality, "participle-with-period")
