"""The source of a figure, and who makes a forecast."""

from __future__ import annotations

import re
from typing import Final

from recoupe.extract.claims.findings import Attributed
from recoupe.extract.claims.scene import Frame, Scene
from recoupe.records import CompanyMention, Forecast, changed
from recoupe.text import Span

__all__ = ["is_own_news", "source_of", "told_by"]


def source_of(scene: Scene, span: Span) -> Attributed | None:
    """The attribution whose scope holds a stretch of text; the narrowest of several."""
    holding = [source for source in scene.found.sources if source.scope.holds(span)]
    if not holding:
        return None
    return min(holding, key=lambda source: source.scope.end - source.scope.start)


def is_own_news(source: Attributed) -> bool:
    """Whether who is quoted makes the news: « Québecor a annoncé », « a publié »; not « selon Reuters »."""
    return source.rule == "source-subject" and _NEWS.search(source.cue.casefold()) is not None


_NEWS: Final = re.compile(r"\b(?:annonc|publi|dévoil|présent|lanc|communiqu|confirm|enregistr|affich)")


def told_by(scene: Scene, frames: list[Frame]) -> list[Forecast]:
    """The forecasts of a sentence, each with its source, and with its forecaster: the source, else its subject."""
    by_cue: dict[str, Frame] = {}
    for frame in frames:
        if frame.cue is not None:
            by_cue.setdefault(frame.cue.id, frame)
    return [_told(scene, cue, by_cue.get(cue.id)) for cue in scene.found.forecasts]


def _told(scene: Scene, cue: Forecast, frame: Frame | None) -> Forecast:
    source = source_of(scene, Span(cue.start, cue.end))
    subject = frame.resolved if frame is not None else None
    name = subject.name if isinstance(subject, CompanyMention) else subject.text if subject else None
    who = source.name if source is not None else None
    return changed(cue, source=who, forecaster=who or name)
