"""How each figure hangs: one rule a construction, tried in order; the first that answers wins."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from recoupe.extract.claims.approach import Approach, approach
from recoupe.extract.claims.clause import clause_frame, kind_of
from recoupe.extract.claims.frame import Frame
from recoupe.extract.claims.linked import again, compares, equals, expected, follows, more, of_which, result
from recoupe.extract.claims.nouns import bracket, host, label, part, trend
from recoupe.extract.claims.scene import Figure, Scene
from recoupe.extract.claims.words import is_container, is_trend
from recoupe.lexicon.constructions import LEVEL_VERBS, TREND_VERBS

__all__ = ["frames"]

Rule = Callable[[Scene, Figure, range, Approach, Sequence[Frame]], Frame | None]


def frames(scene: Scene, earlier: Sequence[Frame]) -> list[Frame]:
    """How every figure of a sentence hangs, in order.

    Args:
        scene: the sentence.
        earlier: those of the sentence before, for a sentence that only goes on (« Soit 12 % de plus »).
    """
    local: list[Frame] = []
    reaching = list(earlier)
    for figure in scene.found.figures:
        frame = _resumed(scene, _frame(scene, figure, local, reaching), earlier)
        local.append(frame)
        reaching.append(frame)
    return local


def _resumed(scene: Scene, frame: Frame, earlier: Sequence[Frame]) -> Frame:
    """« Il est en hausse de 2,7 % »: of the metric that was the subject of the sentence before."""
    verb, metric = frame.verb, frame.metric
    if verb is None or frame.like is not None or not earlier or not len(scene.tree):
        return frame
    actor = scene.tree.subject(verb)
    told = kind_of(scene, verb) in (LEVEL_VERBS | TREND_VERBS.keys()) and scene.document.published is not None
    if actor is not None and told and _points_to_figure(scene, actor):
        frame.metric, frame.like, frame.rules = earlier[-1].main.metric, earlier[-1].main, ["metric:resumed"]
        return frame
    if actor is None and is_trend(scene, verb):
        actor = scene.tree.child(verb, "expl:subj")
    if actor is None or scene.low(actor).lstrip("-") not in _RESUMING or kind_of(scene, verb) not in _OF_SUBJECT:
        return frame
    like = next((f for f in earlier if "metric:subject-of-verb" in f.rules), None)
    said = metric is not None and not is_trend(scene, metric.head) and "metric:verb" not in frame.rules
    if like is None or said:
        return frame
    frame.metric, frame.like, frame.rules = like.metric, like, ["metric:resumed"]
    return frame


def _points_to_figure(scene: Scene, actor: int) -> bool:
    """« Ce montant représente… », « Cette hausse de 11,8 % »: the figure of the sentence before."""
    if actor == 0 or scene.low(actor - 1) not in ("ce", "cet", "cette"):
        return False
    return is_container(scene, actor) or is_trend(scene, actor)


_RESUMING = frozenset({"il", "elle", "ils", "elles", "celui-ci", "celle-ci"})
_OF_SUBJECT = (LEVEL_VERBS | TREND_VERBS.keys()) - {"perdre", "gagner", "compter", "afficher"}


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


_RULES: tuple[Rule, ...] = (
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
    part,
    host,
)
_REACHING = frozenset({equals, trend})
"""The rules that may go on from the sentence before, where nothing stands before the figure."""
