"""JSON-LD: schema.org claims, their evidence as Web Annotation selectors, and PROV-O for the run and its rules.

The context stands in the file: nothing is fetched to read it. Nodes are named by URNs made of the records' ids.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from recoupe.export.base import Base, placed, web_address
from recoupe.records import Article, Claim, Company, Source, Subject
from recoupe.records.flat import CLAIM_COLUMNS, row_of

__all__ = ["CONTEXT", "write"]

CONTEXT = {
    "@vocab": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "recoupe": "urn:recoupe:vocabulary:",
    "datePublished": {"@type": "xsd:date"},
    "recoupe:value": {"@type": "xsd:decimal"},
    "recoupe:low": {"@type": "xsd:decimal"},
    "recoupe:high": {"@type": "xsd:decimal"},
    "recoupe:periodStart": {"@type": "xsd:date"},
    "recoupe:periodEnd": {"@type": "xsd:date"},
    "oa:start": {"@type": "xsd:nonNegativeInteger"},
    "oa:end": {"@type": "xsd:nonNegativeInteger"},
}
_AROUND = 32
"""Characters of text before and after the evidence, to find it again where the text has moved."""
_QID = re.compile(r"Q[1-9]\d*")
_TOLD = (
    "metric", "metric_key", "kind", "value", "low", "high", "unit", "per", "value_kind", "modifier", "direction",
    "baseline", "period_start", "period_end", "realis", "modality", "polarity",
)  # fmt: skip


def write(base: Base, path: Path) -> int:
    """Writes companies, articles and claims as one graph, node by node; how many claims there are."""
    count = 0
    with placed(path) as new, new.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"@context": {json.dumps(CONTEXT)},\n"@graph": [\n{_line(_run(base))}')
        for node in _nodes(base):
            count += node["@type"] == "Claim"
            file.write(f",\n{_line(node)}")
        file.write("\n]}\n")
    return count


def _line(node: dict[str, Any]) -> str:
    return json.dumps({key: value for key, value in node.items() if value not in (None, [])}, ensure_ascii=False)


def _urn(kind: str, id: str) -> str:
    return f"urn:recoupe:{kind}:{quote(id, safe='-._~')}"


def _run(base: Base) -> dict[str, Any]:
    version = base.versions.get("recoupe", "none")
    agent = {"@type": "prov:SoftwareAgent", "name": "recoupe", "softwareVersion": version}
    return {"@id": _urn("run", base.run_id), "@type": "prov:Activity", "prov:wasAssociatedWith": agent}


def _nodes(base: Base) -> Iterator[dict[str, Any]]:
    for company in base.companies():
        yield _company(company)
    rules: set[str] = set()
    for article in base.articles():
        yield _article(article)
        for claim in base.claims_of(article.id):
            yield _claim(claim, article, base.run_id)
            rules.update(claim.rules)
    for rule in sorted(rules):
        yield {"@id": _urn("rule", rule), "@type": "prov:Plan", "name": rule}


def _company(one: Company) -> dict[str, Any]:
    known = one.wikidata and _QID.fullmatch(one.wikidata)
    return {
        "@id": _urn("company", one.id),
        "@type": "Organization",
        "name": one.name,
        "alternateName": list(one.aliases),
        "leiCode": one.lei,
        "sameAs": {"@id": f"http://www.wikidata.org/entity/{one.wikidata}"} if known else None,
    }


def _article(one: Article) -> dict[str, Any]:
    address = web_address(one.url)
    return {
        "@id": _urn("article", one.id),
        "@type": "NewsArticle",
        "headline": one.title,
        "datePublished": str(one.published) if one.published else None,
        "publisher": {"@type": "Organization", "name": one.publisher} if one.publisher else None,
        "url": {"@id": quote(address, safe=":/?#[]@!$&'()*+,;=%-._~")} if address else None,
        "inLanguage": one.language,
        "sha256": one.sha256,
    }


def _claim(one: Claim, article: Article, run: str) -> dict[str, Any]:
    cells = dict(zip(CLAIM_COLUMNS, row_of(one), strict=True))
    told = {f"recoupe:{_camel(name)}": cells[name] for name in _TOLD}
    if "/" in str(cells["value"]):  # A fraction without an end is no xsd:decimal.
        told["recoupe:ratio"] = told.pop("recoupe:value")
    return {
        "@id": _urn("claim", one.id),
        "@type": "Claim",
        "text": one.evidence.text,
        "appearance": {"@id": _urn("article", article.id)},
        "claimInterpreter": _party(one.source),
        "about": _party(one.subject),
        **{name: value for name, value in told.items() if value is not None},
        "recoupe:evidence": _selected(one, article),
        "prov:wasGeneratedBy": {"@id": _urn("run", run)},
        "prov:wasInfluencedBy": [{"@id": _urn("rule", rule)} for rule in one.rules],
    }


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))


def _party(one: Subject | Source | None) -> dict[str, Any] | None:
    """Whom a claim is about, or who says so: a company by its id, whoever else by name."""
    if one is None:
        return None
    if one.company_id:
        return {"@id": _urn("company", one.company_id)}
    return {"@type": "Thing", "name": one.name}


def _selected(one: Claim, article: Article) -> dict[str, Any]:
    start, end = one.evidence.start, one.evidence.end
    quoted = {
        "@type": "oa:TextQuoteSelector",
        "oa:exact": one.evidence.text,
        "oa:prefix": article.text[max(0, start - _AROUND) : start],
        "oa:suffix": article.text[end : end + _AROUND],
    }
    placed_at = {"@type": "oa:TextPositionSelector", "oa:start": str(start), "oa:end": str(end)}
    return {
        "@type": "oa:SpecificResource",
        "oa:hasSource": {"@id": _urn("article", article.id)},
        "oa:hasSelector": [quoted, placed_at],
    }
