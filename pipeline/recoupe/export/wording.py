"""Records in a few words, for a person at a terminal."""

from __future__ import annotations

from recoupe.exact import spell, spell_ratio
from recoupe.records import Claim, Interval, MoneyFields, MultipleFields, PercentageFields, Record

__all__ = ["told_interval", "told_realis", "told_value"]

_UNITS = {"percent": "%", "percentage_point": "points", "basis_point": "basis points", "per_mille": "‰"}


def told_value(value: Record | None) -> str:
    """A figure in canonical digits, with its unit, modifier and direction: `≥ 3000000000 EUR, up`."""
    if isinstance(value, MoneyFields):
        words = f"{_number(value.amount, value.low, value.high)} {value.currency or '?'}"
        words += f" per {value.per}" if value.per else ""
    elif isinstance(value, PercentageFields):
        words = f"{_number(value.value, value.low, value.high)} {_UNITS[value.unit]} ({value.kind})"
    elif isinstance(value, MultipleFields):
        words = f"{'×' if value.kind == 'factor' else ''}{spell_ratio(value.value)}"
    else:
        return "–"
    sign = {"exact": "", "approx": "≈ ", "min": "≥ ", "max": "≤ "}[value.modifier]
    return f"{sign}{words}{f', {value.direction}' if value.direction else ''}"


def _number(exact: object, low: object, high: object) -> str:
    from decimal import Decimal

    def told(part: object) -> str:
        return spell(part) if isinstance(part, Decimal) else "…"

    return told(exact) if exact is not None else f"{told(low)} to {told(high)}"


def told_interval(interval: Interval | None) -> str:
    """A period by its days: a day, or the first and the last."""
    if interval is None:
        return "–"
    if interval.start is None and interval.end is None:
        return interval.text or "–"
    if interval.start == interval.end:
        return str(interval.start)
    return f"{interval.start or '…'} … {interval.end or '…'}"


def told_realis(claim: Claim) -> str:
    """Whether a claim is told as a fact, and if not, as what: `forecast · target`, `actual, negated`."""
    words = f"{claim.realis} · {claim.modality}" if claim.modality else claim.realis
    return words if claim.polarity == "affirmed" else f"{words}, negated"
