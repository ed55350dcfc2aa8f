"""Small charts as SVG: bars, and forecasts along a line of time."""

from __future__ import annotations

from collections.abc import Sequence

from recoupe.export.markup import Html, element, joined

__all__ = ["bars", "timeline"]

_WIDTH = 640
_NAMES = 220
_ROW = 20


def bars(title: str, counts: Sequence[tuple[str, int]]) -> Html:
    """A bar a count, each with its name and number."""
    if not counts:
        return Html("")
    largest = max(number for _, number in counts)
    rows = []
    for place, (name, number) in enumerate(counts):
        width = max(1, round((_WIDTH - _NAMES - 60) * number / largest))
        y = place * _ROW
        rows += [
            element("text", _short(name), x=_NAMES - 8, y=y + 14, text_anchor="end"),
            element("rect", x=_NAMES, y=y + 3, width=width, height=_ROW - 6, class_="bar"),
            element("text", f"{number:,}", x=_NAMES + width + 6, y=y + 14),
        ]
    picture = element("svg", *rows, viewBox=f"0 0 {_WIDTH} {len(counts) * _ROW}", role="img", aria_label=title)
    return element("figure", element("figcaption", title), picture)


def timeline(title: str, points: Sequence[tuple[int, str]]) -> Html:
    """How many forecasts look to each year: a column a year.

    Args:
        points: the year and the modality of each forecast.
    """
    if not points:
        return Html("")
    first, last = min(year for year, _ in points), max(year for year, _ in points)
    years = [*range(first, last + 1)] if last - first < 60 else sorted({year for year, _ in points})[:60]
    counts = [sum(found == year for found, _ in points) for year in years]
    step = _WIDTH / len(years)
    columns = []
    for place, (year, number) in enumerate(zip(years, counts, strict=True)):
        height = round(120 * number / max(counts))
        x = round(place * step)
        columns.append(element("rect", x=x, y=130 - height, width=max(1, round(step) - 2), height=height, class_="bar"))
        if len(years) <= 20 or place % 5 == 0:
            columns.append(element("text", str(year), x=x, y=146))
    picture = element("svg", *columns, viewBox=f"0 0 {_WIDTH} 150", role="img", aria_label=title)
    return joined(element("figure", element("figcaption", title), picture))


def _short(name: str) -> str:
    return name if len(name) <= 32 else f"{name[:31]}…"
