"""The review in a terminal: the same keys as on the page, for a machine that is reached by ssh."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace

from rich.console import Console
from rich.table import Table
from rich.text import Text

from recoupe.errors import RecoupeError
from recoupe.records import Article, Claim, Correction, Place
from recoupe.review.decisions import Opinion
from recoupe.review.filters import Filter
from recoupe.review.mending import correction_of, fields_of
from recoupe.review.page import SlotView, shown, slots
from recoupe.review.selection import moved, read_selection
from recoupe.review.state import Card, State

__all__ = ["Terminal", "keys_of_terminal"]

_STYLES = {
    "subject": "bold yellow",
    "metric": "bold",
    "value": "bold green",
    "period": "bold cyan",
    "realis": "bold red",
    "source": "bold magenta",
}
_AROUND = 240
"""Characters of the article that are shown before and after the sentence."""
_MOVES = {"[": "start-out", "{": "start-in", "]": "end-out", "}": "end-in"}
_KEYS = "a accept  r reject  s skip  u undo  c correct  j k next, previous  / search  q quit"
_MENDING = "1 … 6 slot  [ ] { } move its bounds  t write  Enter save  Esc leave"
_VERDICTS = {"a": Opinion("accept"), "r": Opinion("reject"), "s": Opinion("skip")}


class Terminal:
    """Draws the state and obeys keys until `q`.

    Args:
        state: the review.
        key: gives the next key; "" when there are no more.
        line: asks for a line.
        console: where it is drawn.
    """

    def __init__(
        self, state: State, key: Callable[[], str], line: Callable[[str], str], console: Console | None = None
    ) -> None:
        self._state = state
        self._key = key
        self._line = line
        self._console = console or Console(highlight=False)
        self._wanted = Filter()
        self._at = state.first(self._wanted)
        self._said = ""

    def run(self) -> None:
        """Reviews."""
        self._draw()
        while (key := self._key()) not in ("q", ""):
            self._said = ""
            try:
                self._obey(key)
            except RecoupeError as error:
                self._said = str(error)
            self._draw()

    def _obey(self, key: str) -> None:
        card = self._card()
        if key == "/":
            self._wanted = replace(self._wanted, q=self._line("search: "))
            self._at = self._state.first(self._wanted)
        elif key == "u":
            undone = self._state.undo()
            self._at = undone[0] if undone else self._at
            self._said = f"undone: {len(undone)}"
        elif card is None:
            return
        elif key in _VERDICTS:
            self._decide(card, _VERDICTS[key])
        elif key == "c":
            self._correct(card)
        elif key in "jk":
            self._at = (card.next if key == "j" else card.previous) or self._at

    def _card(self) -> Card | None:
        self._state.refresh()
        return self._state.card(self._at, self._wanted) if self._at else None

    def _decide(self, card: Card, opinion: Opinion) -> None:
        self._state.decide(card.claim.id, opinion)
        self._at = card.next or self._state.first(self._wanted)
        self._said = opinion.verdict

    def _correct(self, card: Card) -> None:
        """Mends slots until they are saved or left."""
        claim, article = card.claim, card.article
        fields, slot = fields_of(claim), "subject"
        while True:
            self._draw_card(card, _preview(fields, card, self._state))
            self._console.print(Text(f"{slot}: {_told(fields, slot)}\n{_MENDING}"))
            key = self._key()
            if key in ("\x1b", ""):
                return
            if key in ("\r", "\n"):
                correction = correction_of(fields, claim, article, self._state.archive.company_of)
                self._decide(card, Opinion("correct", correction))
                return
            if key.isdigit() and 1 <= int(key) <= len(_STYLES):
                slot = list(_STYLES)[int(key) - 1]
            elif key == "t":
                fields |= _written(slot, self._line(f"{slot}: ").strip(), card)
            elif key in _MOVES and (place := _place(fields, slot)):
                fields |= read_selection(slot, moved(article.text, place, _MOVES[key]), article, card.mentions)

    def _draw(self) -> None:
        card = self._card()
        if card:
            self._draw_card(card)
        else:
            self._console.clear()
            self._console.print("Nothing left in this list.")
        progress = self._state.progress(self._wanted)
        self._console.print(Text(f"{progress.decided} of {progress.total} decided. {shown(self._said)}\n{_KEYS}"))

    def _draw_card(self, card: Card, correction: Correction | None = None) -> None:
        mine = card.opinions.get(self._state.reviewer)
        correction = correction or (mine.correction if mine else None)
        claim = correction.mend(card.claim) if correction else card.claim
        views = slots(claim, card.mentions, correction.slots if correction else ())
        console = self._console
        console.clear()
        console.print(Text(f"{shown(card.article.title or card.article.path)} · {card.article.published}", "dim"))
        console.print(_passage(card.article, claim, views), soft_wrap=False)
        table = Table(box=None, show_header=False, pad_edge=False)
        for view in views:
            told = Text(shown(view.told) + (" (mended)" if view.corrected else ""), _STYLES[view.name])
            table.add_row(str(view.key), view.name, told)
        console.print(table)
        for who, review in card.opinions.items():
            console.print(Text(f"{shown(who)}: {review.verdict}"))
        console.print(Text(f"{card.status} · {', '.join(claim.rules)}", "dim"))


def _passage(article: Article, claim: Claim, views: list[SlotView]) -> Text:
    """The sentence with what is around it, the words of the slots in their styles."""
    start = max(0, claim.evidence.start - _AROUND)
    end = min(len(article.text), claim.evidence.end + _AROUND)
    passage = Text(shown(article.text[start:end]), "dim")
    passage.stylize("not dim", claim.evidence.start - start, claim.evidence.end - start)
    for view in views:
        if view.place and start <= view.place.start < end:
            passage.stylize(f"not dim {_STYLES[view.name]} underline", view.place.start - start, view.place.end - start)
    return passage


def _preview(fields: dict[str, str], card: Card, state: State) -> Correction | None:
    """What the fields come to so far; None when they change nothing, or make no sense yet."""
    with contextlib.suppress(RecoupeError):
        return correction_of(fields, card.claim, card.article, state.archive.company_of)
    return None


def _told(fields: dict[str, str], slot: str) -> str:
    parts = (value for name, value in fields.items() if name.startswith(slot) and value)
    return " · ".join(shown(part) for part in parts)


def _place(fields: dict[str, str], slot: str) -> Place | None:
    start, _, end = fields.get(f"{slot}_span", "").partition("-")
    return Place(start=int(start), end=int(end)) if end else None


def _written(slot: str, words: str, card: Card) -> dict[str, str]:
    """The fields that written words stand for: what they read as where the article has them, else just the words."""
    start = card.article.text.find(words, card.claim.evidence.start) if words else -1
    start = start if start >= 0 or not words else card.article.text.find(words)
    if slot == "realis" or start < 0:
        return {slot: words, f"{slot}_span": ""}
    return read_selection(slot, Place(start=start, end=start + len(words)), card.article, card.mentions)


@contextlib.contextmanager
def keys_of_terminal() -> Iterator[tuple[Callable[[], str], Callable[[str], str]]]:
    """What gives a key as it is struck, and what asks for a line; needs a POSIX terminal.

    Raises:
        OSError: standard input is no terminal.
    """
    import codecs
    import os
    import termios
    import tty

    file = sys.stdin.fileno()
    before = termios.tcgetattr(file)
    decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def key() -> str:
        while data := os.read(file, 1):
            if char := decoder.decode(data):
                return char
        return ""

    def line(prompt: str) -> str:
        termios.tcsetattr(file, termios.TCSANOW, before)
        try:
            return input(prompt)
        finally:
            tty.setcbreak(file, termios.TCSANOW)

    # At once, not when all is drained: what was struck ahead must not be lost.
    tty.setcbreak(file, termios.TCSANOW)
    try:
        yield key, line
    finally:
        termios.tcsetattr(file, termios.TCSANOW, before)
