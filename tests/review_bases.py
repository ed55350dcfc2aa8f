"""Knowledge bases to review: articles in French with claims made by hand, one full of HTML, one of any size."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import Any, NamedTuple

from recoupe.extract.money import find_money
from recoupe.extract.multiples import find_multiples
from recoupe.extract.percentages import find_percentages
from recoupe.extract.periods import find_periods
from recoupe.read.document import Document
from recoupe.records import (
    Article,
    Claim,
    CompanyMention,
    Evidence,
    Interval,
    Mention,
    Metric,
    Place,
    Source,
    Subject,
    value_of,
)
from recoupe.store.companies import Sighting
from recoupe.store.manifest import Parameters
from recoupe.store.publishing import publication
from recoupe.store.writer import Extracted, Writer

__all__ = ["PRESS", "PRESS_TEXT", "Said", "make_base", "make_many"]

PRESS_TEXT = (
    "Aubépine accélère dans la livraison de repas\n\n"
    "La plateforme lyonnaise Aubépine a réalisé un chiffre d’affaires de 412 millions d’euros en 2024, en "
    "hausse de 18 % sur un an, selon des documents consultés par La Gazette du Rhône. Sa marge opérationnelle "
    "est tombée à 3,1 %, contre 5,4 % un an plus tôt.\n\n"
    "« Nous visons 600 millions d’euros de ventes en 2026 », a déclaré sa directrice générale, Élise "
    "Marchenoir. Le groupe devrait investir près de 45 millions d’euros dans ses entrepôts au premier semestre "
    "2025.\n\n"
    "Son rival Gamelle, qui emploie 1 200 personnes, aurait perdu un tiers de ses clients l’an dernier. Le "
    "loyer de son siège atteint 2,4 M€ par an.\n"
)


class Said(NamedTuple):
    """One claim as a test states it: words of the text, the value by the words of its figure."""

    figure: str
    subject: str
    metric: str
    period: str | None = None
    source: str | None = None
    realis: str = "actual"
    modality: str | None = None
    confidence: float | None = None
    rules: tuple[str, ...] = ("claim-clause",)


PRESS = (
    Said("412 millions d’euros", "Aubépine", "chiffre d’affaires", "2024", "La Gazette du Rhône", confidence=0.94),
    Said("18 %", "Aubépine", "chiffre d’affaires", "2024", "La Gazette du Rhône", confidence=0.91),
    Said("3,1 %", "Aubépine", "marge opérationnelle", confidence=0.83, rules=("claim-level",)),
    Said("5,4 %", "Aubépine", "marge opérationnelle", "un an plus tôt", confidence=0.55, rules=("claim-contrast",)),
    Said("600 millions d’euros", "Aubépine", "ventes", "2026", "Élise Marchenoir", "forecast", "target", 0.77),
    Said("45 millions d’euros", "Le groupe", "investir", "premier semestre 2025", None, "forecast", "prediction", 0.68),
    Said("un tiers", "Gamelle", "clients", "l’an dernier", None, "unconfirmed", None, 0.42, ("claim-hearsay",)),
    Said("2,4 M€", "Gamelle", "loyer de son siège", None, None, "actual", None, 0.61, ("claim-level",)),
)


def _span(text: str, words: str, near: int) -> Place:
    """Where words stand: as close before (or after) a figure as they do."""
    at = text.rfind(words, 0, near)
    at = at if at >= 0 else text.index(words)
    return Place(start=at, end=at + len(words))


def _claim(document: Document, figures: list[Any], said: Said) -> Claim:
    text = document.text
    value = next(figure for figure in figures if figure.text == said.figure)
    sentence = document.sentence_at(value.start)
    words = {name: getattr(said, name) for name in ("subject", "metric", "period", "source")}
    spans = {name: _span(text, found, sentence.end) if found else None for name, found in words.items()}
    return Claim(
        article_id=document.id,
        subject=Subject(name=said.subject, company_id=_slug(said.subject), span=spans["subject"]),
        metric=Metric(text=said.metric, span=spans["metric"]),
        value=value_of(value),
        direction=value.direction,
        period=Interval(text=said.period, span=spans["period"]) if said.period else None,
        realis=said.realis,  # type: ignore[arg-type]
        modality=said.modality,  # type: ignore[arg-type]
        source=Source(name=said.source, span=spans["source"]) if said.source else None,
        evidence=Evidence(text=text[sentence.start : sentence.end], start=sentence.start, end=sentence.end),
        confidence=said.confidence,
        rules=said.rules,
        mentions=(value.id,),
    )


def _slug(name: str) -> str:
    return name.casefold().replace(" ", "-")


def _companies(document: Document, names: set[str]) -> list[CompanyMention]:
    found = []
    for name in sorted(names):
        start = document.text.find(name)
        while start >= 0:
            sentence = document.sentence_at(start)
            place = Place(start=sentence.start, end=sentence.end)
            found.append(
                CompanyMention(
                    article_id=document.id, start=start, end=start + len(name), text=name, sentence=place,
                    rule="company-made", name=name, company_id=_slug(name),
                )
            )  # fmt: skip
            start = document.text.find(name, start + 1)
    return found


def _content(
    text: str, said: tuple[Said, ...], published: dt.date | None
) -> tuple[Document, list[Mention], list[Claim]]:
    document = Document(text, published=published)
    figures = [*find_money(document), *find_percentages(document), *find_multiples(document)]
    companies = _companies(document, {one.subject for one in said if one.subject[0] in "AG"})
    mentions: list[Mention] = [*figures, *find_periods(document), *companies]
    claims = [_claim(document, figures, one) for one in said]
    claims.sort(key=lambda claim: claim.value.start if claim.value else 0)
    return document, sorted(mentions, key=lambda mention: mention.start), claims


def make_base(
    folder: Path,
    text: str = PRESS_TEXT,
    said: tuple[Said, ...] = PRESS,
    *,
    published: dt.date | None = dt.date(2025, 1, 15),
    **facts: Any,
) -> Path:
    """A knowledge base of one article.

    Args:
        folder: where.
        text: its text.
        said: its claims.
        published: its date.
        facts: other fields of the article, such as `title`.
    """
    with publication(folder) as new:
        writer = Writer(new)
        document, mentions, claims = _content(text, said, published)
        _add(writer, document, mentions, claims, facts)
        writer.finish(Parameters(), {})
    return folder


def _add(writer: Writer, document: Document, mentions: list[Any], claims: list[Claim], facts: dict[str, Any]) -> None:
    sha = hashlib.sha256(document.text.encode()).hexdigest()
    facts = {"path": "article.txt", "title": document.text.partition("\n")[0]} | facts
    article = Article(id=document.id, published=document.published, sha256=sha, text=document.text, **facts)
    lines = ["".join(f"{record.model_dump_json()}\n" for record in records).encode() for records in (mentions, claims)]
    seen = {one.company_id: one.name for one in mentions if one.type == "company"}
    sightings = tuple(Sighting(id, name, (), 1, 1) for id, name in seen.items())
    writer.add(article, Extracted(document.id, *lines, {}, sightings))


def make_many(folder: Path, claims: int) -> Path:
    """A knowledge base of so many claims, eight an article; made from one article's lines, so that it is quick."""
    document, mentions, made = _content(PRESS_TEXT, PRESS, dt.date(2025, 1, 15))
    sha = hashlib.sha256(document.text.encode()).hexdigest()
    with publication(folder) as new:
        writer = Writer(new)
        for number in range(-(-claims // len(made))):
            id = f"{number:020x}"
            article = Article(id=id, path=f"{number}.txt", sha256=sha, text=document.text, title=f"Article {number}")
            lines = [
                b"".join(
                    record.model_dump_json()
                    .replace(document.id, id)
                    .replace(f'"id":"{record.id}"', f'"id":"{record.id[:6]}{number:010x}"')
                    .encode()
                    + b"\n"
                    for record in records
                )
                for records in (mentions, made)
            ]
            writer.add(article, Extracted(id, *lines, {}, ()))
        writer.finish(Parameters(), {})
    return folder
