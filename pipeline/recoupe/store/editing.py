"""Claims that a person has edited, taken back: checked line by line, compared, and only then put in place."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pydantic import ValidationError

from recoupe.errors import UsageError
from recoupe.records import Claim, Company
from recoupe.store.bundles import Bundle, bundles
from recoupe.store.knowledge import KnowledgeBase
from recoupe.store.layout import CLAIMS, COMPANIES, FILES, MANIFEST, lines_of
from recoupe.store.manifest import Manifest, mark_of, write_manifest
from recoupe.store.publishing import publication
from recoupe.store.validation import Fault, misquotes

__all__ = ["Difference", "Edits", "apply_edits", "read_edits"]


class Difference(NamedTuple):
    """A claim that the edited file has otherwise: which, how, and field by field what was and what is."""

    what: Literal["added", "changed", "removed"]
    claim: Claim
    fields: tuple[tuple[str, str, str], ...] = ()


class Edits(NamedTuple):
    """What an edited file asks for; nothing may be applied while there are faults."""

    faults: list[Fault]
    differences: list[Difference]


def read_edits(kb: KnowledgeBase, path: Path, *, whole: bool = False) -> Edits:
    """Checks an edited file of claims against its knowledge base; nothing is changed.

    Args:
        path: JSON Lines, each a claim. One with a known id replaces that claim, one with another is added.
        whole: the file is all the claims: those that it leaves out are removed.

    Raises:
        UsageError: the file cannot be read.
    """
    edits = Edits([], [])
    seen: set[str] = set()
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    _read(kb, Fault(path.name, number, "", ""), line, seen, edits)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    if whole:
        edits.differences.extend(Difference("removed", claim) for claim in kb.claims() if claim.id not in seen)
    return edits


def _read(kb: KnowledgeBase, place: Fault, line: bytes, seen: set[str], edits: Edits) -> None:
    try:
        claim = Claim.model_validate_json(line)
    except ValidationError as error:
        for wrong in error.errors(include_url=False, include_input=False):
            edits.faults.append(place._replace(field=".".join(map(str, wrong["loc"])), detail=wrong["msg"]))
        return
    faults = [place._replace(field=field, detail=detail) for field, detail in _wrong(kb, claim)]
    if claim.id in seen:
        faults.append(place._replace(field="id", detail="stands in the file twice"))
    seen.add(claim.id)
    edits.faults.extend(faults)
    former = next(kb.claims_by_id([claim.id]), None)
    if former is None:
        edits.differences.append(Difference("added", claim))
    elif former != claim:
        fields = tuple(_differing(former.model_dump(mode="json"), claim.model_dump(mode="json"), ""))
        edits.differences.append(Difference("changed", claim, fields))


def _wrong(kb: KnowledgeBase, claim: Claim) -> Iterator[tuple[str, str]]:
    """What keeps a claim from standing in the knowledge base."""
    former = next(kb.claims_by_id([claim.id]), None)
    if former and former.article_id != claim.article_id:
        yield "article_id", "is another than the claim's: a claim cannot move"
    article = kb.article(claim.article_id)
    if article is None:
        yield "article_id", "names no article of the knowledge base"
        return
    yield from misquotes(claim, article.text)
    known = {mention.id for mention in kb.mentions(article.id)}
    if missing := [id for id in claim.mentions if id not in known]:
        yield "mentions", f"{missing[0]} is no mention of the article"
    for field, party in (("subject", claim.subject), ("source", claim.source)):
        if party and party.company_id and not kb.has_company(party.company_id):
            yield f"{field}.company_id", f"{party.company_id} names no company of the knowledge base"


def _differing(old: Any, new: Any, field: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(key for key in new if key not in old)]:
            yield from _differing(old.get(key), new.get(key), f"{field}.{key}".lstrip("."))
    elif old != new:
        yield field, json.dumps(old, ensure_ascii=False), json.dumps(new, ensure_ascii=False)


def apply_edits(kb: KnowledgeBase, differences: list[Difference]) -> Manifest:
    """Writes the files of the knowledge base with the differences in them, whole or not at all; closes it.

    Only its claims, the companies' counts of claims and the manifest change. The next run reads the articles anew.
    """
    folder, manifest = kb.path, kb.manifest
    kb.close()
    with publication(folder) as new:
        for name in FILES:
            if name not in (CLAIMS, COMPANIES, MANIFEST) and (folder / name).exists():
                shutil.copyfile(folder / name, new / name)
        counts = _write_claims(folder, new / CLAIMS, differences)
        _write_companies(folder, new / COMPANIES, counts)
        files = {**manifest.files, **{name: mark_of(new / name) for name in (CLAIMS, COMPANIES)}}
        changed = manifest.model_copy(update={"files": files})
        write_manifest(changed, new)
    return changed


def _write_claims(folder: Path, path: Path, differences: list[Difference]) -> Counter[str]:
    """Writes the claims, article by article; how many there are about each company."""
    by_article: dict[str, list[Difference]] = {}
    for one in differences:
        by_article.setdefault(one.claim.article_id, []).append(one)
    counts: Counter[str] = Counter()
    with path.open("wb") as file:
        for bundle in bundles(folder):
            for claim in _merged(bundle, by_article.get(bundle.id, [])):
                file.write(claim.model_dump_json().encode() + b"\n")
                if claim.subject and claim.subject.company_id:
                    counts[claim.subject.company_id] += 1
    return counts


def _merged(bundle: Bundle, differences: list[Difference]) -> list[Claim]:
    claims = [Claim.model_validate_json(line) for line in bundle.claims]
    changed = {one.claim.id: one.claim for one in differences if one.what == "changed"}
    removed = {one.claim.id for one in differences if one.what == "removed"}
    kept = [changed.get(claim.id, claim) for claim in claims if claim.id not in removed]
    for one in differences:
        if one.what == "added":
            after = sum(_place(claim) <= _place(one.claim) for claim in kept)
            kept.insert(after, one.claim)
    return kept


def _place(claim: Claim) -> int:
    return claim.value.start if claim.value else claim.evidence.start


def _write_companies(folder: Path, path: Path, counts: Counter[str]) -> None:
    with path.open("wb") as file:
        for line in lines_of(folder, COMPANIES):
            company = Company.model_validate_json(line)
            file.write(company.model_copy(update={"claims": counts[company.id]}).model_dump_json().encode() + b"\n")
