"""Percentages, points, basis points and per mille, with what they are: a change, a part of a whole, a level."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any, Final, Literal

from recoupe.extract.composed import through
from recoupe.extract.quantities.baseline import baseline
from recoupe.extract.quantities.build import bounds, records
from recoupe.extract.quantities.context import Context, Way, look, nth
from recoupe.extract.quantities.quantity import Quantity
from recoupe.extract.quantities.scan import scan
from recoupe.extract.quantities.trend import Governor, govern
from recoupe.lexicon.kinds import AFTER_KINDS, RATE_NOUNS, SHARE_NOUNS
from recoupe.lexicon.surroundings import listed
from recoupe.lexicon.trends import TREND_NOUNS, TREND_VERBS
from recoupe.lexicon.units import GAMES, NO_POINT, RATES_FOR_POINTS, SPREADS
from recoupe.read.document import Document
from recoupe.records import Percentage

__all__ = ["extract_percentages", "find_percentages"]

Kind = Literal["change", "share", "rate"]
_COORDINATED: Final = re.compile(
    r"(?:^|[ ,()])(?:et|ou|puis|contre|après|voire|comparé|rapport|dont|,)(?: d'| de| à| par)? ?"
    r"(?:environ |près de |plus de )?$"
)
_RESTATED: Final = re.compile(
    r",? \(?(?:ou |soit )?(?:environ |près de |plus de )?|(?: [^\W\d_]+){1,5}, soit (?:environ |près de |plus de )?"
)
# « (27 %, -1,5 point) », « 7 % (+33 pb) »: a level with the points it has moved.
_MOVE: Final = re.compile(r"(?:,| \() ?[+-] ?\d+(?:[.,]\d+)? ?(?:points?|pts?|pb)(?!\w)")
# « 15 % de carburant en moins », « 8 % de bacheliers en plus ».
_IN_MORE: Final = re.compile(r" (?:de |d')[^,;:.!?()%]{2,40}? (?:en|de) (?P<way>moins|plus)(?=[ .,;:!?)»]|$)")
# « une remontée autour de 1,4 % »: where a move ends, not how far it goes.
_TOWARDS: Final = re.compile(
    r"(?<!\w)(?:remontée|redescente|retour|stabilisation|atterrissage|convergence)"
    r" (?:à|vers|autour d[e']|aux alentours d[e']|près d[e'] ?|sous|au-dessus d[e']|jusqu'à)(?: les)? ?$"
)
_GLUED: Final = re.compile(r"(?:des?|du) ")  # « 15%des élèves »
_ONE: Final = Decimal(1)
_BASIS: Final = 10
_NEAR: Final = re.compile(r"[^;:()]{0,90}")
_AFTER_WHOLE: Final = listed("after_whole")
_AMONG: Final = (["dans"], ["chez"], ["auprès"], ["par"], ["parmi"])
_PARTS: Final = {"de", "des", "du", "d'"}


def extract_percentages(text: str | Document, *, published: dt.date | None = None) -> list[Percentage]:
    """The percentages, points, basis points and per mille in a French text, in text order.

    Args:
        text: the text, or a `Document` made of it.
        published: the publication date; part of the article's id only.

    Returns:
        One record a figure; `start` and `end` are code points into the text. Never raises on any text.
    """
    return through(Document.of(text, published), find_percentages)


def find_percentages(document: Document) -> list[Percentage]:
    """The percentages of a document, in text order."""
    wanted = [one for one in document.once(scan) if one.proportion is not None and _is_proportion(document, one)]
    return records(document, Percentage, wanted, _fields)


def _is_proportion(document: Document, quantity: Quantity) -> bool:
    text = document.folded
    if quantity.bare:
        return _is_point(document, quantity)
    if text[max(0, quantity.start - 1) : quantity.start] in ("=", "/", "_", "%", "^", "&") or (
        text[quantity.end : quantity.end + 1].isalnum() and not _GLUED.match(text, quantity.end)
    ):
        return False
    after = text[quantity.end : quantity.end + 24]
    return not (quantity.figure.number == 100 and quantity.low is None and _is_pure(after))


def _is_pure(after: str) -> bool:
    """« 100 % coton »: a noun or adjective without a preposition."""
    word = after[1:].split(" ")[0] if after[:1] == " " else ""
    letters = word.rstrip(".,;:!?)»")
    return len(letters) > 2 and letters.isalpha() and letters not in _AFTER_WHOLE


def _is_point(document: Document, quantity: Quantity) -> bool:
    """Whether bare points are percentage points: the sentence speaks of rates, not of an index or a game."""
    text = document.folded
    after = text[quantity.end : quantity.end + 24]
    if NO_POINT.match(after.lstrip(" ")) or quantity.figure.value >= 1000 or quantity.figure.vague:
        return False
    sentence = document.sentence_at(quantity.start)
    near = text[max(sentence.start, quantity.start - 160) : min(sentence.end, quantity.end + 80)]
    if quantity.figure.value >= _BASIS and SPREADS.search(near):
        quantity.proportion = "basis_point"
        return True
    if quantity.figure.value >= 100:
        return False
    if GAMES.search(near) and not ("." in str(quantity.figure.number) and quantity.figure.value < 10):
        return False
    return RATES_FOR_POINTS.search(near) is not None or (
        "." in str(quantity.figure.number) and quantity.figure.value < 10
    )


def _fields(context: Context, governor: Governor, last: Percentage | None) -> dict[str, Any]:
    document, quantity, before = context.document, context.quantity, context.quantity.before
    if governor.silent and before is not None and _RESTATED.fullmatch(document.folded, before.end, quantity.start):
        restated = govern(look(document, before))
        if not (restated.silent or (context.after and context.after[0] in _PARTS)):
            governor = restated
    after = _after(context)
    kind, way = _shown(quantity, context, governor, after) or _governed(context, governor, after)
    if last is not None and last.sentence.start == context.span.start:
        kind, way = _carry(governor, context, last, (kind, way), after)
    return {
        **bounds(quantity, _ONE, "value"),
        "unit": quantity.proportion or "percent",
        "kind": kind,
        "direction": way if kind == "change" else None,
        "modifier": context.modifier,
        "baseline": baseline(context, after in ("up", "down"), last) if kind == "change" else None,
        "elliptical": quantity.elliptical,
    }


def _shown(
    quantity: Quantity, context: Context, governor: Governor, after: str | None
) -> tuple[Kind, Way | None] | None:
    """What a figure is by its sign, its unit or the words right beside it, or None where these do not say."""
    if context.sign is not None:
        level = governor.rate and not governor.weak and governor.link in ("de", "à") and not context.wrapped
        return ("rate", None) if level and quantity.proportion == "percent" else ("change", context.sign)
    if after in ("up", "down"):
        return "change", after  # type: ignore[return-value]
    if nth(context.after, 0) in ("de", "d'") and (more := _IN_MORE.match(context.right)) is not None:
        return "change", "down" if more["way"] == "moins" else "up"
    if quantity.passage:
        return ("share" if governor.share and not governor.rate else "rate"), None
    if _MOVE.match(context.right):
        return ("rate" if governor.rate else "share"), None
    if quantity.proportion == "basis_point" and (
        governor.link == "à" or (context.modifier in ("min", "max") and not governor.change)
    ):
        return "rate", None
    if quantity.proportion in ("percentage_point", "basis_point"):
        verbs: list[Any] = [TREND_VERBS[word] for word in context.left[:10] if word in TREND_VERBS]
        return "change", governor.way or _told_after(context) or (verbs and verbs[0]) or None
    return None


def _governed(context: Context, governor: Governor, after: str | None) -> tuple[Kind, Way | None]:
    """What a figure is by the word that governs it."""
    if context.quantity.proportion == "percent" and _TOWARDS.search(context.before()):
        return "rate", None
    if governor.change and not (after == "share" and governor.link == ""):
        return "change", governor.way
    if governor.link in ("à", "avec"):
        told, named = _told_after(context), _named_after(context)
        if told is not None:
            return "change", told
        if named is not None:
            return named, None
    part = bool(context.after) and context.after[0] in _PARTS
    if part and after is None and context.left[:1] in _AMONG:
        return "share", None
    if after == "rate" or (governor.rate and after != "share" and not (governor.weak and part)):
        return "rate", None
    if governor.share or part or governor.link != "à":
        return "share", None
    return "rate", None


def _told_after(context: Context) -> Way | None:
    """« limite à 2 % au plus la hausse des prix », « chiffre à 7,4 % le recul »."""
    after = (
        context.after[2:]
        if nth(context.after, 0) == "au" and nth(context.after, 1) in ("plus", "moins", "maximum")
        else context.after
    )
    for index, word in enumerate(after[:2]):
        if word in TREND_NOUNS and index and after[index - 1] in ("la", "le", "l'", "sa", "son", "cette", "une"):
            return TREND_NOUNS[word] or None  # type: ignore[return-value]
        if not word.isalpha() and not word.endswith("'"):
            break
    return None


def _named_after(context: Context) -> Kind | None:
    """« évalue à 9 % la part des achats », « fixe à 3 % le taux »: what comes after its level."""
    after = context.after[nth(context.after, 0) == "," :]
    if nth(after, 0) not in ("la", "le", "sa", "son", "leur", "cette", "ce"):
        return None
    noun = after[1] if len(after) > 1 else ""
    return "share" if noun in SHARE_NOUNS else "rate" if noun in RATE_NOUNS else None


def _after(context: Context) -> str | None:
    """What the words right behind a figure make of it."""
    after = context.after
    if after:
        for phrase, kind in AFTER_KINDS.get(after[0], ()):
            if tuple(after[: len(phrase)]) == phrase:
                return kind
    return None


def _carry(
    governor: Governor, context: Context, last: Percentage, own: tuple[Kind, Way | None], after: str | None
) -> tuple[Kind, Way | None]:
    """A figure coordinated with the one before it is of the same kind (« de 12 % chez X et de 8 % chez Y »).

    After a change, a figure after « à » is the level that was reached (« cède 0,6 point, à 11,9 % »).
    """
    if (context.quantity.passage and last.kind == "change") or _MOVE.match(context.right):
        return own
    between = context.document.folded[last.end : context.quantity.start]
    if len(between) > 160 or ";" in between or governor.change or own[0] == "change" or after:
        return own
    if governor.link == "à" and last.kind == "change":
        return own if governor.share else ("rate", None)
    if governor.weak and last.kind == "share":
        return last.kind, None
    if governor.link == "à" and last.kind == "share" and own[0] == "rate" and not governor.rate:
        return last.kind, None
    part = bool(context.after) and context.after[0] in _PARTS
    if (
        _COORDINATED.search(between)
        or (context.wrapped and governor.silent and len(between) < 40)
        or (governor.silent and not part and _NEAR.fullmatch(between))
    ):
        return last.kind, last.direction
    return own
