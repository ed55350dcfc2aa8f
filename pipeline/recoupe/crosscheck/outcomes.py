"""Forecasts whose day has come, set against what is told later: met, missed, open or unverifiable."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal

from recoupe.crosscheck.compare import comparable_periods, same_measure
from recoupe.crosscheck.fact import Fact
from recoupe.crosscheck.quantity import agree, exclude
from recoupe.crosscheck.verdict import Outcome, Verdict, about
from recoupe.lexicon.comparability import comparability

__all__ = ["judge_forecasts"]


def judge_forecasts(facts: Sequence[Fact], as_of: dt.date | None) -> Iterator[Verdict]:
    """A verdict a forecast, of the facts of one subject and metric.

    Args:
        facts: facts of any realis.
        as_of: the day of judgement: a forecast whose period ends on it or after it is open.
    """
    forecasts = [fact for fact in facts if fact.told.realis == "forecast"]
    actual: dict[object, list[Fact]] = {}
    for fact in facts if forecasts else ():
        if fact.told.realis == "actual" and fact.told.polarity == "affirmed":
            actual.setdefault((fact.figure.measure, fact.span), []).append(fact)
    for forecast in forecasts:
        yield _judge(forecast, actual.get((forecast.figure.measure, forecast.span), []), as_of)


def _judge(forecast: Fact, actual: Sequence[Fact], as_of: dt.date | None) -> Verdict:
    if forecast.span is None:
        return _verdict(forecast, [], "unverifiable", "no-horizon")
    outcomes = [fact for fact in actual if _tells_outcome(fact, forecast)]
    if not outcomes and (as_of is None or forecast.span[1] >= as_of):
        return _verdict(forecast, [], "open", "horizon-ahead")
    if not outcomes:
        return _verdict(forecast, [], "unverifiable", "no-outcome-told")
    if forecast.told.polarity == "negated":
        return _verdict(forecast, outcomes, "unverifiable", "denied-forecast")
    if _at_odds(outcomes):
        return _verdict(forecast, outcomes, "unverifiable", "outcomes-at-odds")
    return _set_against(forecast, outcomes)


def _tells_outcome(fact: Fact, forecast: Fact) -> bool:
    """Whether a fact tells what came of a forecast: told after the period was over, and after the forecast; in the same
    article only of an expectation that was over when it was told (« contre 4,2 milliards attendus »)."""
    if fact.published is None or fact.span is None or fact.published < fact.span[1]:
        return False
    if fact.told.article_id == forecast.told.article_id:
        return forecast.told.modality is None and same_measure(fact, forecast)
    later = forecast.published is None or fact.published >= forecast.published
    return later and same_measure(fact, forecast) and comparable_periods(fact, forecast) is True


def _at_odds(outcomes: Sequence[Fact]) -> bool:
    first = outcomes[0]
    return any(exclude(first.figure.quantity, other.figure.quantity) for other in outcomes[1:])


def _set_against(forecast: Fact, outcomes: Sequence[Fact]) -> Verdict:
    said = forecast.figure.quantity
    best = next((fact for fact in outcomes if fact.figure.quantity.centre is not None), outcomes[0])
    came = best.figure.quantity
    if agree(said, came):
        return _verdict(forecast, outcomes, "met", "outcome-agrees")
    if _better(forecast, best):
        return _verdict(forecast, outcomes, "met", "target-passed", _gap(forecast, best))
    modality = forecast.told.modality
    if not exclude(said, came):
        bounded = said.possible[1] is None or said.possible[0] == 0
        if bounded and modality in (None, "prediction", "target"):
            return _verdict(forecast, outcomes, "met", "within-bound", _gap(forecast, best))
        return _verdict(forecast, outcomes, "unverifiable", "too-close-to-tell")
    if modality in ("possibility", "conditional"):
        return _verdict(forecast, outcomes, "unverifiable", f"only-{modality}")
    return _verdict(forecast, outcomes, "missed", "outcome-differs", _gap(forecast, best))


def _better(forecast: Fact, outcome: Fact) -> bool:
    """Whether an outcome lies past a target on its good side."""
    metric = forecast.told.metric_key
    if forecast.told.modality != "target" or metric is None or 0 in _signs(forecast, outcome):
        return False
    said, came = _signed(forecast), _signed(outcome)
    if said is None or came is None:
        return False
    lexicon = comparability()
    return (metric in lexicon.more and came > said) or (metric in lexicon.less and came < said)


def _signs(*facts: Fact) -> set[int]:
    return {fact.figure.quantity.sign for fact in facts}


def _signed(fact: Fact) -> Decimal | None:
    one = fact.figure.quantity
    if one.centre is None:
        return one.sign * (one.near[1] if one.sign > 0 else one.near[0])
    return one.sign * one.centre


def _gap(forecast: Fact, outcome: Fact) -> str | None:
    """By how much the outcome differs, in the measure and in percent of what was said."""
    said, came = _signed(forecast), _signed(outcome)
    if said is None or came is None:
        return None
    gap = came - said
    share = f" ({float(gap / abs(said)):+.1%})" if said and not forecast.figure.changes else ""
    return f"by {float(gap):+,.10g} {forecast.figure.measure}{share}"


def _verdict(
    forecast: Fact, outcomes: Sequence[Fact], verdict: Outcome, rule: str, detail: str | None = None
) -> Verdict:
    return Verdict(
        kind="forecast",
        verdict=verdict,
        rule=rule,
        claims=(forecast.told.claim_id, *(fact.told.claim_id for fact in outcomes)),
        articles=len({fact.told.article_id for fact in (forecast, *outcomes)}),
        sources=len({fact.by for fact in (forecast, *outcomes)}),
        detail=detail,
        **about(forecast.told),
    )
