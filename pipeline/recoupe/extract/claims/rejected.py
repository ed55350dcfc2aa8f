"""What was not taken for a slot of a claim, and by which rule it offered itself: for those who ask why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from recoupe.extract.claims.findings import Phrase
from recoupe.extract.claims.hang import other_metrics
from recoupe.extract.claims.scene import Frame, Scene
from recoupe.extract.claims.subject import other_subjects
from recoupe.extract.claims.who import Topic
from recoupe.records import Claim

__all__ = ["Rejected", "Witness", "rejected"]


class Rejected(NamedTuple):
    """A candidate for a slot that another one won.

    Attributes:
        slot: « subject », « metric », « period », « realis » or « source ».
        text: what would have filled it.
        rule: the rule that would have, or did read it.
    """

    slot: str
    text: str
    rule: str


Witness = Callable[["list[list[Rejected]]"], None]
"""Is told, sentence by sentence, what was not taken for the slots of each claim, in the order of the claims."""


def rejected(scene: Scene, frame: Frame, topic: Topic, earlier: Sequence[Frame], claim: Claim) -> list[Rejected]:
    """The candidates of every slot of a claim that were not taken, best first, each once.

    Args:
        scene: its sentence, of which `frames` is filled.
        frame: how its figure hangs, resolved.
        topic: of whom the text is speaking there.
        earlier: the figures of the sentence before.
        claim: what became of it.
    """
    taken = {("subject", claim.subject.name)} if claim.subject else set()
    taken |= {("metric", metric.text) for metric in (claim.metric, frame.metric) if metric is not None}
    found: dict[tuple[str, str], Rejected] = {}
    for one in _offered(scene, frame, topic, earlier):
        if (one.slot, one.text) not in taken:
            found.setdefault((one.slot, one.text), one)
    return list(found.values())


def _offered(scene: Scene, frame: Frame, topic: Topic, earlier: Sequence[Frame]) -> Iterator[Rejected]:
    for who, rule in other_subjects(scene, frame, topic):
        yield Rejected("subject", who.text if isinstance(who, Phrase) else who.name, rule)
    for text, rule in other_metrics(scene, frame, earlier):
        yield Rejected("metric", text, rule)
    when = frame.when.mention if frame.when is not None else None
    for period in scene.found.periods:
        if period is not when:
            yield Rejected("period", period.text, period.rule)
    for cue in scene.found.forecasts:
        if cue is not frame.cue:
            yield Rejected("realis", cue.text, cue.rule)
    for source in scene.found.sources:
        if source is not frame.source:
            yield Rejected("source", source.name, source.rule)
