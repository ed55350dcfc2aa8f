"""What a line of an article is: a heading, the line that brings in a list, an item of it."""

from __future__ import annotations

import re
from typing import Final

from recoupe.extract.claims.findings import Phrase
from recoupe.extract.claims.scene import Scene
from recoupe.lexicon.constructions import AIM_NOUNS, DEMAND_NOUNS
from recoupe.lexicon.metrics import metric_of
from recoupe.text import Span

__all__ = ["introduces", "is_heading", "is_item", "is_row", "metric_named", "starts_line", "tells_aims"]

_MARKS: Final = tuple("-–—•*·>")
_SHORT: Final = 90
"""A line of at most so many characters without a full stop is a heading."""
_CELLS: Final = re.compile(r"\s[–—|;-]\s|\t")
_CELL_SIGNS: Final = ("–", "—", "|", ";", "\t", "- ", "-\u00a0", "-\u202f")
_TITLE: Final = 160
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_TO_SIGN: Final = re.compile(r"[^\d:;,()]+(?<![\s\d])")


def tells_aims(scene: Scene) -> bool:
    """Whether a heading opens with a noun of aims, or a line that ends with a colon holds one."""
    low = _line(scene).casefold()
    listed = [word.strip(".,:;()#*").removesuffix("s") for word in low.split()]
    words = set(listed if low.endswith(":") else [word for word in listed if word][:2])
    return bool(words & (AIM_NOUNS | DEMAND_NOUNS - {"offre", "plan", "projet", "demande"}))


def _line(scene: Scene) -> str:
    text, start = scene.document.text, scene.sentence.start
    stop = text.find("\n", start, start + 400)
    return text[start : stop if stop >= 0 else min(len(text), start + 400)].strip()


def is_row(scene: Scene) -> bool:
    """Whether a line is a row of a table: « Surgelés : 241,9 – 233,0 – +3,8 % », « | 12 | 14 | »."""
    line = _line(scene)
    return any(sign in line for sign in _CELL_SIGNS) and len(_CELLS.findall(line.replace("|", " | "))) >= 2


def starts_line(scene: Scene) -> bool:
    """Whether a sentence is the first of its line."""
    text, start = scene.document.text, scene.sentence.start
    return text[max(0, start - 3) : start].rstrip(" \t\r#").endswith("\n") or start == 0


def is_heading(scene: Scene) -> bool:
    """Whether a sentence is a short line of its own, without a full stop."""
    line = _line(scene)
    return starts_line(scene) and len(line) <= _SHORT and line[-1:] not in (".", ";", ",", "»", "!")


def is_item(scene: Scene) -> bool:
    """Whether a sentence is an item of a list; « **Ce que prévoit le plan** » is a line in bold."""
    text, start = scene.document.text, scene.sentence.start
    return text[start] in _MARKS and not text.startswith("**", start)


def introduces(scene: Scene) -> bool:
    """Whether a sentence ends its line, not with a full stop, and the next line is an item."""
    text, end = scene.document.text, scene.sentence.end
    following = text[end : end + 4].lstrip(" \t\r")
    if text[scene.sentence.start : end].rstrip().endswith((".", "»")):
        return False
    return following.startswith("\n") and following.lstrip()[:1] in _MARKS


def metric_named(scene: Scene) -> Phrase | None:
    """The first metric that a sentence names, up to the next sign of punctuation."""
    text = scene.document.folded[scene.sentence.start : scene.sentence.end]
    for word in _WORD.finditer(text[:_TITLE]):
        named = _TO_SIGN.match(text, word.start())
        if named and metric_of(named[0]):
            place = Span(scene.sentence.start + named.start(), scene.sentence.start + named.end())
            return Phrase(scene.document.text[place.start : place.end], place, 0)
    return None
