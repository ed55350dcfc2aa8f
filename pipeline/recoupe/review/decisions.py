"""The decisions beside a knowledge base: a file that only grows, shared by all who review it at once."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from recoupe.errors import KnowledgeBaseError
from recoupe.records import Claim, Correction, Review, Verdict, evidence_mark, slots_mark
from recoupe.store.layout import REVIEWS
from recoupe.store.reviewing import read_reviews

__all__ = ["Ledger", "Opinion", "said", "still_holds"]


class Opinion(NamedTuple):
    """What is said of a claim: the verdict, and what goes with it."""

    verdict: Verdict
    correction: Correction | None = None
    reason: str | None = None
    note: str | None = None


class Ledger:
    """The decisions of a knowledge base, as they stand.

    A decision is a line that is added to `reviews.jsonl`, whole and on the disk before it counts, under a lock that
    other processes wait for. Undoing is a line too. Nothing is ever rewritten, so two reviewers cannot overwrite each
    other, and what was undone can still be read.

    Attributes:
        broken: the lines that are no decision (a process died while it wrote), from 1. They are passed over.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / REVIEWS
        self._lock = folder / f".{REVIEWS}.lock"
        self._of_claim: dict[str, list[str]] = {}
        self._touched: set[str] = set()
        self.version = 0
        self._forget()
        self.refresh()

    def _forget(self) -> None:
        self._touched.update(self._of_claim)
        self._of_claim = {}
        self._offset = self._lines = 0
        self._inode: int | None = None
        self._live: dict[str, Review] = {}
        self._of_mention: dict[str, set[str]] = {}
        self.broken: list[int] = []
        self.version += 1

    def refresh(self) -> bool:
        """Takes in what others have decided since; true if there was anything."""
        try:
            stat = self._path.stat()
        except FileNotFoundError:
            found = bool(self._offset)
            self._forget()
            return found
        if stat.st_size < self._offset or self._inode not in (None, stat.st_ino):
            self._forget()
        self._inode = stat.st_ino
        if stat.st_size == self._offset:
            return False
        with self._path.open("rb") as file:
            for line in read_reviews(file, self._offset):
                self._offset = line.end
                if line.broken:
                    self.broken.append(self._lines + 1)
                self._lines += line.ended
                if line.review:
                    self._take(line.review)
        self.version += 1
        return True

    def _take(self, review: Review) -> None:
        self._touched.add(review.claim_id)
        if review.undoes is not None:
            self._live.pop(review.undoes, None)
            return
        self._live[review.id] = review
        self._of_claim.setdefault(review.claim_id, []).append(review.id)
        self._of_mention.setdefault(review.mention, set()).add(review.claim_id)

    def take_touched(self) -> set[str]:
        """The ids of the claims whose decisions changed since this was last asked."""
        touched, self._touched = self._touched, set()
        return touched

    def decide(self, claims: Iterable[Claim], opinion: Opinion, reviewer: str) -> list[Review]:
        """Writes the same decision on claims, to be undone as one.

        Raises:
            KnowledgeBaseError: the file cannot be written.
        """
        batch = secrets.token_hex(8)
        with self._alone():
            made = [
                Review(
                    **_about(claim),
                    **opinion._asdict(),
                    **_signed(reviewer, batch if number == 0 else secrets.token_hex(8), batch),
                )
                for number, claim in enumerate(claims)
            ]
            self._append(made)
        return made

    def undo(self, reviewer: str) -> list[Review]:
        """Undoes what a reviewer decided last (all of it, if several claims were decided at once).

        Returns:
            The decisions that no longer stand; none if there was nothing to undo.

        Raises:
            KnowledgeBaseError: the file cannot be written.
        """
        batch = secrets.token_hex(8)
        with self._alone():
            self.refresh()
            last = next((one for one in reversed(self._live.values()) if one.reviewer == reviewer), None)
            undone = [one for one in self._live.values() if last and one.batch == last.batch]
            about = {"claim_id", "article_id", "mention", "evidence_mark", "slots_mark"}
            self._append(
                Review(
                    **one.model_dump(include=about),
                    **_signed(reviewer, secrets.token_hex(8), batch),
                    verdict="undo",
                    undoes=one.id,
                )
                for one in undone
            )
        return undone

    def _append(self, reviews: Iterable[Review]) -> None:
        lines = b"".join(review.model_dump_json().encode() + b"\n" for review in reviews)
        if not lines:
            return
        with self._path.open("ab+") as file:
            if file.tell():
                file.seek(-1, os.SEEK_END)
                lines = lines if file.read(1) == b"\n" else b"\n" + lines
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())
        self.refresh()

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Holds the lock of the file: other processes, and other threads, wait."""
        try:
            with self._lock.open("w") as lock:
                with contextlib.suppress(ImportError):  # Not a POSIX system: two reviewers at once are theirs to avoid.
                    import fcntl

                    fcntl.flock(lock, fcntl.LOCK_EX)
                yield
        except OSError as error:
            raise KnowledgeBaseError(f"{self._path} cannot be written: {error.strerror or error}") from error

    def standing(self, claim_id: str) -> Mapping[str, Review]:
        """What each reviewer said last of a claim and has not undone, by reviewer."""
        live = (self._live.get(id) for id in self._of_claim.get(claim_id, ()))
        return {review.reviewer: review for review in live if review}

    def decided(self) -> Iterator[str]:
        """The ids of the claims on which a decision stands."""
        return (id for id, reviews in self._of_claim.items() if any(one in self._live for one in reviews))

    def about(self, mention: str) -> set[str]:
        """The ids of the claims on that mention that were ever decided on, also of those that are gone."""
        return self._of_mention.get(mention, set())

    def reviewers(self) -> list[str]:
        """Who has decided anything that stands."""
        return sorted({review.reviewer for review in self._live.values()})


def _about(claim: Claim) -> dict[str, str]:
    return {
        "claim_id": claim.id,
        "article_id": claim.article_id,
        "mention": claim.mentions[0],
        "evidence_mark": evidence_mark(claim),
        "slots_mark": slots_mark(claim),
    }


def _signed(reviewer: str, id: str, batch: str) -> dict[str, object]:
    return {"reviewer": reviewer, "id": id, "batch": batch, "time": dt.datetime.now(dt.UTC)}


def still_holds(review: Review, claim: Claim) -> bool:
    """Whether a decision is on the claim as it is: same sentence, and (unless it says what is right) same slots."""
    if review.claim_id != claim.id or review.evidence_mark != evidence_mark(claim):
        return False
    return review.verdict == "correct" or review.slots_mark == slots_mark(claim)


def said(review: Review) -> str:
    """The verdict with its correction: two reviewers who say the same agree."""
    return review.verdict + (review.correction.model_dump_json() if review.correction else "")
