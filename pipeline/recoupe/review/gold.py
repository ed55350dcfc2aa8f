"""Reviewed claims as gold: the format of `corpus/gold`, which `recoupe score` measures against."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from recoupe.exact import spell, spell_ratio
from recoupe.records import Article, Claim, CompanyMention, Forecast, Interval, Mention, Money, Multiple, Percentage
from recoupe.review.agreement import verdict_of
from recoupe.review.state import State

__all__ = ["Reviewed", "ReviewedBase", "reviewed", "write_gold"]

_LISTS = ("money", "percentages", "multiples", "companies", "forecasts", "anaphora")
_PLURALS = {"percentage": "percentages", "multiple": "multiples"}


class Reviewed(NamedTuple):
    """An article with the claims that reviewers agree are right, mended where they said so."""

    article: Article
    mentions: list[Mention]
    claims: list[Claim]


def reviewed(state: State) -> Iterator[Reviewed]:
    """The articles in which a claim was found right, in order; where reviewers differ, a claim is left out."""
    of_article: dict[str, list[Claim]] = {}
    for number, reviews in state.holding():
        verdict = verdict_of(reviews)
        claim = state.archive.claim(number)
        if verdict == "accept":
            of_article.setdefault(claim.article_id, []).append(claim)
        mended = {review.correction.mend(claim).model_dump_json() for review in reviews.values() if review.correction}
        if verdict == "correct" and len(mended) == 1:
            of_article.setdefault(claim.article_id, []).append(Claim.model_validate_json(mended.pop()))
    for id, claims in of_article.items():
        yield Reviewed(state.archive.article(id), state.archive.mentions(id), claims)


class ReviewedBase:
    """What reviewers found right, as a knowledge base that can be exported (see `export.base.Base`)."""

    def __init__(self, state: State) -> None:
        self._contents = {content.article.id: content for content in reviewed(state)}

    def articles(self) -> Iterator[Article]:
        """The articles with such claims."""
        return (content.article for content in self._contents.values())

    def mentions(self, article_id: str) -> list[Mention]:
        """All mentions of one of them."""
        return self._contents[article_id].mentions

    def claims_of(self, article_id: str) -> list[Claim]:
        """Its claims, mended where reviewers said so."""
        return self._contents[article_id].claims


def write_gold(state: State, folder: Path) -> int:
    """Writes a `*.gold.json` for each article with claims found right; how many there are.

    A figure of such a claim is gold with its slots. All else that was read in the article was not reviewed: it is there
    as `optional`, which a score neither rewards nor punishes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    names: set[str] = set()
    for content in reviewed(state):
        name = content.article.path.rsplit("/", 1)[-1].partition(".")[0] or content.article.id
        if name in names:  # Articles of one file of many, or of files of one name in several folders.
            name = f"{name}-{content.article.id}"
        names.add(name)
        text = json.dumps(_gold(content, name), ensure_ascii=False, indent=1) + "\n"
        (folder / f"{name}.gold.json").write_text(text, "utf-8")
    return len(names)


def _gold(content: Reviewed, name: str) -> dict[str, Any]:
    article = content.article
    lists: dict[str, list[dict[str, Any]]] = {name: [] for name in _LISTS}
    taken: set[tuple[int, int]] = set()
    for claim in content.claims:
        if claim.value and (claim.value.start, claim.value.end) not in taken:
            taken.add((claim.value.start, claim.value.end))
            lists[_PLURALS.get(claim.value.type, "money")].append(
                _place(article, claim.value) | _figure(claim.value) | _said(claim) | {"optional": False}
            )
    for mention in content.mentions:
        if (mention.start, mention.end) not in taken and (found := _unreviewed(mention)):
            lists[found[0]].append(_place(article, mention) | found[1] | {"optional": True})
    for marks in lists.values():
        marks.sort(key=lambda mark: mark["start"])
    published = article.published and article.published.isoformat()
    facts = {"id": name, "url": article.url or "", "date": published, "title": article.title or "", "sources": ""}
    return facts | {"text": article.text} | lists


def _place(article: Article, at: Any) -> dict[str, Any]:
    return {"line": article.text.count("\n", 0, at.start) + 1, "text": at.text, "start": at.start, "end": at.end}


def _figure(value: Any) -> dict[str, Any]:
    """What a figure was read as, under the names that gold gives it."""
    if value.type == "multiple":
        return {"type": value.kind, "value": spell_ratio(value.value), "direction": value.direction}
    exact = value.amount if value.type == "money" else value.value
    numbers = [spell(number) for number in ((exact,) if exact is not None else (value.low, value.high)) if number]
    if value.type == "money":
        names = ("currency", "modifier", "per", "direction", "elliptical")
        return {"amount": numbers} | {name: getattr(value, name) for name in names}
    fields = ("unit", "kind", "direction", "modifier", "baseline", "elliptical")
    return {"value": numbers} | {name: getattr(value, name) for name in fields}


def _said(claim: Claim) -> dict[str, Any]:
    return {
        "subject": claim.subject.name if claim.subject else None,
        "metric": claim.metric.text if claim.metric else None,
        "period": _interval(claim.period),
        "realis": claim.realis,
        "source": claim.source.name if claim.source else None,
    }


def _interval(interval: Interval | None) -> str | None:
    """ISO 8601: a day, or the first and the last."""
    if interval is None or (interval.start is None and interval.end is None):
        return None
    if interval.start == interval.end:
        return str(interval.start)
    return f"{interval.start or ''}/{interval.end or ''}"


def _unreviewed(mention: Mention) -> tuple[str, dict[str, Any]] | None:
    """The list of gold that a mention belongs to, and its fields there; periods have none."""
    if isinstance(mention, Money | Percentage | Multiple):
        nothing = dict.fromkeys(("subject", "metric", "period", "source"))
        return _PLURALS.get(mention.type, "money"), _figure(mention) | nothing | {"realis": "actual"}
    if isinstance(mention, CompanyMention):
        return "companies" if mention.named else "anaphora", {"canonical": mention.name}
    if isinstance(mention, Forecast):
        fields = {"modality": mention.modality, "horizon": _interval(mention.horizon), "cue": mention.text}
        return "forecasts", fields | {"forecaster": mention.forecaster, "source": mention.source}
    return None
