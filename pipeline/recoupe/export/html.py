"""One HTML page that needs nothing else: articles with their mentions, claims by company, forecasts, charts.

It holds no script, and its policy allows none: nothing that stands in an article can act.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from recoupe.exact import spell, spell_ratio
from recoupe.export.base import Base, placed
from recoupe.export.charts import bars, timeline
from recoupe.export.markup import Html, element, joined, link
from recoupe.records import Article, Claim, Company, Mention, MoneyValue, MultipleValue

__all__ = ["POLICY", "write"]

_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
h1,h2,h3{line-height:1.2}table{border-collapse:collapse;width:100%;font-size:.9rem}
td,th{border-bottom:1px solid #ddd;padding:.3rem .5rem;text-align:left;vertical-align:top}
figure{margin:1rem 0}figcaption{font-weight:600}svg{width:100%;font-size:12px}.bar{fill:#4a6fa5}
.text{white-space:pre-wrap}mark{padding:0 .1em;border-radius:.2em;background:#eee}
mark.money{background:#cfe8cf}mark.percentage{background:#d5e3f7}mark.multiple{background:#e4d8f3}
mark.company{background:#fbe6c2}mark.period{background:#e3e3e3}mark.forecast{background:#f8d3d3}
"""
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"
"""The Content-Security-Policy of the page: its own style and nothing else."""

_CHARTED = 20
_KINDS = ("money", "percentage", "multiple", "company", "period", "forecast")


def write(base: Base, path: Path) -> int:
    """Writes a knowledge base as one page; how many claims there are."""
    with placed(path) as new, new.open("w", encoding="utf-8", newline="\n") as file:
        head = (
            Html("<meta charset='utf-8'>"),
            Html(f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'),
            Html('<meta name="referrer" content="no-referrer">'),
            Html('<meta name="viewport" content="width=device-width,initial-scale=1">'),
            element("title", "Recoupe"),
            Html(f"<style>{_STYLE}</style>"),
        )
        file.write(f'<!doctype html>\n<html lang="fr">{element("head", *head)}<body><h1>Recoupe</h1>\n')
        _Page(base, file).fill()
        file.write("</body></html>\n")
        return _count(base)


def _count(base: Base) -> int:
    return sum(1 for _ in base.lines())


class _Page:
    """The sections of the page, written one after the other: only names and counts are held in memory."""

    def __init__(self, base: Base, file: TextIO) -> None:
        self._base = base
        self._file = file
        self._metrics: Counter[str] = Counter()
        self._realis: Counter[str] = Counter()
        self._horizons: list[tuple[int, str]] = []

    def fill(self) -> None:
        companies = sorted(self._base.companies(), key=lambda company: (-company.claims, company.name))
        self._write(element("h2", "Affirmations par entreprise"))
        self._write(bars("Entreprises", [(one.name, one.claims) for one in companies if one.claims][:_CHARTED]))
        for company in companies:
            self._company(company)
        self._write(element("h2", "Articles"))
        for article in self._base.articles():
            self._article(article)
        self._write(element("h2", "Prévisions"))
        self._write(timeline("Échéances", self._horizons))
        self._forecasts()
        self._write(element("h2", "Ensemble"))
        self._write(bars("Mesures", self._metrics.most_common(_CHARTED)))
        self._write(bars("Réalité", self._realis.most_common()))

    def _write(self, part: Html) -> None:
        self._file.write(f"{part}\n")

    def _company(self, company: Company) -> None:
        if rows := [_row(claim) for claim in self._base.claims_about(company.id)]:
            self._write(element("h3", company.name))
            self._write(_table(rows))

    def _article(self, article: Article) -> None:
        claims = list(self._base.claims_of(article.id))
        for claim in claims:
            self._realis[claim.realis] += 1
            if claim.metric:
                self._metrics[claim.metric.key or claim.metric.text] += 1
            if claim.realis == "forecast" and claim.period and claim.period.end:
                self._horizons.append((claim.period.end.year, claim.modality or ""))
        facts = [article.publisher, str(article.published) if article.published else None, article.path]
        title = element("h3", link(article.title or article.path, article.url))
        text = element("div", *_highlighted(article.text, self._base.mentions(article.id)), class_="text")
        told = element("p", " · ".join(fact for fact in facts if fact))
        self._write(
            element("article", title, told, text, _table([_row(claim) for claim in claims]), id=f"a-{article.id}")
        )

    def _forecasts(self) -> None:
        for article in self._base.articles():
            rows = [_row(claim) for claim in self._base.claims_of(article.id) if claim.realis == "forecast"]
            if rows:
                self._write(element("h3", element("a", article.title or article.path, href=f"#a-{article.id}")))
                self._write(_table(rows))


def _highlighted(text: str, mentions: Iterable[Mention]) -> Iterator[str]:
    """The text with its mentions marked; of two that overlap, the one that starts first."""
    done = 0
    for one in mentions:
        if one.start < done:
            continue
        yield text[done : one.start]
        kind = one.type if one.type in _KINDS else None
        yield element("mark", text[one.start : one.end], class_=kind, title=f"{one.type} · {one.rule}")
        done = one.end
    yield text[done:]


def _table(rows: list[Html]) -> Html:
    names = ("sujet", "mesure", "valeur", "période", "réalité", "source", "phrase")
    head = element("tr", *(element("th", name) for name in names))
    return element("table", head, *rows) if rows else joined()


def _row(claim: Claim) -> Html:
    period = claim.period
    days = [str(day) for day in (period.start, period.end) if day] if period else []
    cells = (
        claim.subject.name if claim.subject else "",
        claim.metric.text if claim.metric else "",
        _told(claim),
        " … ".join(dict.fromkeys(days)) or (period.text if period else "") or "",
        " · ".join(part for part in (claim.realis, claim.modality) if part),
        claim.source.name if claim.source else "",
        claim.evidence.text,
    )
    return element("tr", *(element("td", cell) for cell in cells), id=f"c-{claim.id}")


def _told(claim: Claim) -> str:
    """The figure in canonical digits with its unit."""
    value = claim.value
    if isinstance(value, MultipleValue):
        return f"{'×' if value.kind == 'factor' else ''}{spell_ratio(value.value)}"
    if value is None:
        return claim.direction or ""
    exact = value.amount if isinstance(value, MoneyValue) else value.value
    unit = (value.currency or "?") if isinstance(value, MoneyValue) else value.unit
    bounds = [exact] if exact is not None else [value.low, value.high]
    number = " … ".join("?" if bound is None else spell(bound) for bound in bounds)
    sign = {"exact": "", "approx": "≈ ", "min": "≥ ", "max": "≤ "}[value.modifier]
    return f"{sign}{number} {unit}"
