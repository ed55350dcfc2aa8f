"""Two articles read whole: one written for the project, and the founders' own where it is at hand."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from recoupe.nlp.reader import load
from recoupe.records import Claim

SEED = next((p for d in Path(__file__).parents if (p := d / "shared" / "seed-article.txt").exists()), Path("absent"))

ARTICLE = """2024 sera-t-elle l’année où Pinterest séduira enfin les annonceurs ?
Au cours des dernières années, Pinterest s’est efforcé de vendre davantage d’espaces.
Bloomberg rapportant que Pinterest vise à « tripler la taille de son activité publicitaire en Europe, pour atteindre \
900 millions de dollars cette année », les agences se pressent.
Le mois dernier, eMarketer a rapporté que les utilisateurs de Pinterest ont dépensé 310 millions de dollars dans les \
boutiques tout au long de 2023, soit une hausse 22 % sur un an.
Et pas seulement pour les marques (il convient de le noter, Pinterest augmente également ses tarifs publicitaires à \
partir de mai).
Dans le même temps, on peut s’attendre à ce que les dépenses de Meta en faveur des créateurs augmentent. Si Pinterest \
réussit, les appels à une régulation se multiplieront."""


def slots(claim: Claim) -> tuple[str | None, str | None, str, str | None, str | None]:
    """Subject, period, realis, modality, source."""
    period = claim.period
    return (
        claim.subject.name if claim.subject else None,
        f"{period.start}…{period.end}" if period else None,
        claim.realis,
        claim.modality,
        claim.source.name if claim.source else None,
    )


def check(text: str, table: dict[str, tuple[str, str | None, str, str | None, str | None, str]]) -> None:
    found = load().read(text, dt.date(2024, 1, 4))
    anchors = {mention.id: mention for mention in found.mentions}
    by_text = {anchors[claim.mentions[0]].text.replace("\u00a0", " "): claim for claim in found.claims}
    for anchor, (subject, period, realis, modality, source, words) in table.items():
        claim = next(claim for text, claim in by_text.items() if anchor in text)
        assert slots(claim) == (subject, period, realis, modality, source), anchor
        assert claim.metric is not None
        for word in words.split():
            assert word in claim.metric.text, claim.metric.text
    figures = {claim.value.text for claim in found.claims if claim.value}
    assert len(figures) == sum(
        1 for anchor in table if any(anchor in figure.replace("\u00a0", " ") for figure in figures)
    )


def test_an_article_of_our_own() -> None:
    check(
        ARTICLE,
        {
            "tripler": ("Pinterest", "2024-01-01…2024-12-31", "forecast", "target", "Bloomberg", "taille activité"),
            "900 millions": ("Pinterest", "2024-01-01…2024-12-31", "forecast", "target", "Bloomberg", "taille"),
            "310 millions": ("Pinterest", "2023-01-01…2023-12-31", "actual", None, "eMarketer", "dépens"),
            "22 %": ("Pinterest", "2023-01-01…2023-12-31", "actual", None, "eMarketer", "dépens"),
            "augmente": ("Pinterest", "2024-05-01…None", "forecast", "prediction", None, "tarifs publicitaires"),
            "s’attendre": ("Meta", None, "forecast", "prediction", None, "dépenses créateurs"),
            "multiplieront": ("Pinterest", None, "forecast", "conditional", None, "appels régulation"),
        },
    )


@pytest.mark.skipif(not SEED.exists(), reason="the founders' article is not at hand")
def test_the_seven_claims_of_the_founders() -> None:
    check(
        SEED.read_text("utf-8"),
        {
            "multiplier par dix": ("TikTok", "2024-01-01…2024-12-31", "forecast", "target", "Bloomberg", "taille"),
            "17,5 milliards": ("TikTok", "2024-01-01…2024-12-31", "forecast", "target", "Bloomberg", "taille"),
            "3,8 milliards": ("TikTok", "2023-01-01…2023-12-31", "actual", None, "données.ai", "dépens"),
            "15 %": ("TikTok", "2023-01-01…2023-12-31", "actual", None, "données.ai", "dépens"),
            "augmente": ("TikTok", "2024-04-01…None", "forecast", "prediction", None, "frais marchand"),
            "s’attendre": ("Amazon", None, "forecast", "prediction", None, "dépenses lobbyistes"),
            "multiplieront": ("TikTok", None, "forecast", "conditional", None, "appels interdiction"),
        },
    )
