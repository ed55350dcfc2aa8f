"""Forecasts: what was still to come when an article was published, one record a cue.

One pass over the words of a text finds candidates (a future, a conditional, a word of the lexicon); only their
sentences are then read. The conventions are those of « Forecast » in docs/DEFINITIONS.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final, NamedTuple

from recoupe.extract.composed import through
from recoupe.extract.forecasts import tenses
from recoupe.extract.forecasts.context import Cue, modality_in
from recoupe.extract.forecasts.cues import Trigger, by_cue, triggers
from recoupe.extract.forecasts.horizon import horizon
from recoupe.extract.forecasts.sentence import Sentence
from recoupe.extract.places import sentence_place
from recoupe.read.conjugation import Form
from recoupe.read.document import Document
from recoupe.read.verb_readings import readings
from recoupe.read.words import Known, words_in
from recoupe.records import Forecast, filled

__all__ = ["extract_forecasts", "find_forecasts"]

_ENDINGS: Final = ("ra", "ront", "rai", "ras", "rons", "rez", "rait", "raient", "rais", "rions", "riez")
_GOING: Final = frozenset({"va", "vont", "vais", "allons"})
_MUST: Final = frozenset({"doit", "doivent"})


class _Kind(NamedTuple):
    future: Form | None
    conditional: Form | None
    triggers: tuple[Trigger, ...]
    announcing: bool
    word: str


def _kind(word: str) -> _Kind | None:
    """What a word can announce; None for nearly all words."""
    known = triggers().get(word, ())
    future = conditional = None
    if word.endswith(_ENDINGS):
        several = readings(word)
        future = next((form for form in several if form.tense == "future"), None)
        conditional = next((form for form in several if form.tense == "conditional" and form.person != 2), None)
    announcing = word in tenses.announcing_forms()
    if future or conditional or known or announcing or word in _GOING or word in _MUST:
        return _Kind(future, conditional, known, announcing, word)
    return None


_KINDS: Final = Known(_kind)


def _read(sentence: Sentence, at: int, kind: _Kind) -> Cue | None:
    if kind.future and (cue := tenses.future(sentence, at, kind.future)):
        return cue
    if kind.conditional and (cue := tenses.conditional(sentence, at, kind.conditional)):
        return cue
    if kind.word in _GOING:
        return tenses.near_future(sentence, at)
    if kind.word in _MUST:
        return tenses.must(sentence, at)
    found = next((cue for trigger in kind.triggers if (cue := by_cue(sentence, at, trigger))), None)
    return tenses.announced(sentence, at) if found is None and kind.announcing else found


def _records(sentence: Sentence, cues: list[Cue]) -> Iterator[Forecast]:
    document = sentence.document
    spans = [(sentence.tokens[cue.first].start, sentence.tokens[cue.last].end) for cue in cues]
    at = [cue.at for cue in cues]
    for cue, (start, end) in zip(cues, spans, strict=True):
        yield filled(
            Forecast,
            article_id=document.id,
            start=start,
            end=end,
            text=document.text[start:end],
            sentence=sentence_place(document, sentence.span),
            rule=f"forecast-{cue.rule}",
            modality=modality_in(sentence, cue, at),
            horizon=horizon(sentence, (start, end), spans),
            polarity="negated" if _denied(sentence, cue) else "affirmed",
        )


def _denied(sentence: Sentence, cue: Cue) -> bool:
    """Whether a cue is negated; « n'exclut pas », « pas impossible » affirm."""
    own = cue.first < cue.at or cue.rule.endswith(("exclu", "impossible"))
    return not own and sentence.negated(cue.at)


def _cues(sentence: Sentence, candidates: Iterable[tuple[int, _Kind]]) -> list[Cue]:
    """The cues of one sentence, in order, none inside another."""
    found: list[Cue] = []
    for offset, kind in candidates:
        at = sentence.starts.get(offset)
        if at is None or (found and at <= found[-1].last):
            continue
        cue = _read(sentence, at, kind)
        if cue is not None and (not found or cue.first > found[-1].last):
            found.append(cue)
    return found


def find_forecasts(document: Document) -> list[Forecast]:
    """The forecasts of a document, in text order; their spans do not overlap.

    The span is the cue. `forecaster` and `source` are left None: claims know who speaks.
    """
    records: list[Forecast] = []
    words = words_in(document)
    announcing = [(words.starts[at], kind) for at, kind in _KINDS.of(words)]
    for index, candidates in groupby(announcing, lambda one: document.sentence_index(one[0])):
        sentence = Sentence(document, document.sentences[index])
        records.extend(_records(sentence, _cues(sentence, candidates)))
    return records


def extract_forecasts(text: str | Document, *, published: dt.date | None = None) -> list[Forecast]:
    """The forecasts of a text.

    Args:
        text: a French text, or a document.
        published: the day the text is of; it settles which years are still to come.
    """
    return through(Document.of(text, published), find_forecasts)
