"""The state of a review: what is shown, decided and undone. Whatever draws it only asks and tells this module."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from recoupe.errors import UsageError
from recoupe.records import Article, Claim, Mention, Review
from recoupe.review.archive import Archive, rank
from recoupe.review.decisions import Ledger, Opinion, said, still_holds
from recoupe.review.filters import Filter
from recoupe.store.knowledge import KnowledgeBase

__all__ = ["Card", "Progress", "State"]

_LISTS = 8
_FEW = 50
"""How many lists are kept, and up to how many decisions at once they are mended; after more they are made anew."""


class Card(NamedTuple):
    """One claim as it is shown.

    Attributes:
        status: `open`, `changed`, or the verdict of this reviewer.
        opinions: what each reviewer said last, by reviewer; `former` the same of the claim as it was before it changed.
        place: its place in the list, from 1; 0 when it is not in it.
        previous, next: the neighbours' ids.
    """

    claim: Claim
    article: Article
    mentions: list[Mention]
    status: str
    opinions: Mapping[str, Review]
    former: Mapping[str, Review]
    place: int
    previous: str | None
    next: str | None


class Progress(NamedTuple):
    """How far the review of a filtered list has come: `listed` of `total` are in the list, `decided` are done."""

    listed: int
    decided: int
    total: int


class State:
    """A review of one knowledge base by one person.

    Args:
        folder: the knowledge base.
        reviewer: who decides.

    Raises:
        KnowledgeBaseError: the folder is no knowledge base.
    """

    def __init__(self, folder: Path, reviewer: str) -> None:
        if not reviewer.strip():
            raise UsageError("a reviewer has a name: say --reviewer NAME")
        self.reviewer = reviewer.strip()
        self._kb = KnowledgeBase(folder)
        self.ledger = Ledger(folder)
        self._open()

    def _open(self) -> None:
        """Looks at the claims as they are now, and at all that was decided on them."""
        self.archive = Archive(self._kb)
        self._statuses: dict[int, str] = {}
        self._disagreed: set[int] = set()
        self._done: set[int] = set()
        self._content: Callable[[Filter], list[int]] = lru_cache(8)(self._make_content)
        self._lists: dict[Filter, list[int]] = {}
        self.ledger.take_touched()
        self._judge(set(self.ledger.decided()))
        self._judge_orphans()

    # What is shown.

    def refresh(self) -> None:
        """Takes in what other reviewers, and other windows, have decided, and what another run has read."""
        self.ledger.refresh()
        self._kb.refresh()
        if self._kb.marks != self.archive.marks:
            self._open()
        if touched := self.ledger.take_touched():
            self._judge(touched)

    def listed(self, wanted: Filter) -> list[int]:
        """The numbers of the claims that a filter lets through, in its order; the list changes with each decision."""
        if wanted not in self._lists:
            if len(self._lists) >= _LISTS:
                self._lists.pop(next(iter(self._lists)))
            some, inside = self._some(wanted.status)
            numbers = self._content(wanted.content)
            made = [number for number in numbers if (number in some) == inside] if some or inside else list(numbers)
            self._lists[wanted] = made
        return self._lists[wanted]

    def _make_content(self, wanted: Filter) -> list[int]:
        rows = self.archive.by_confidence if wanted.order == "confidence" else self.archive.rows
        return [row.number for row in wanted.chosen(rows)]

    def _some(self, status: str) -> tuple[set[int], bool]:
        """Numbers of claims, and whether a list of that status holds just these or all but these."""
        if status == "all":
            return set(), False
        if status in ("open", "decided"):
            return self._done, status == "decided"
        if status == "disagreed":
            return self._disagreed, True
        return {number for number, mine in self._statuses.items() if mine == status}, True

    def _move(self, number: int) -> None:
        """Takes a claim that was decided out of the lists that it no longer belongs to, and puts it into the others."""
        for wanted, numbers in self._lists.items():
            at, here = self._find(numbers, number, wanted)
            some, inside = self._some(wanted.status)
            belongs = (number in some) == inside and self._find(self._content(wanted.content), number, wanted)[1]
            if here and not belongs:
                del numbers[at]
            elif belongs and not here:
                numbers.insert(at, number)

    def _find(self, numbers: list[int], number: int, wanted: Filter) -> tuple[int, bool]:
        """Where a claim is in a list, or would be, and whether it is there."""
        rows = self.archive.rows

        def place(of: int) -> tuple[float, int]:
            return rank(rows[of]) if wanted.order == "confidence" else (0, of)

        at = bisect_left(numbers, place(number), key=place)
        return at, at < len(numbers) and numbers[at] == number

    def status(self, number: int) -> str:
        """`open`, `changed`, or what this reviewer decided."""
        return self._statuses.get(number, "open")

    def disagreed(self, number: int) -> bool:
        """Whether reviewers say different things of a claim."""
        return number in self._disagreed

    def progress(self, wanted: Filter) -> Progress:
        """How far the review of a list has come."""
        total, left = len(self._content(wanted.content)), len(self.listed(replace(wanted, status="open")))
        return Progress(len(self.listed(wanted)), total - left, total)

    def number(self, claim_id: str) -> int:
        """The number of a claim.

        Raises:
            UsageError: there is no such claim.
        """
        try:
            return self.archive.numbers[claim_id]
        except KeyError as error:
            raise UsageError(f"there is no claim {claim_id}") from error

    def first(self, wanted: Filter) -> str | None:
        """The id of the first claim of a list."""
        numbers = self.listed(wanted)
        return self.archive.rows[numbers[0]].id if numbers else None

    def card(self, claim_id: str, wanted: Filter) -> Card:
        """A claim, and its place in a list."""
        number = self.number(claim_id)
        claim = self.archive.claim(number)
        standing = self.ledger.standing(claim_id) or self._orphaned(claim)
        opinions = {who: review for who, review in standing.items() if still_holds(review, claim)}
        before, here, after = self._around(number, wanted)
        return Card(
            claim=claim,
            article=self.archive.article(claim.article_id),
            mentions=self.archive.mentions(claim.article_id),
            status=self.status(number),
            opinions=opinions,
            former={who: review for who, review in standing.items() if who not in opinions},
            place=here,
            previous=None if before is None else self.archive.rows[before].id,
            next=None if after is None else self.archive.rows[after].id,
        )

    def _around(self, number: int, wanted: Filter) -> tuple[int | None, int, int | None]:
        """The neighbours of a claim in a list that it may just have left, and its place in it."""
        numbers = self.listed(wanted)
        at, here = self._find(numbers, number, wanted)
        after = numbers[at + here : at + here + 1]
        return (numbers[at - 1] if at else None, at + 1 if here else 0, after[0] if after else None)

    # What is decided.

    def decide(self, claim_id: str, opinion: Opinion) -> Review:
        """Writes a decision on a claim.

        Raises:
            UsageError: there is no such claim.
            KnowledgeBaseError: the decision cannot be written.
        """
        claim = self.archive.claim(self.number(claim_id))
        (review,) = self.ledger.decide([claim], opinion, self.reviewer)
        self.refresh()
        return review

    def decide_all(self, wanted: Filter, opinion: Opinion, expected: int) -> int:
        """Writes one decision on every claim of a list; it is undone as one.

        Args:
            wanted: the list.
            opinion: accept, reject or skip.
            expected: how many the reviewer was told that there are.

        Returns:
            How many were decided.

        Raises:
            UsageError: there are more or fewer now than the reviewer was told, or the verdict is not for many.
        """
        self.refresh()
        numbers = list(self.listed(wanted))
        if opinion.verdict not in ("accept", "reject", "skip"):
            raise UsageError("only accept, reject and skip are said of many claims at once")
        if len(numbers) != expected:
            raise UsageError(f"there are {len(numbers):,} claims in the list now, not {expected:,}: look again")
        self.ledger.decide((self.archive.claim(number) for number in numbers), opinion, self.reviewer)
        self.refresh()
        return len(numbers)

    def undo(self) -> list[str]:
        """Undoes this reviewer's last decision that stands; gives back the ids of the claims that it was about."""
        undone = self.ledger.undo(self.reviewer)
        self.refresh()
        return [review.claim_id for review in undone if review.claim_id in self.archive.numbers]

    # What decisions mean for the claims as they are now.

    def _judge(self, touched: set[str]) -> None:
        numbers = [self.archive.numbers[id] for id in touched if id in self.archive.numbers]
        for number in numbers:
            self._judge_one(number)
        if len(numbers) > _FEW:
            self._lists.clear()
        else:
            for number in numbers:
                self._move(number)

    def _judge_one(self, number: int) -> None:
        self._statuses.pop(number, None)
        self._done.discard(number)
        self._disagreed.discard(number)
        standing = self.ledger.standing(self.archive.rows[number].id)
        if not standing:
            return
        claim = self.archive.claim(number)
        holding = {who: review for who, review in standing.items() if still_holds(review, claim)}
        if self.reviewer in standing:
            mine = holding.get(self.reviewer)
            self._statuses[number] = mine.verdict if mine else "changed"
            if mine:
                self._done.add(number)
        if len({said(review) for review in holding.values() if review.verdict != "skip"}) > 1:
            self._disagreed.add(number)

    def _judge_orphans(self) -> None:
        """Marks as changed the claims on a figure that was decided on when its claim was another (another subject)."""
        gone = {id for id in self.ledger.decided() if id not in self.archive.numbers}
        mine = (self.ledger.standing(id).get(self.reviewer) for id in gone)
        mentions = {(review.article_id, review.mention) for review in mine if review}
        for article_id in sorted({article_id for article_id, _ in mentions}):
            for claim in self._kb.claims_of(article_id):
                if (article_id, claim.mentions[0]) in mentions:
                    self._statuses.setdefault(self.archive.numbers[claim.id], "changed")

    def holding(self) -> Iterator[tuple[int, dict[str, Review]]]:
        """The claims on which decisions stand that are still about them, with these by reviewer, in text order."""
        known = (self.archive.numbers.get(id) for id in self.ledger.decided())
        for number in sorted(number for number in known if number is not None):
            claim = self.archive.claim(number)
            standing = self.ledger.standing(claim.id)
            if found := {who: review for who, review in standing.items() if still_holds(review, claim)}:
                yield number, found

    def _orphaned(self, claim: Claim) -> Mapping[str, Review]:
        """What was said of a claim on the same figure that is no longer there."""
        gone = (id for id in sorted(self.ledger.about(claim.mentions[0])) if id not in self.archive.numbers)
        return {who: review for id in gone for who, review in self.ledger.standing(id).items()}
