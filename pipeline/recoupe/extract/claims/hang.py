"""How each figure hangs: one rule a construction, tried in order; the first that answers wins."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from recoupe.extract.claims.approach import Approach, approach
from recoupe.extract.claims.clause import clause_frame
from recoupe.extract.claims.deals import deal
from recoupe.extract.claims.findings import Figure
from recoupe.extract.claims.linked import again, compares, equals, expected, follows, more, of_which, result
from recoupe.extract.claims.nouns import bracket, host, label, part, trend
from recoupe.extract.claims.resumed import resumed
from recoupe.extract.claims.scene import Frame, Scene
from recoupe.records import Forecast

__all__ = ["frames", "other_metrics"]

Rule = Callable[[Scene, Figure, range, Approach, Sequence[Frame]], Frame | None]


def frames(scene: Scene, earlier: Sequence[Frame], previous: Scene | None = None) -> list[Frame]:
    """How every figure of a sentence hangs, in order.

    Args:
        scene: the sentence.
        earlier: those of the sentence before, for a sentence that only goes on (« Soit 12 % de plus »).
        previous: that sentence, if it is parsed.
    """
    local: list[Frame] = []
    reaching = list(earlier)
    for figure in scene.found.figures:
        frame = resumed(scene, _frame(scene, figure, local, reaching), local, earlier, previous)
        local.append(frame)
        reaching.append(frame)
    return local


def _frame(scene: Scene, figure: Figure, local: Sequence[Frame], reaching: Sequence[Frame]) -> Frame:
    words = scene.words_of(figure)
    if not words:
        return Frame(scene, figure, rules=["metric:none"])
    way = approach(scene, words.start)
    for rule in _RULES:
        reaches = rule is expected or (rule in _REACHING and way.at is None)
        frame = rule(scene, figure, words, way, reaching if reaches else local)
        if frame is not None:
            if frame.verb is None:
                frame.verb = scene.tree.verb(scene.tree.top(words) or words.start)
            return frame
    return clause_frame(scene, figure, words, way)


def other_metrics(scene: Scene, frame: Frame, earlier: Sequence[Frame]) -> Iterator[tuple[str, str]]:
    """The metrics that other rules would read for a figure of a sentence, each with its rule."""
    figure = frame.figure
    words = range(0) if isinstance(figure, Forecast) else scene.words_of(figure)
    if isinstance(figure, Forecast) or not words:
        return
    local = [other for other in scene.frames if other.figure.start < figure.start]
    way = approach(scene, words.start)
    for rule in (*_RULES, lambda *given: clause_frame(*given[:4])):
        other = rule(scene, figure, words, way, [*earlier, *local] if rule in _REACHING else local)
        if other is not None and other.metric is not None:
            yield other.metric.text, other.rules[-1].removeprefix("metric:")


_RULES: Final[tuple[Rule, ...]] = (
    label,
    follows,
    equals,
    compares,
    of_which,
    expected,
    result,
    more,
    trend,
    bracket,
    again,
    deal,
    part,
    host,
)
_REACHING: Final = frozenset({equals, trend})
"""The rules that may go on from the sentence before, where nothing stands before the figure."""
