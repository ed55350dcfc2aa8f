"""The records: frozen values, exact decimals in one canonical spelling, ids made of what was read and where.

The names of files and fields are a contract with other programs; `schemas/` publishes them.
"""

from __future__ import annotations

from recoupe.records.articles import Article, Company, Problem
from recoupe.records.base import SCHEMA_VERSION, Direction, Interval, Modality, Modifier, Place, Realis, Record
from recoupe.records.claims import Claim, Evidence, Metric, Source, Subject
from recoupe.records.mentions import CompanyMention, Forecast, Mention, Period
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
    "Anchor",
    "Article",
    "Claim",
    "Company",
    "CompanyMention",
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
    "Problem",
    "Realis",
    "Record",
    "Source",
    "Subject",
    "Value",
    "value_of",
]
