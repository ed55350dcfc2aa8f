"""A stretch of text that may be a company's name, and the legal form that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from recoupe.extract.companies.tokens import Tokens
from recoupe.lexicon.companies import Form
from recoupe.lexicon.company_cues import company_cues

__all__ = ["PROOF", "Candidate", "with_legal_form"]

PROOF: Final = 0.9
"""The score from which on a candidate is a company's name."""


@dataclass(slots=True)
class Candidate:
    """A stretch of tokens that may be a company's name.

    Attributes:
        first, last: its tokens, end-exclusive.
        form: the name of the gazetteer that it is, or begins with; None for a name unknown.
        own: whether it is more than that name (« Repsol Brasil »): another company.
        legal: whether a legal form stands beside it, inside the stretch.
        branch: whether it is that name with a place or a line of business (« Google France »).
        refused: why it cannot be a company's name here ("person", "institution", "product", "place"); "" otherwise.
        evidence: what each witness says, by name.
    """

    first: int
    last: int
    form: Form | None = None
    own: bool = False
    branch: bool = False
    legal: str = ""
    refused: str = ""
    evidence: dict[str, float] = field(default_factory=dict)

    @property
    def score(self) -> float:
        """The sum of what its witnesses say."""
        return round(sum(self.evidence.values()), 3)


def _legal_after(tokens: Tokens, last: int) -> tuple[int, str]:
    """The token after a legal form that follows a name, and the form; `last` and "" where none does."""
    if last >= tokens.size or not (tokens.spaced(last - 1) or (tokens.texts[last] == "," and tokens.glued(last - 1))):
        return last, ""
    at = last + (tokens.texts[last] == ",")
    if at >= tokens.size:
        return last, ""
    end, form = at + 1, tokens.texts[at]
    while (
        end + 1 < tokens.size
        and tokens.texts[end] == "."
        and len(form) < 4
        and tokens.glued(end - 1)
        and tokens.glued(end)
        and tokens.texts[end + 1].isalpha()
    ):
        form += tokens.texts[end + 1]
        end += 2
    if form not in company_cues().forms_after:
        return last, ""
    dotted = end < tokens.size and tokens.texts[end] == "." and tokens.glued(end - 1)
    if dotted and (
        end - at > 1
        or (
            form.casefold() in ("inc", "ltd", "corp", "co")
            and end + 1 < tokens.size
            and tokens.texts[end + 1].islower()
        )
    ):
        end += 1
    return end, form


def with_legal_form(tokens: Tokens, one: Candidate) -> Candidate:
    """The candidate with the legal form that stands after it, or before."""
    cues = company_cues()
    one.last, one.legal = _legal_after(tokens, one.last)
    if one.first and tokens.texts[one.first - 1] in cues.forms_before and tokens.spaced(one.first - 1):
        one.first -= 1
        one.legal = one.legal or tokens.texts[one.first]
    inside = one.last - one.first
    if not one.legal and inside > 1:
        if tokens.texts[one.last - 1] in cues.forms_after - cues.forms_faint:
            one.legal = tokens.texts[one.last - 1]
        elif tokens.texts[one.first] in cues.forms_before:
            one.legal = tokens.texts[one.first]
    return one
