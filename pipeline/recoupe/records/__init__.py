"""The records: frozen values, exact decimals in one canonical spelling, ids made of what was read and where.

The names of files and fields are a contract with other programs; `schemas/` publishes them.
"""

from __future__ import annotations

from recoupe.records.articles import Article, Company, Problem
from recoupe.records.base import SCHEMA_VERSION, Direction, Interval, Modality, Modifier, Place, Realis, Record
from recoupe.records.claims import Claim, Evidence, Metric, Source, Subject
from recoupe.records.filling import changed, digest, filled
from recoupe.records.mentions import CompanyMention, Forecast, Mention, Period
from recoupe.records.reviews import SLOTS, Correction, Polarity, Review, Slot, Verdict, evidence_mark, slots_mark
from recoupe.records.values import (
    Anchor,
    Money,
    MoneyFields,
    MoneyValue,
    Multiple,
    MultipleFields,
    MultipleValue,
    Percentage,
    PercentageFields,
    PercentageValue,
    Value,
    value_of,
)

__all__ = [
    "SCHEMA_VERSION",
    "SLOTS",
    "Anchor",
    "Article",
    "Claim",
    "Company",
    "CompanyMention",
    "Correction",
    "Direction",
    "Evidence",
    "Forecast",
    "Interval",
    "Mention",
    "Metric",
    "Modality",
    "Modifier",
    "Money",
    "MoneyFields",
    "MoneyValue",
    "Multiple",
    "MultipleFields",
    "MultipleValue",
    "Percentage",
    "PercentageFields",
    "PercentageValue",
    "Period",
    "Place",
    "Polarity",
    "Problem",
    "Realis",
    "Record",
    "Review",
    "Slot",
    "Source",
    "Subject",
    "Value",
    "Verdict",
    "changed",
    "digest",
    "evidence_mark",
    "filled",
    "slots_mark",
    "value_of",
]
