"""How a figure hangs in its sentence: what governs it, from which what it measures and of whom follow."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from recoupe.extract.claims.scene import Attributed, Figure, Phrase, Scene
from recoupe.records import CompanyMention, Forecast, Interval, Period
from recoupe.records.base import Direction, Realis

__all__ = ["Frame", "Subjected", "When"]

Subjected = Phrase | CompanyMention


class When(NamedTuple):
    """The period of a figure, the rule that chose it, and the mention that it is read from."""

    interval: Interval | None = None
    rule: str = "none"
    mention: Period | None = None


@dataclass
class Frame:
    """What was read of a figure's place, and by which rules.

    Attributes:
        scene: the sentence.
        figure: the figure, or the cue of a forecast without one.
        verb: the word that heads its clause.
        metric: what is measured.
        key: the key of a metric that only the verb implies.
        subject: what it is said of, where the construction itself says so.
        like: the earlier figure that it goes with (« contre », « soit », a list).
        link: how it goes with it.
        resumes: the earlier figure whose metric goes on, of whomever it is said.
        rules: one `slot:rule` string a decision.
        resolved, when, realis, cue, source: the subject, period, reality, forecast and source, once they are known.
    """

    scene: Scene
    figure: Figure | Forecast
    verb: int | None = None
    metric: Phrase | None = None
    subject: Subjected | None = None
    like: Frame | None = None
    link: Literal["same", "earlier", "part"] = "same"
    resumes: Frame | None = None
    direction: Direction | None = None
    key: str | None = None
    rules: list[str] = field(default_factory=list)
    resolved: Subjected | None = None
    when: When | None = None
    realis: Realis = "actual"
    cue: Forecast | None = None
    source: Attributed | None = None

    @property
    def main(self) -> Frame:
        """The figure that this one is compared with, if it is compared; else itself."""
        frame = self
        while frame.link == "earlier" and frame.like is not None and frame.like.scene is frame.scene:
            frame = frame.like
        return frame

    def verb_in(self, scene: Scene) -> int | None:
        """The head of its clause, if that lies in the same sentence."""
        return self.verb if self.scene is scene else None
