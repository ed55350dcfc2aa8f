"""Claims made up by the million, for `scripts/bench_store`: an archive as the press makes it, and one that is denser.

In an archive companies grow with the claims: each publishes ten measures in each of forty quarters, and how many
articles tell of one publication does not depend on how much there is. Three in five are told once, one in twenty by
twenty. What they say agrees but for one claim in eight. One claim in ten is a forecast for the next quarter, two are
changes, and one later article in six prints what the one before has printed. The articles of a publication lie far
apart.

The dense claims are about six thousand things however many there are: of a million, 167 tell the same.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from recoupe.lexicon.metrics import METRICS
from recoupe.read.document import article_id
from recoupe.records import Article
from recoupe.store.companies import Sighting
from recoupe.store.manifest import Parameters
from recoupe.store.publishing import publication
from recoupe.store.writer import Extracted, Writer

__all__ = ["EACH", "Saying", "archive", "dense", "fill"]

EACH = 10
"""Claims an article."""
QUARTERS = 40
TOLD_BY = (1, 1, 2, 1, 3, 1, 1, 5, 1, 2, 1, 1, 8, 1, 3, 1, 2, 1, 1, 20)
"""How many articles tell of a publication, over and over."""
FORMS = {entry.key: entry.forms[0] for entry in METRICS}
KEYS = tuple(FORMS)[:QUARTERS]
SENTENCES = (
    "{who} a fait état au {when} d'un montant de {figure} pour son {what}, porté par le segment {n}, dit la page {n}.",
    "Au {when}, le {what} de {who} s'est établi à {figure}, selon un communiqué lu à {n} reprises par la rédaction.",
    "Avec {figure} de {what} au {when}, {who} devance son rival allemand pour la {n}e fois, note un courtier.",
    "Le groupe {who}, dont l'action a été échangée {n} fois mardi, a publié {figure} de {what} au titre du {when}.",
    "C'est mieux que prévu par les {n} analystes sondés : {who} a dégagé {figure} de {what} sur le {when}.",
    "En France comme en Allemagne, {who} a vu son {what} ressortir à {figure} au {when}, malgré {n} jours de grève.",
)


class Saying(NamedTuple):
    """A claim that is made up: its sentence, and the fields of its record that differ from claim to claim."""

    sentence: str
    figure: str
    subject: str
    metric: tuple[str, str]
    value: dict[str, Any]
    quarter: int
    forecast: bool = False


class Edition(NamedTuple):
    """An article that is made up."""

    published: dt.date
    publisher: str
    sayings: list[Saying]


def fill(folder: Path, articles: Iterator[Edition]) -> None:
    """Writes a knowledge base of such articles."""
    with publication(folder) as new:
        writer = Writer(new)
        for number, edition in enumerate(articles):
            text = "".join(f"{saying.sentence} " for saying in edition.sayings)
            known = {"published": edition.published, "publisher": edition.publisher}
            sha = hashlib.sha256(text.encode()).hexdigest()
            id = article_id(f"{number} {text}", edition.published)
            article = Article(id=id, path=f"{number:08}.txt", sha256=sha, text=text, **known)
            lines = "".join(f"{line}\n" for line in _lines(article, number, edition.sayings))
            who = {_id(saying.subject): saying.subject for saying in edition.sayings}
            seen = tuple(Sighting(id, name, (), 1, 1) for id, name in who.items())
            writer.add(article, Extracted(article.id, b"", lines.encode(), {}, seen))
        writer.finish(Parameters(), {})


def _id(name: str) -> str:
    return name.lower().replace(" ", "-")


def _lines(article: Article, number: int, sayings: list[Saying]) -> Iterator[str]:
    """The claims of one article, as they are written."""
    at = 0
    for place, saying in enumerate(sayings):
        start = at + saying.sentence.index(saying.figure)
        first = dt.date(2015 + saying.quarter // 4, saying.quarter % 4 * 3 + 1, 1)
        last = first.replace(month=first.month + 2, day=30 if first.month in (4, 7) else 31)
        id = f"{number * EACH + place:016x}"
        figure = {"start": start, "end": start + len(saying.figure), "text": saying.figure}
        claim = {
            "id": id, "article_id": article.id,
            "subject": {"name": saying.subject, "company_id": _id(saying.subject), "span": None},
            "metric": {"text": saying.metric[0], "key": saying.metric[1], "span": None},
            "value": {**saying.value, **figure, "modifier": "exact", "elliptical": False},
            "direction": saying.value["direction"],
            "period": {"text": f"trimestre {saying.quarter}", "start": str(first), "end": str(last), "span": None},
            "realis": "forecast" if saying.forecast else "actual",
            "modality": "prediction" if saying.forecast else None, "polarity": "affirmed", "source": None,
            "evidence": {"text": saying.sentence, "start": at, "end": at + len(saying.sentence)},
            "confidence": 0.5, "rules": ["made-up"], "mentions": [id], "schema_version": 1,
        }  # fmt: skip
        at += len(saying.sentence) + 1
        yield json.dumps(claim, ensure_ascii=False, separators=(",", ":"))


def _money(millions: int) -> tuple[str, dict[str, Any]]:
    value = {"type": "money", "amount": f"{millions}000000", "low": None, "high": None, "currency": "EUR"}
    return f"{millions} millions d'euros", {**value, "direction": None, "per": None}


def _change(tenths: int) -> tuple[str, dict[str, Any]]:
    exact = f"{tenths // 10}.{tenths % 10}".removesuffix(".0")
    value = {"type": "percentage", "value": exact, "low": None, "high": None, "unit": "percent", "kind": "change"}
    return f"{exact.replace('.', ',')} %", {**value, "direction": "up", "baseline": "sur un an"}


def archive(claims: int) -> Iterator[Edition]:
    """So many claims of an archive."""
    articles = claims // EACH
    step = next(step for step in range(articles * 5 // 8 | 1, 2 * articles, 2) if articles % step)
    companies = max(1, articles * len(TOLD_BY) // sum(TOLD_BY) // QUARTERS)
    order = sorted(range(articles), key=lambda number: number * step % articles)
    yield from (_edition(number, companies) for number in order)


def _edition(number: int, companies: int) -> Edition:
    """One article: which publication it tells of, and as the how-manieth."""
    turn, place = divmod(number, sum(TOLD_BY))
    turn *= len(TOLD_BY)
    for many in TOLD_BY:
        if place < many:
            break
        place, turn = place - many, turn + 1
    company, quarter = turn % companies, turn // companies % QUARTERS
    printed = number - 1 if place and number % 6 == 0 else number  # A copy of the one before.
    sayings = [_saying(printed, company, quarter, nth) for nth in range(EACH)]
    if printed != number:
        sayings[-1] = _saying(number, company, quarter, EACH - 1)
    first = dt.date(2015 + (quarter + 1) // 4, (quarter + 1) % 4 * 3 + 1, 1)
    return Edition(first + dt.timedelta(days=10 + place), f"Journal {number % 97}", sayings)


def _saying(number: int, company: int, quarter: int, nth: int) -> Saying:
    key = KEYS[(company * 7 + nth) % len(KEYS)]
    forecast = nth == EACH - 1
    quarter += forecast
    other = (number + nth) % 8 == 0
    size = 100 + (company * 31 + nth * 17 + quarter * 7) % 900 + other * (number % 90)
    figure, value = _change(size) if nth in (1, 4) else _money(size)
    names = {"who": f"Entreprise {company}", "what": FORMS[key], "when": f"trimestre {quarter}", "figure": figure}
    worded = SENTENCES[(number * 2_654_435_761 + nth * 40_503 >> 11) % len(SENTENCES)]
    sentence = worded.format(n=number * 7 + nth, **names)
    sentence = sentence.replace(" a ", " devrait avoir ", 1) if forecast else sentence
    return Saying(sentence, figure, names["who"], (FORMS[key], key), value, quarter, forecast)


def dense(claims: int) -> Iterator[Edition]:
    """So many claims about six thousand things."""
    for number in range(claims // EACH):
        published = dt.date(2025, 1, 1) + dt.timedelta(days=number % 365)
        yield Edition(published, "", [_crowded(n) for n in range(number * EACH, (number + 1) * EACH)])


def _crowded(n: int) -> Saying:
    company, metric, quarter = n * 7919 % 2_000, n // 50 % QUARTERS, n // 3 % QUARTERS
    other = (n // 7 % 8 == 0) * (n % 900)
    figure, value = _money(1_000 + (company * 31 + metric * 17 + quarter * 7) % 9_000 + other)
    sentence = f"L'entreprise {company} a réalisé {figure} au trimestre {quarter}, dit l'article {n // EACH}."
    return Saying(sentence, figure, f"Entreprise {company}", (f"mesure {metric}", f"metric_{metric}"), value, quarter)
