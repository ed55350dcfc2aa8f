"""Several told at once: « A et B ont gagné respectivement 3 et 5 % », « A et B…: le premier proposera, le second »."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from recoupe.extract.claims.findings import Figure
from recoupe.extract.claims.scene import Frame, Scene, Subjected
from recoupe.extract.claims.who import named
from recoupe.extract.claims.words import is_noun
from recoupe.records import CompanyMention

__all__ = ["one_of_two", "respective"]

_FIRST: Final = frozenset({"premier", "première"})
_SECOND: Final = frozenset({"second", "seconde", "deuxième"})
_BETWEEN: Final = frozenset({",", "et", "ou", "de", "d'", "à", "pour", "respectivement", "soit", "environ", "près"})
_GAP: Final = 6


def one_of_two(scene: Scene, actor: int) -> CompanyMention | None:
    """Which of the two companies named just before « le premier », « la seconde » mean, where no noun follows."""
    low = scene.low(actor)
    which = 0 if low in _FIRST else 1 if low in _SECOND else None
    if which is None or actor == 0 or scene.low(actor - 1) not in ("le", "la", "l'"):
        return None
    start = scene.tree.words[actor].start
    named_before = [company for company in scene.found.companies if company.named and company.end < start]
    pairs = zip(named_before[-2::-1], named_before[:0:-1], strict=False)
    joined = next((pair for pair in pairs if _joined(scene, pair[0], pair[1])), None)
    return joined[which] if joined else None


def _joined(scene: Scene, first: CompanyMention, second: CompanyMention) -> bool:
    between = scene.document.folded[first.end : second.start].split()
    return bool(between) and between[0] in ("et", ",") and len(between) <= 2


def respective(scene: Scene, frame: Frame) -> Subjected | None:
    """Whose a figure is among those that « respectivement » hands out, where as many companies or nouns are told."""
    found = scene.document.folded.find("respectivement", scene.sentence.start, scene.sentence.end)
    at = next(iter(scene.tree.within(found, found + 1)), None) if found >= 0 else None
    run = _bracketed(scene, frame) if at is None else _run(scene, at)
    place = next((i for i, figure in enumerate(run) if figure is frame.figure), None)
    if place is None or len(run) < 2:
        return None
    start, stop = scene.words_of(run[0]).start, scene.words_of(run[-1]).stop
    groups = [group for group in _groups(scene) if len(group) == len(run)]
    groups = [group for group in groups if max(group) < start or min(group) >= stop]
    best = max(groups, key=lambda group: (sum(i in scene.company_at for i in group), max(group) < start), default=None)
    return named(scene, best[place]) if best else None


def _bracketed(scene: Scene, frame: Frame) -> list[Figure]:
    """The figures of one pair of brackets, joined by « et »: « A et B reculaient (-1,9 % et -2 %) »."""
    folded, start = scene.document.folded, scene.sentence.start
    opened = folded.rfind("(", start, frame.figure.start)
    closed = folded.find(")", frame.figure.end, scene.sentence.end)
    if opened < 0 or closed < 0 or ")" in folded[opened : frame.figure.start] or " et " not in folded[opened:closed]:
        return []
    inside = [figure for figure in scene.found.figures if opened < figure.start and figure.end <= closed]
    between = [folded[one.end : other.start] for one, other in pairwise(inside)]
    return inside if all(gap.strip(" +-,") in ("et", "") for gap in between) else []


def _run(scene: Scene, at: int) -> list[Figure]:
    """The figures beside « respectivement », joined by commas and « et »."""
    run: list[Figure] = []
    last = None
    for figure in scene.found.figures:
        words = scene.words_of(figure)
        if not words:
            continue
        if last is not None and not _linked(scene, last, words.start):
            if _near(run, scene, at):
                return run
            run = []
        run.append(figure)
        last = words.stop
    return run if _near(run, scene, at) else []


def _linked(scene: Scene, start: int, stop: int) -> bool:
    """Whether two figures are told side by side, with at most what each is for between them."""
    between = range(start, stop)
    if all(scene.low(i) in _BETWEEN for i in between):
        return True
    verbal = any(scene.tree.words[i].pos in ("VERB", "AUX") or scene.low(i) in (";", ":", "(") for i in between)
    return len(between) <= _GAP and not verbal and any(scene.low(i) == "et" for i in between)


def _near(run: list[Figure], scene: Scene, at: int) -> bool:
    places = [i for i, figure in scene.figure_at.items() if any(figure is other for other in run)]
    return bool(places) and min(abs(i - at) for i in places) <= 4


def _groups(scene: Scene) -> list[list[int]]:
    """The coordinations of a sentence: companies in a row, then nouns that the parse joins."""
    rows: list[list[int]] = []
    last: CompanyMention | None = None
    for company in scene.found.companies:
        top = scene.tree.top(scene.words_of(company))
        if top is None or not company.named:
            continue
        joins = last is not None and _follows(scene, last, company)
        if joins:
            rows[-1].append(top)
        else:
            rows.append([top])
        last = company
    nouns = [i for i in range(len(scene.tree)) if is_noun(scene, i) and scene.tree.words[i].dep != "conj"]
    for noun in nouns:
        joined = [i for i in scene.tree.children[noun] if scene.tree.words[i].dep == "conj" and is_noun(scene, i)]
        rows.append([noun, *joined])
    return rows


def _follows(scene: Scene, first: CompanyMention, second: CompanyMention) -> bool:
    between = scene.document.folded[first.end : second.start].replace(",", " , ").split()
    return (
        0 < len(between) <= 3
        and between[0] in (",", "et", "ou")
        and all(word in (",", "et", "ou", "le", "la", "les", "à", "pour", "chez", "de", "d'") for word in between)
    )
