"""The company reader: candidates, weighed, identified, and the descriptions that point back to them."""

from __future__ import annotations

from typing import NamedTuple

from recoupe.extract.companies.acronyms import acronym_pairs
from recoupe.extract.companies.anaphora import find_anaphora
from recoupe.extract.companies.candidate import PROOF, Candidate
from recoupe.extract.companies.candidates import candidates
from recoupe.extract.companies.identity import identify
from recoupe.extract.companies.salience import Named
from recoupe.extract.companies.tokens import Tokens, tokens_of
from recoupe.extract.companies.weigh import weigh
from recoupe.extract.places import sentence_place
from recoupe.extract.syntax import Syntax
from recoupe.read.document import Document
from recoupe.records.base import Place
from recoupe.records.filling import filled
from recoupe.records.mentions import CompanyMention
from recoupe.text import Span

__all__ = ["Proposal", "find_companies", "propose"]


class Proposal(NamedTuple):
    """What could be a company by the text alone, to be weighed once."""

    tokens: Tokens
    candidates: list[Candidate]
    pairs: list[tuple[Candidate, Candidate]]

    def doubtful(self) -> list[Span]:
        """The sentences whose entities have a say: those with a candidate that is neither refused nor certain."""
        document = self.tokens.document
        doubts = (one for one in self.candidates if not one.refused and (one.form is None or not one.form.certain))
        places = {self.tokens.sentences[one.first]: None for one in doubts}
        return [document.sentences[index] for index in places]


def propose(document: Document) -> Proposal:
    """The candidates of a document; `find_companies` weighs them."""
    tokens = tokens_of(document)
    return Proposal(tokens, *acronym_pairs(tokens, candidates(tokens)))


def _rule(one: Candidate) -> str:
    """The witnesses that decided, strongest first: as many as it took."""
    if "agreement" in one.evidence:
        return "company-agreement"
    names, total = [], 0.0
    for name, weight in sorted(one.evidence.items(), key=lambda item: (-item[1], item[0])):
        names.append(name)
        total += weight
        if total >= PROOF:
            break
    return "company-" + "-and-".join(names)


def _mention(document: Document, tokens: Tokens, named: Named, rule: str, is_named: bool) -> CompanyMention:
    start, end = tokens.starts[named.first], tokens.ends[named.last - 1]
    sentence = document.sentence_at(start)
    return filled(
        CompanyMention,
        article_id=document.id,
        start=start,
        end=end,
        text=document.text[start:end],
        sentence=sentence_place(document, sentence)
        if end <= sentence.end
        else filled(Place, start=sentence.start, end=end),
        rule=rule,
        name=named.identity.name,
        company_id=named.identity.id,
        named=is_named,
    )


def find_companies(document: Document, syntax: Syntax, proposal: Proposal | None = None) -> list[CompanyMention]:
    """The companies of a document, by name (`named`) and by descriptions that point back to one, in text order.

    Args:
        document: the text; offsets are code points into it.
        syntax: its parse, asked for the entities of doubtful sentences only; `NoSyntax()` leaves them out.
        proposal: what `propose` made of this document, if it was asked before; it is used up.

    Returns:
        Mentions whose span is the name alone, with its legal form where written, without article; `name` is the
        canonical one, `company_id` its slug, `rule` the witnesses that decided.
    """
    proposal = proposal or propose(document)
    tokens, all_, pairs = proposal
    found = weigh(tokens, all_, pairs, syntax.entities(proposal.doubtful()))
    identities = identify(tokens, found, pairs)
    named = [Named(one.first, one.last, identity) for one, identity in zip(found, identities, strict=True)]
    mentions = [_mention(document, tokens, place, _rule(one), True) for one, place in zip(found, named, strict=True)]
    refused = [one for one in all_ if one.refused]
    for back in find_anaphora(tokens, named, refused):
        mentions.append(_mention(document, tokens, back.named, back.rule, False))
    return sorted(mentions, key=lambda mention: (mention.start, mention.end))
