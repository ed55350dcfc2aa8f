"""The reality and the source of a figure."""

from __future__ import annotations

from recoupe.extract.claims.frame import Frame
from recoupe.extract.claims.scene import Attributed, Scene
from recoupe.lexicon.constructions import DEMAND_NOUNS, DEMAND_VERBS, EXPECTATION_VERBS
from recoupe.records import CompanyMention, Forecast
from recoupe.records.base import Realis
from recoupe.text import Span

__all__ = ["cue_of", "realis_of", "source_of", "told_by"]

_NEAR = 24


def source_of(scene: Scene, span: Span) -> Attributed | None:
    """The attribution whose scope holds a stretch of text; the narrowest of several."""
    holding = [source for source in scene.found.sources if source.scope.holds(span)]
    return min(holding, key=lambda source: source.scope.end - source.scope.start, default=None)


def cue_of(scene: Scene, frame: Frame) -> Forecast | None:
    """The forecast cue that governs a figure: above it in the parse, or before it with no other verb between."""
    words = scene.words_of(frame.figure)
    if not words:
        return None
    top = scene.tree.top(words)
    above = _governors(scene, top) if top is not None else set()
    near = None
    for cue in scene.found.forecasts:
        place = scene.words_of(cue)
        if above & set(place):
            return cue
        if place and place.stop <= words.start and _reaches(scene, place.stop, words.start):
            near = cue
    return near


def _governors(scene: Scene, top: int) -> set[int]:
    """The words above a figure, up to a clause that has a finite verb of its own and is no complement."""
    tree, found = scene.tree, {top}
    for index in [top, *tree.ancestors(top)]:
        found.add(index)
        found.update(i for i in tree.children[index] if tree.words[i].pos == "AUX")
        group = [index, *(i for i in tree.children[index] if tree.words[i].pos == "AUX")]
        finite = any("Mood=Ind" in tree.words[i].morph for i in group)
        if finite and tree.words[index].dep in ("advcl", "acl:relcl", "conj", "parataxis"):
            break
    return found


def _reaches(scene: Scene, start: int, stop: int) -> bool:
    """Whether no finite verb, relative or semicolon parts a cue from a figure."""
    if stop - start > _NEAR:
        return False
    between = scene.tree.words[start:stop]
    return not any("Mood=" in w.morph or "PronType=Rel" in w.morph or w.text in (";", ":", "(") for w in between)


def realis_of(scene: Scene, frame: Frame) -> tuple[Realis, Forecast | None, str]:
    """Whether a figure is told as a fact, a forecast or hearsay; the forecast cue; the rule."""
    if isinstance(frame.figure, Forecast):
        return "forecast", frame.figure, "cue"
    if frame.link == "earlier":
        return "actual", None, "compared"
    cue = cue_of(scene, frame)
    words = scene.words_of(frame.figure)
    if not words:
        return "actual", None, "default"
    top = scene.tree.top(words) or words.start
    path = [top, *scene.tree.ancestors(top)]
    if cue is not None:
        return "forecast", cue, "cue"
    verbs = [index for index in path if scene.tree.words[index].pos == "VERB"]
    if verbs and (_conditional(scene, verbs[0]) or (len(verbs) > 1 and _hearsay_above(scene, verbs))):
        return "unconfirmed", None, "hearsay"
    for index in path:
        word = scene.tree.words[index]
        if word.pos == "VERB" and word.lemma in DEMAND_VERBS:
            return "forecast", None, "demand"
        if word.pos == "VERB" and word.lemma in EXPECTATION_VERBS:
            return "forecast", None, "expectation"
        if word.pos == "NOUN" and word.lemma in DEMAND_NOUNS:
            return "forecast", None, "demand-noun"
        if word.pos == "VERB" and "Mood=Ind" in word.morph:
            break
    return "actual", None, "default"


def _hearsay_above(scene: Scene, verbs: list[int]) -> bool:
    """« aurait proposé d'apporter 250 millions »: hearsay over the infinitive."""
    infinitive = "VerbForm=Inf" in scene.tree.words[verbs[0]].morph
    return infinitive and scene.tree.words[verbs[0]].head == verbs[1] and _conditional(scene, verbs[1])


def _conditional(scene: Scene, verb: int) -> bool:
    parts = [verb, *scene.tree.children[verb]]
    return any(
        "Mood=Cnd" in scene.tree.words[i].morph and (i == verb or scene.tree.words[i].pos == "AUX") for i in parts
    )


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
    return cue.model_copy(update={"source": who, "forecaster": who or name})
