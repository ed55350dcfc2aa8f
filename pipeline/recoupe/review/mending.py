"""Mending a claim: its slots as the fields of a form, and a filled-in form as a correction of what it changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, cast

from pydantic import TypeAdapter, ValidationError

from recoupe.errors import UsageError
from recoupe.exact import spell, spell_ratio
from recoupe.lexicon.metrics import metric_of
from recoupe.records import Article, Claim, Correction, Interval, Metric, Place, Slot, Source, Subject, Value

__all__ = ["FIELDS", "correction_of", "fields_of", "value_fields"]

FIELDS: dict[Slot, tuple[str, ...]] = {
    "subject": ("subject", "subject_span"),
    "metric": ("metric", "metric_span"),
    "value": (
        "value_span", "value_type", "value_number", "value_low", "value_high", "value_unit", "value_kind",
        "value_modifier", "value_per", "value_baseline",
    ),
    "direction": ("direction",),
    "period": ("period_start", "period_end", "period_span"),
    "realis": ("realis",),
    "modality": ("modality",),
    "polarity": ("polarity",),
    "source": ("source", "source_span"),
}  # fmt: skip
"""The fields of a form that make up each slot. A span is written `start-end`, in code points of the article."""

_VALUE: TypeAdapter[Any] = TypeAdapter(cast("type[Any]", Value))
_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")
CompanyOf = Callable[[str], str | None]


def fields_of(claim: Claim) -> dict[str, str]:
    """A claim as the fields of a form, all there, empty where a slot is."""
    fields = dict.fromkeys((name for names in FIELDS.values() for name in names), "")
    for slot, named, text in (
        ("subject", claim.subject, claim.subject and claim.subject.name),
        ("metric", claim.metric, claim.metric and claim.metric.text),
        ("source", claim.source, claim.source and claim.source.name),
    ):
        if named:
            fields |= {slot: text or "", f"{slot}_span": _written(named.span)}
    if claim.value:
        fields |= value_fields(claim.value)
    if period := claim.period:
        fields |= {"period_start": str(period.start or ""), "period_end": str(period.end or "")}
        fields["period_span"] = _written(period.span)
    plain = {"direction": claim.direction, "realis": claim.realis, "modality": claim.modality}
    return fields | {name: value or "" for name, value in plain.items()} | {"polarity": claim.polarity}


def value_fields(value: Any) -> dict[str, str]:
    """A figure as the fields of a form; takes a value or a mention."""
    ratio = value.type == "multiple"
    exact = value.amount if value.type == "money" else value.value
    unit = None if ratio else value.currency if value.type == "money" else value.unit
    told = {
        "value_span": f"{value.start}-{value.end}",
        "value_type": value.type,
        "value_number": spell_ratio(exact) if ratio else _spelled(exact),
        "value_low": _spelled(getattr(value, "low", None)),
        "value_high": _spelled(getattr(value, "high", None)),
        "value_unit": unit,
        "value_kind": getattr(value, "kind", None),
        "value_modifier": value.modifier,
        "value_per": getattr(value, "per", None),
        "value_baseline": getattr(value, "baseline", None),
    }
    return {name: text or "" for name, text in told.items()}


def _spelled(number: Any) -> str:
    return "" if number is None else spell(number)


def _written(span: Place | None) -> str:
    return f"{span.start}-{span.end}" if span else ""


def correction_of(form: Mapping[str, str], claim: Claim, article: Article, company_of: CompanyOf) -> Correction:
    """What a filled-in form says of a claim: the slots that it changes.

    Args:
        form: fields of `FIELDS`; those that are absent change nothing.
        claim: the claim that is corrected.
        article: its article.
        company_of: gives the id of a company by one of its names.

    Raises:
        UsageError: nothing is changed, or a field cannot be what it says.
    """
    # White space is made one as in a form's fields, so that what nobody touched differs nowhere.
    before = {name: " ".join(text.split()) for name, text in fields_of(claim).items()}
    after = before | {name: " ".join(form[name].split()) for name in before if name in form}
    slots = tuple(slot for slot, names in FIELDS.items() if any(before[name] != after[name] for name in names))
    if not slots:
        raise UsageError("nothing was changed: accept the claim, or change a slot")
    try:
        made: dict[str, Any] = {slot: _slot(slot, after, claim, article, company_of) for slot in slots}
        correction = Correction(slots=slots, **made)
        correction.mend(claim)
    except ValidationError as error:
        wrong = error.errors(include_url=False)[0]
        raise UsageError(f"{'.'.join(map(str, wrong['loc'])) or 'claim'}: {wrong['msg']}") from error
    except ArithmeticError as error:
        raise UsageError("a number is written in digits with a point: 17500000, 3.8, 1/3") from error
    return correction


def _slot(slot: Slot, fields: Mapping[str, str], claim: Claim, article: Article, company_of: CompanyOf) -> Any:
    if slot == "value":
        return _value(fields, article) if fields["value_type"] else None
    if slot == "period":
        return _period(fields, claim, article)
    if slot not in ("subject", "metric", "source"):
        return fields[slot] or None
    name = fields[slot]
    if not name:
        return None
    span = _span(fields[f"{slot}_span"], article)
    if slot == "metric":
        entry = metric_of(name)
        return Metric(text=name, key=entry.key if entry else None, span=span)
    former = claim.subject if slot == "subject" else claim.source
    company = former.company_id if former and former.name == name else company_of(name)
    if slot == "subject":
        return Subject(name=name, company_id=company, span=span)
    return Source(name=name, company_id=company, cue=claim.source.cue if claim.source else None, span=span)


def _period(fields: Mapping[str, str], claim: Claim, article: Article) -> Interval | None:
    span = _span(fields["period_span"], article)
    start, end = fields["period_start"] or None, fields["period_end"] or None
    if not (span or start or end):
        return None
    former = claim.period.text if claim.period else None
    text = article.text[span.start : span.end] if span else former
    return Interval.model_validate({"text": text, "start": start, "end": end, "span": span})


def _value(fields: Mapping[str, str], article: Article) -> Any:
    span = _span(fields["value_span"], article)
    if span is None:
        raise UsageError("a figure stands somewhere: select its characters in the article")
    kind = fields["value_type"]
    told = {
        "type": kind,
        "start": span.start,
        "end": span.end,
        "text": article.text[span.start : span.end],
        "modifier": fields["value_modifier"] or "exact",
        "amount" if kind == "money" else "value": fields["value_number"] or None,
    }
    if kind != "multiple":
        told |= {name: fields[f"value_{name}"] or None for name in ("low", "high")}
    if kind == "money":
        told |= {"currency": fields["value_unit"] or None, "per": fields["value_per"] or None}
    elif kind == "percentage":
        told |= {"unit": fields["value_unit"] or "percent", "baseline": fields["value_baseline"] or None}
    if kind != "money":
        told["kind"] = fields["value_kind"]
    if not any(told.get(name) for name in ("amount", "value", "low", "high")):
        raise UsageError("a figure has a number, or a low and a high one")
    return _VALUE.validate_python(told | {"direction": fields["direction"] or None})


def _span(written: str, article: Article) -> Place | None:
    if not written:
        return None
    found = _SPAN.fullmatch(written)
    if found is None or not int(found[1]) < int(found[2]) <= len(article.text):
        raise UsageError(f"{written} is no stretch of the article")
    return Place(start=int(found[1]), end=int(found[2]))
