"""What an attribution is: who says so, by which words, over which stretch."""

from __future__ import annotations

from typing import NamedTuple

from recoupe.text import Span

__all__ = ["Attribution"]


class Attribution(NamedTuple):
    """Who says so, and over which stretch of the text.

    Attributes:
        name: the source; of a company its canonical name.
        company_id: the company that it is, if it is one.
        span: the words that name it (of the antecedent, where the cue has a pronoun).
        cue, cue_span: the words that attribute.
        scope: what it covers. One cue with several stretches gives several attributions.
        rule: the name of the rule that found it.
    """

    name: str
    company_id: str | None
    span: Span
    cue: str
    cue_span: Span
    scope: Span
    rule: str
