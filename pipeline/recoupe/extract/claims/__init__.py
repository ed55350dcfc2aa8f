"""The claims: who is said to have done, or to be about to do, how much, when, and according to whom.

Every figure makes one claim; every forecast without a figure in its clause makes one whose value is null.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from recoupe.extract.claims.bare import bare_frames
from recoupe.extract.claims.calendar import Calendar, note, tell
from recoupe.extract.claims.findings import Attributed, Figure, Findings, Phrase
from recoupe.extract.claims.hang import frames
from recoupe.extract.claims.lines import is_item
from recoupe.extract.claims.reality import realis_of, still_to_come
from recoupe.extract.claims.rejected import Rejected, Witness, rejected
from recoupe.extract.claims.salience import about, bylines, pointing
from recoupe.extract.claims.scene import Frame, Scene, Subjected, scenes
from recoupe.extract.claims.slots import is_own_news, source_of, told_by
from recoupe.extract.claims.standing import officers
from recoupe.extract.claims.subject import subject_of
from recoupe.extract.claims.when import period_of
from recoupe.extract.claims.who import Topic
from recoupe.extract.syntax import Syntax
from recoupe.lexicon.confidence import probability
from recoupe.lexicon.metrics import metric_of
from recoupe.read.document import Document
from recoupe.records import Claim, CompanyMention, Forecast, Metric, Place, Source, Subject, filled, value_of
from recoupe.records.claims import claim_id
from recoupe.text import Span

__all__ = ["Findings", "Rejected", "Witness", "find_claims", "worth_parsing"]

_OF: Final = re.compile(r"(?:\s(?:de|du|d['’]|de la|de l['’]|des|chez)\s*(?:groupe\s*)?)$")


def find_claims(
    document: Document, syntax: Syntax, found: Findings, witness: Witness | None = None
) -> tuple[list[Claim], list[Forecast]]:
    """The claims of a document, and its forecasts with who makes them.

    Args:
        document: the text.
        syntax: its parse; only sentences with a figure or a forecast, and those right before them, are asked for.
        found: what the other extractors found in it.
        witness: is told of the claims of each sentence what was not taken for their slots.

    Returns:
        The claims in the order of their anchors, and the forecasts of `found`, their `forecaster` and `source` filled.
    """
    claims: list[Claim] = []
    said: list[Forecast] = []
    agencies = bylines(document)
    signed = [company for company in found.companies if not any(span.holds(_span(company)) for span in agencies)]
    found = found._replace(companies=signed)
    quoted = [source.span for source in found.sources]
    topic = Topic(
        about(document, found.companies, [source.span for source in found.sources if not is_own_news(source)])
    )
    found = found._replace(companies=pointing(found.companies, quoted, topic.main))
    topic.officers = officers(document, found.companies)
    calendar, earlier = Calendar(about=topic.main.name if topic.main else None), list[Frame]()
    played = scenes(document, syntax, found)
    telling = _telling(document, found.figures, found.forecasts)
    parsed = _with_former(telling)
    syntax.prepare(worth_parsing(document, found.figures, found.forecasts))
    for scene in played:
        topic.enter(scene)
        previous = played[scene.index - 1] if scene.index - 1 in parsed else None
        hung = scene.frames = frames(scene, earlier, previous) if scene.index in telling else []
        made = [(frame, _claim(scene, frame, topic, calendar)) for frame in hung]
        bare = bare_frames(scene, [frame.cue for frame in hung if frame.cue is not None])
        made += [(frame, _claim(scene, frame, topic, calendar)) for frame in bare]
        made.sort(key=lambda pair: pair[0].figure.start)
        claims += [claim for _, claim in made]
        if witness is not None:
            witness([rejected(scene, frame, topic, earlier, claim) for frame, claim in made])
        said += told_by(scene, [*hung, *bare])
        tell(scene, hung, calendar, parsed=scene.index in parsed)
        topic.leave(scene, parsed=scene.index in parsed)
        earlier = [frame for frame in hung if not _is_ratio(frame)]
    for scene in played:
        scene.frames = []  # Frames hold their scene: without this only the search for cycles would free the two.
    return claims, said


def worth_parsing(document: Document, figures: Sequence[Figure], forecasts: Sequence[Forecast]) -> list[Span]:
    """The sentences with a figure or a forecast, and those right before them, which tell of whom they are."""
    return [document.sentences[index] for index in sorted(_with_former(_telling(document, figures, forecasts)))]


def _telling(document: Document, figures: Sequence[Figure], forecasts: Sequence[Forecast]) -> set[int]:
    return {document.sentence_index(mention.start) for mentions in (figures, forecasts) for mention in mentions}


def _with_former(telling: set[int]) -> set[int]:
    return telling | {index - 1 for index in telling if index}


def _is_ratio(frame: Frame) -> bool:
    """« soit trois fois les ventes »: what no later figure resumes, as it may « les ventes ont doublé »."""
    return frame.figure.type == "multiple" and frame.figure.direction is None


def _span(company: CompanyMention) -> Span:
    return Span(company.start, company.end)


def _claim(scene: Scene, frame: Frame, topic: Topic, calendar: Calendar) -> Claim:
    if frame.metric is None and calendar.told is not None and is_item(scene):
        frame.metric = calendar.told
    subject, by = subject_of(scene, frame, topic)
    frame.resolved = subject
    realis, frame.cue, why = realis_of(scene, frame, calendar)
    frame.realis = realis
    when = frame.when = period_of(scene, frame, calendar)
    if why == "default" and still_to_come(scene, when):
        frame.realis = realis = "forecast"
        why = "to-come"
    note(scene, frame, calendar)
    frame.source = source_of(scene, Span(frame.figure.start, frame.figure.end))
    figure, cue, metric = frame.figure, frame.cue, frame.metric
    entry = metric_of(metric.text) if metric else None
    key = entry.key if entry else _implied(frame)
    rules = (*frame.rules, f"subject:{by}", f"period:{when.rule}", f"realis:{why}", *_source_rules(frame))
    mentions = [figure.id, *(mention.id for mention in (cue, when.mention) if mention)]
    who = _subject(subject)
    return filled(
        Claim,
        id=claim_id(scene.document.id, figure.id, who),
        article_id=scene.document.id,
        subject=who,
        metric=filled(Metric, text=_without(scene, metric, subject), key=key, span=_place(metric.span))
        if metric
        else None,
        value=None if isinstance(figure, Forecast) else value_of(figure),
        direction=(None if isinstance(figure, Forecast) else figure.direction) or frame.direction,
        period=when.interval,
        realis=realis,
        modality=cue.modality if cue else None,
        polarity=cue.polarity if cue else "affirmed",
        source=_source(frame.source),
        evidence=scene.evidence,
        confidence=probability(rules),
        rules=rules,
        mentions=tuple(dict.fromkeys(mentions)),
    )


def _source_rules(frame: Frame) -> tuple[str, ...]:
    return (f"source:{frame.source.rule}",) if frame.source is not None else ("source:none",)


def _implied(frame: Frame) -> str | None:
    """The key that the verb implies, of this figure or of the one that it goes with."""
    while frame.key is None and frame.like is not None and frame.like.metric is frame.metric:
        frame = frame.like
    return frame.key if frame.metric else None


def _without(scene: Scene, metric: Phrase, subject: Subjected | None) -> str:
    """The metric without the company that has it: « dépenses [d'Amazon] en faveur des lobbyistes »."""
    if not isinstance(subject, CompanyMention) or not metric.span.start < subject.start < metric.span.end:
        return metric.text
    text = scene.document.text
    before = _OF.search(text[metric.span.start : subject.start])
    if before is None:
        return metric.text
    left = text[metric.span.start : metric.span.start + before.start()].rstrip()
    return " ".join(filter(None, [left, text[subject.end : metric.span.end].strip()])) or metric.text


def _place(span: Span) -> Place:
    return filled(Place, start=span.start, end=span.end)


def _subject(subject: Subjected | None) -> Subject | None:
    if isinstance(subject, CompanyMention):
        place = filled(Place, start=subject.start, end=subject.end)
        return filled(Subject, name=subject.name, company_id=subject.company_id, span=place)
    return filled(Subject, name=subject.text, span=_place(subject.span)) if subject else None


def _source(source: Attributed | None) -> Source | None:
    if source is None:
        return None
    return filled(Source, name=source.name, company_id=source.company_id, cue=source.cue, span=_place(source.span))
