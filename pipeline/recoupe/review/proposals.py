"""Names of companies that reviewers wrote, proposed for the gazetteer in the form of its tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from recoupe.errors import UsageError
from recoupe.lexicon.companies import Gazetteer, companies
from recoupe.review.state import State

__all__ = ["Proposal", "corrected_names", "entries", "sectors"]

_SIGNS = "~?<=+"


class Proposal(NamedTuple):
    """A company for the gazetteer: its canonical name, and what else it is called."""

    name: str
    aliases: tuple[str, ...] = ()
    former: tuple[str, ...] = ()


def sectors() -> list[str]:
    """The sectors that the tables know."""
    return sorted({company.sector for company in companies() if company.sector})


def entries(proposals: Iterable[Proposal], country: str, sector: str) -> str:
    """A TOML table that may be put among the lexicon's, one company a line.

    Raises:
        UsageError: a name is in the gazetteer already, or holds what the tables cannot.
    """
    known = Gazetteer(companies())
    lines = [_line(proposal, known) for proposal in proposals]
    return "\n".join([f"[{country}.{sector}]", 'names = """', *lines, '"""', ""])


def _line(proposal: Proposal, known: Gazetteer) -> str:
    names = [proposal.name, *proposal.aliases, *proposal.former]
    for name in names:
        if not name.strip() or any(sign in name for sign in ';"\\\n') or name.strip()[0] in _SIGNS:
            raise UsageError(f"{name!r} cannot stand in the tables of companies")
        if (company := known.find(name)) and (name == proposal.name or company.name != proposal.name):
            raise UsageError(f"{name} is a name of {company.name} already")
    return "; ".join([*names[: 1 + len(proposal.aliases)], *(f"<{name}" for name in proposal.former)])


def corrected_names(state: State) -> Iterator[Proposal]:
    """The subjects that reviewers wrote and the gazetteer does not know, with the words that stand for them."""
    known, seen = Gazetteer(companies()), set()
    for number, reviews in state.holding():
        article = state.archive.article(state.archive.claim(number).article_id)
        for review in reviews.values():
            subject = review.correction.subject if review.correction else None
            if subject is None or subject.name in seen or known.find(subject.name):
                continue
            seen.add(subject.name)
            written = article.text[subject.span.start : subject.span.end] if subject.span else subject.name
            other = " ".join(written.split())
            named = other != subject.name and other[:1].isupper() and not known.find(other)
            yield Proposal(subject.name, (other,) if named else ())
