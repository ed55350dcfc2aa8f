"""Reviewing without a screen: decisions that last, a state that lists and decides, and what comes of it."""

from __future__ import annotations

import contextlib
import json
import random
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from recoupe import KnowledgeBase
from recoupe.cli import app
from recoupe.errors import KnowledgeBaseError, UsageError
from recoupe.records import Claim, Correction, Metric, Review, Subject
from recoupe.review.agreement import agreements
from recoupe.review.decisions import Ledger, Opinion
from recoupe.review.filters import CHOICES, Filter, band_of
from recoupe.review.gold import write_gold
from recoupe.review.report import report
from recoupe.review.state import State
from recoupe.store.database import STORE
from tests.review_bases import PRESS, PRESS_TEXT, make_base

ACCEPT = Opinion("accept")
REJECT = Opinion("reject", reason="metric")
ALL = Filter(status="all")


@pytest.fixture
def kb(tmp_path: Path) -> Path:
    return make_base(tmp_path / "kb")


@pytest.fixture
def state(kb: Path) -> State:
    return State(kb, "ana")


def ids(state: State, wanted: Filter = ALL) -> list[str]:
    return [state.archive.rows[number].id for number in state.listed(wanted)]


def written(kb: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (kb / "reviews.jsonl").read_text("utf-8").splitlines()]


def renamed(name: str) -> Opinion:
    return Opinion("correct", Correction(slots=("subject",), subject=Subject(name=name)))


# Decisions.


def test_a_decision_is_a_line_with_all_its_fields(kb: Path, state: State) -> None:
    claim = state.archive.claim(0)
    review = state.decide(claim.id, Opinion("reject", reason="period", note="« 2024 » est l’exercice décalé"))
    (line,) = written(kb)
    assert Review.model_validate(line) == review
    assert line.keys() == Review.model_fields.keys()
    assert (line["claim_id"], line["verdict"], line["reviewer"]) == (claim.id, "reject", "ana")
    assert line["time"].endswith("Z")


def test_decisions_outlive_the_process_and_a_new_extraction(kb: Path, state: State) -> None:
    first, second, *_ = ids(state)
    state.decide(first, ACCEPT)
    state.decide(second, renamed("Aubépine SA"))
    make_base(kb)
    again = State(kb, "ana")
    assert [again.card(id, ALL).status for id in (first, second)] == ["accept", "correct"]
    assert again.progress(Filter()).decided == 2


def test_a_claim_that_changed_asks_again_and_says_what_was_decided(kb: Path, state: State) -> None:
    for id in ids(state):
        state.decide(id, ACCEPT)
    changed = [said._replace(metric="marge") if said.figure == "3,1 %" else said for said in PRESS]
    make_base(kb, said=tuple(changed))
    again = State(kb, "ana")
    (open_one,) = ids(again, Filter())
    card = again.card(open_one, ALL)
    assert (card.claim.value.text if card.claim.value else "") == "3,1 %"
    assert card.status == "changed"
    assert card.opinions == {}
    assert card.former["ana"].verdict == "accept"
    again.decide(open_one, ACCEPT)
    assert ids(again, Filter()) == []


def test_a_correction_holds_when_the_slots_are_read_better(kb: Path, state: State) -> None:
    claim = next(c for c in map(state.archive.claim, range(8)) if c.metric and c.metric.text == "clients")
    opinion = Opinion("correct", Correction(slots=("metric",), metric=Metric(text="clientèle")))
    state.decide(claim.id, opinion)
    make_base(kb, said=tuple(said._replace(metric="perdu") if said.metric == "clients" else said for said in PRESS))
    assert State(kb, "ana").card(claim.id, ALL).status == "correct"


def test_a_claim_whose_subject_changed_has_another_id_and_asks_again(kb: Path, state: State) -> None:
    gone = next(
        claim for claim in map(state.archive.claim, range(8)) if claim.subject and claim.subject.name == "Gamelle"
    )
    state.decide(gone.id, REJECT)
    make_base(
        kb, said=tuple(said._replace(subject="Son rival") if said.subject == "Gamelle" else said for said in PRESS)
    )
    again = State(kb, "ana")
    (id,) = ids(again, Filter(status="changed"))
    assert id != gone.id
    assert again.card(id, ALL).former["ana"].verdict == "reject"
    assert report(again).orphans == 1


def test_undo_takes_back_one_decision_after_another_after_a_restart_too(kb: Path, state: State) -> None:
    first, second, *_ = ids(state)
    state.decide(first, REJECT)
    state.decide(first, ACCEPT)
    state.decide(second, ACCEPT)
    again = State(kb, "ana")
    assert again.undo() == [second]
    assert again.card(first, ALL).status == "accept"
    assert again.undo() == [first]
    assert again.card(first, ALL).status == "reject"
    assert State(kb, "ana").undo() == [first]
    assert State(kb, "ana").undo() == []
    assert [line["verdict"] for line in written(kb)] == ["reject", "accept", "accept", "undo", "undo", "undo"]


def test_undo_is_of_one_s_own(kb: Path, state: State) -> None:
    other = State(kb, "bob")
    first = ids(state)[0]
    state.decide(first, ACCEPT)
    other.decide(first, REJECT)
    assert state.undo() == [first]
    other.refresh()
    assert other.card(first, ALL).opinions.keys() == {"bob"}


def test_two_reviewers_see_each_other_and_overwrite_nothing(kb: Path, state: State) -> None:
    other = State(kb, "bob")
    first, second, *_ = ids(state)
    state.decide(first, ACCEPT)
    other.decide(first, REJECT)
    state.decide(second, ACCEPT)
    other.decide(second, ACCEPT)
    state.refresh()
    assert ids(state, Filter(status="disagreed")) == [first]
    card = state.card(first, ALL)
    assert {who: review.verdict for who, review in card.opinions.items()} == {"ana": "accept", "bob": "reject"}
    assert card.status == "accept"


def test_writers_at_once_lose_nothing(kb: Path, state: State) -> None:
    """Eight threads and two processes, each with a ledger of its own."""
    claim = state.archive.claim(0)

    def write(name: str) -> None:
        ledger = Ledger(kb)
        for _ in range(20):
            ledger.decide([claim], ACCEPT, name)

    code = (
        "import sys; from pathlib import Path; from tests.test_review import ACCEPT, State\n"
        "state = State(Path(sys.argv[1]), sys.argv[2])\n"
        "for _ in range(20): state.decide(state.archive.rows[0].id, ACCEPT)"
    )
    processes = [subprocess.Popen([sys.executable, "-c", code, kb, name]) for name in ("p", "q")]
    threads = [threading.Thread(target=write, args=(f"t{number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [process.wait(60) for process in processes] == [0, 0]
    ledger = Ledger(kb)
    assert ledger.broken == []
    assert len(written(kb)) == 200
    assert len(ledger.reviewers()) == 10


def test_a_torn_line_costs_only_itself(kb: Path, state: State) -> None:
    first, second, *_ = ids(state)
    state.decide(first, ACCEPT)
    path = kb / "reviews.jsonl"
    path.write_bytes(path.read_bytes() + b'{"id": "moi')
    again = State(kb, "ana")
    again.decide(second, ACCEPT)
    last = State(kb, "ana")
    assert [last.card(id, ALL).status for id in (first, second)] == ["accept", "accept"]
    assert last.ledger.broken == [2]
    done = CliRunner().invoke(app, ["validate", str(path)])
    assert done.stdout.startswith("reviews.jsonl:2: ")


def test_a_last_line_without_its_end_counts(kb: Path, state: State) -> None:
    first, second, *_ = ids(state)
    state.decide(first, ACCEPT)
    path = kb / "reviews.jsonl"
    path.write_bytes(path.read_bytes().rstrip())
    again = State(kb, "ana")
    assert again.card(first, ALL).status == "accept"
    again.decide(second, ACCEPT)
    assert len(written(kb)) == 2
    assert State(kb, "ana").ledger.broken == []


def test_a_file_that_was_removed_or_replaced_is_read_anew(kb: Path, state: State) -> None:
    first, *_ = ids(state)
    state.decide(first, ACCEPT)
    (kb / "reviews.jsonl").unlink()
    state.refresh()
    assert state.card(first, ALL).status == "open"
    state.decide(first, REJECT)
    assert state.card(first, ALL).status == "reject"


def test_what_cannot_be_written_is_said(kb: Path, state: State) -> None:
    (kb / "reviews.jsonl").mkdir()
    with pytest.raises(KnowledgeBaseError, match="cannot be written"):
        state.ledger.decide([state.archive.claim(0)], ACCEPT, "ana")


@pytest.mark.parametrize(
    "fields",
    [
        {"verdict": "correct"},
        {"verdict": "undo"},
        {"undoes": "x"},
        {"correction": {"slots": ["subject"]}},
        {"time": "2024-05-02T10:00:00"},
        {"time": "2024-05-02T10:00:00+02:00"},
        {"verdict": "perhaps"},
        {"reviewer": ""},
    ],
)
def test_a_decision_that_makes_no_sense_is_none(kb: Path, state: State, fields: dict[str, Any]) -> None:
    state.decide(ids(state)[0], ACCEPT)
    with pytest.raises(ValueError, match=r"."):
        Review.model_validate(written(kb)[0] | fields)


# State.


def test_the_least_confident_comes_first_or_the_text_is_followed(state: State) -> None:
    rows = state.archive.rows
    assert [rows[n].confidence for n in state.listed(ALL)] == sorted(said.confidence or 0 for said in PRESS)
    assert state.listed(Filter(order="text")) == list(range(len(PRESS)))


@pytest.mark.parametrize(
    ("wanted", "figures"),
    [
        (Filter(kind="multiple"), {"un tiers"}),
        (Filter(realis="forecast"), {"600 millions d’euros", "45 millions d’euros"}),
        (Filter(company="gamelle"), {"un tiers", "2,4 M€"}),
        (Filter(company="AUBEPINE", kind="percentage"), {"18 %", "3,1 %", "5,4 %"}),
        (Filter(rule="claim-level"), {"3,1 %", "2,4 M€"}),
        (Filter(band="90-100"), {"412 millions d’euros", "18 %"}),
        (Filter(band="unknown"), set()),
        (Filter(q="elise marchenoir"), {"600 millions d’euros"}),
        (Filter(q="siège loyer"), {"2,4 M€"}),
        (Filter(q="rien de tel"), set()),
    ],
)
def test_filters(wanted: Filter, figures: set[str], state: State) -> None:
    claims = [state.archive.claim(number) for number in state.listed(wanted)]
    assert {claim.value.text for claim in claims if claim.value} == figures


def test_a_filter_is_an_address_and_back() -> None:
    wanted = Filter(status="all", company="L’Oréal & fils", q="a=b&c", band="0-50", order="text")
    from urllib.parse import parse_qsl

    assert Filter.read(dict(parse_qsl(wanted.address))) == wanted
    assert Filter().address == ""
    assert Filter.read(dict.fromkeys(CHOICES, "<script>")) == Filter()


@pytest.mark.parametrize(
    ("confidence", "band"),
    [(None, "unknown"), (0, "0-50"), (0.499, "0-50"), (0.5, "50-70"), (0.9, "90-100"), (1, "90-100")],
)
def test_bands(confidence: float | None, band: str) -> None:
    assert band_of(confidence) == band


def test_a_claim_that_left_the_list_keeps_its_neighbours(state: State) -> None:
    one, two, three, *_ = ids(state)
    before = state.card(two, Filter())
    assert (before.place, before.previous, before.next) == (2, one, three)
    state.decide(two, ACCEPT)
    after = state.card(two, Filter())
    assert (after.place, after.previous, after.next) == (0, one, three)
    assert state.first(Filter()) == one


def test_many_at_once_and_back(kb: Path, state: State) -> None:
    wanted = Filter(company="aubépine")
    assert state.decide_all(wanted, REJECT, 5) == 5
    assert state.progress(Filter()) == (3, 5, 8)
    assert len(State(kb, "ana").undo()) == 5
    state.refresh()
    assert state.progress(Filter()) == (8, 0, 8)


def test_many_at_once_only_if_they_are_as_many_as_was_said(kb: Path, state: State) -> None:
    State(kb, "ana").decide(ids(state)[0], ACCEPT)
    with pytest.raises(UsageError, match="7 claims in the list now, not 8"):
        state.decide_all(Filter(), ACCEPT, 8)
    with pytest.raises(UsageError, match="only accept"):
        state.decide_all(Filter(), renamed("X"), 7)
    assert len(written(kb)) == 1


def test_what_is_not_there(kb: Path, state: State) -> None:
    with pytest.raises(UsageError, match="no claim"):
        state.card("x", ALL)
    with pytest.raises(UsageError, match="reviewer"):
        State(kb, " ")
    with pytest.raises(KnowledgeBaseError):
        State(kb.parent, "ana")


def test_a_correction_mends_only_its_slots(state: State) -> None:
    claim = state.archive.claim(0)
    mended = Correction(slots=("source", "subject"), subject=Subject(name="X")).mend(claim)
    assert (mended.id, mended.subject, mended.source) == (claim.id, Subject(name="X"), None)
    assert mended.metric == claim.metric
    with pytest.raises(ValueError, match="modality"):
        Correction(slots=("modality",), modality="target").mend(claim)


# What reviews are for.


def test_agreement_is_cohen_s_kappa(kb: Path, state: State) -> None:
    """Worked by hand: 6 of 8 alike; chance (5·5 + 3·3) / 64; kappa (48 − 34) / (64 − 34)."""
    other = State(kb, "bob")
    for number, id in enumerate(ids(state)):
        state.decide(id, ACCEPT if number < 5 else REJECT)
        other.decide(id, ACCEPT if number < 4 or number == 7 else REJECT)
    (found,) = agreements(State(kb, "ana"))
    assert found[:4] == ("ana", "bob", 8, 6)
    assert found.kappa == pytest.approx(14 / 30)


def test_agreement_of_one_voice_is_not_defined(kb: Path, state: State) -> None:
    other = State(kb, "bob")
    for id in ids(state)[:3]:
        state.decide(id, ACCEPT)
        other.decide(id, ACCEPT)
    other.decide(ids(state)[4], Opinion("skip"))
    (found,) = agreements(State(kb, "ana"))
    assert (found.both, found.same, found.kappa) == (3, 3, None)


def test_the_report_has_the_worst_rules_first(kb: Path, state: State) -> None:
    for number in range(8):
        claim = state.archive.claim(number)
        bad = "claim-level" in claim.rules or "claim-hearsay" in claim.rules
        state.decide(claim.id, REJECT if bad else ACCEPT)
    found = report(state)
    assert (found.claims, found.open, found.disputed) == (8, 0, 0)
    assert found.all[1:] == (5, 0, 3)
    assert [tally.name for tally in found.rules] == ["claim-level", "claim-hearsay", "claim-clause", "claim-contrast"]
    assert [tally.precision for tally in found.rules] == [0, 0, 1, 1]
    assert [tally.name for tally in found.bands] == ["0-50", "50-70", "70-90", "90-100"]
    assert found.reasons == [("metric", 3)]


def test_the_report_leaves_disputes_out(kb: Path, state: State) -> None:
    first, second, *_ = ids(state)
    State(kb, "bob").decide(first, REJECT)
    state.decide(first, ACCEPT)
    state.decide(second, renamed("Aubépine SA"))
    found = report(state)
    assert (found.disputed, found.open, found.all.reviewed) == (1, 6, 1)
    assert found.slots == [("subject", 1)]


def test_reviews_prints_the_report(kb: Path, state: State) -> None:
    for number, id in enumerate(ids(state)):
        state.decide(id, ACCEPT if number % 2 else REJECT)
    State(kb, "bob").decide(ids(state)[0], REJECT)
    done = CliRunner().invoke(app, ["reviews", str(kb)], env={"COLUMNS": "120"})
    assert done.exit_code == 0
    assert done.stdout.startswith("8 claims: 4 accepted, 0 corrected, 4 rejected, 0 disputed, 0 open")
    assert "claim-contrast" in done.stdout
    assert "ana and bob: 1 of 1 alike, kappa –" in done.stdout


def test_reviews_of_what_nobody_reviewed(kb: Path) -> None:
    done = CliRunner().invoke(app, ["reviews", str(kb)])
    assert (done.exit_code, done.stdout) == (0, "8 claims: 0 accepted, 0 corrected, 0 rejected, 0 disputed, 8 open\n")


def test_gold_is_scored(kb: Path, state: State, tmp_path: Path) -> None:
    """What was accepted scores full marks, what was corrected costs the slot."""
    numbers = [n for n in range(8) if state.archive.rows[n].kind != "multiple"]
    for number in numbers[1:]:
        state.decide(state.archive.rows[number].id, ACCEPT)
    state.decide(state.archive.rows[numbers[0]].id, renamed("La Gazette"))
    assert write_gold(state, tmp_path / "gold") == 1
    gold = json.loads((tmp_path / "gold" / "article.gold.json").read_text("utf-8"))
    assert gold["text"] == PRESS_TEXT
    for kind in ("money", "percentages", "multiples", "companies"):
        assert all(gold["text"][mark["start"] : mark["end"]] == mark["text"] for mark in gold[kind])
    assert next(mark["subject"] for mark in gold["money"] if not mark["optional"]) == "La Gazette"
    assert all(mark["optional"] for mark in gold["companies"] + gold["multiples"])
    from recoupe.score import score_knowledge_base

    board = score_knowledge_base(tmp_path / "gold", kb)
    assert board.findings["money"].f1 == 1
    assert board.findings["percentage"].f1 == 1
    assert board.accuracies["claim_subject"].share == pytest.approx(6 / 7)
    assert board.accuracies["claim_metric"].share == 1


def test_only_claims_found_right_are_gold(state: State, tmp_path: Path) -> None:
    first, second, *_ = ids(state)
    state.decide(first, REJECT)
    state.decide(second, Opinion("skip"))
    assert write_gold(state, tmp_path / "gold") == 0


def test_a_claim_is_written_as_it_was_read(state: State) -> None:
    lines = (state.archive.folder / "claims.jsonl").read_text("utf-8").splitlines()
    assert [state.archive.claim(number) for number in range(8)] == [Claim.model_validate_json(line) for line in lines]


# The store.


def asked(kb: Path, sql: str) -> list[tuple[Any, ...]]:
    with KnowledgeBase(kb) as base:
        return list(base.db.execute(sql))


def standing(kb: Path) -> list[tuple[Any, ...]]:
    return asked(kb, "select claim_id, reviewer, verdict, corrected, holds from decisions order by claim_id, reviewer")


def test_decisions_are_in_the_store_as_they_stand(kb: Path, state: State) -> None:
    first, second, third, *_ = ids(state)
    state.decide(first, REJECT)
    state.decide(first, ACCEPT)
    state.decide(second, renamed("Aubépine SA"))
    state.decide(third, ACCEPT)
    state.undo()
    State(kb, "bob").decide(first, REJECT)
    expected = [(first, "ana", "accept", None, 1), (first, "bob", "reject", None, 1)]
    expected.append((second, "ana", "correct", "subject", 1))
    assert standing(kb) == sorted(expected)
    assert len(asked(kb, "select * from reviews")) == len(written(kb)) == 6
    rows = asked(kb, "select claim_id, subject, reviewer, verdict, reason, decided from claims_reviewed")
    assert len(rows) == len(PRESS) + 1
    assert {row[2:] for row in rows if row[0] == third} == {(None, None, None, None)}
    assert {row[2:5] for row in rows if row[0] == first} == {("ana", "accept", None), ("bob", "reject", "metric")}


def test_the_store_has_each_decision_at_once(kb: Path, state: State) -> None:
    """Another program that has the store open sees a decision as soon as the page says so."""
    with contextlib.closing(sqlite3.connect(kb / STORE)) as other:
        for verdict in (ACCEPT, REJECT):
            state.decide(ids(state)[0], verdict)
            assert other.execute("select verdict from decisions").fetchall() == [(verdict.verdict,)]
        state.undo()
        assert other.execute("select verdict from decisions").fetchall() == [("accept",)]
        state.decide_all(Filter(), ACCEPT, len(PRESS) - 1)
        assert other.execute("select count(*) from decisions").fetchall() == [(len(PRESS),)]


def test_the_tables_are_made_again_from_the_file(kb: Path, state: State) -> None:
    first, second, *_ = ids(state)
    state.decide(first, ACCEPT)
    state.decide(second, REJECT)
    before = standing(kb)
    for path in kb.glob(f"{STORE}*"):
        path.unlink()
    assert standing(kb) == before
    path = kb / "reviews.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole.splitlines(keepends=True)[1] + b'{"torn')
    assert [row[0] for row in standing(kb)] == [second]
    path.write_bytes(whole)
    assert standing(kb) == before
    path.unlink()
    assert standing(kb) == []


def test_a_decision_on_a_claim_that_changed_no_longer_holds(kb: Path, state: State) -> None:
    facts = {row.id: row.realis for row in state.archive.rows}
    first, second = [id for id, realis in facts.items() if realis == "actual"][:2]
    other = next(id for id, realis in facts.items() if realis == "forecast")
    for id in (first, other):
        state.decide(id, ACCEPT)
    state.decide(second, renamed("Aubépine SA"))
    path = kb / "claims.jsonl"
    path.write_text(path.read_text("utf-8").replace('"realis":"actual"', '"realis":"unconfirmed"'), "utf-8")
    assert {row[0]: row[4] for row in standing(kb)} == {first: 0, second: 1, other: 1}


def test_claims_that_were_read_anew_meanwhile_are_shown(kb: Path, state: State) -> None:
    first, *_ = ids(state)
    state.decide(first, ACCEPT)
    make_base(kb, said=PRESS[:3])
    state.refresh()
    assert len(ids(state)) == 3
    assert state.progress(ALL).total == 3


def test_lists_follow_each_decision(kb: Path, state: State) -> None:
    """Lists that are mended decision by decision are those that are made anew."""
    wanted = [Filter(status=status, order=order) for status in CHOICES["status"] for order in CHOICES["order"]]
    chance = random.Random(4)
    for _ in range(40):
        for one in wanted[:8]:
            state.listed(one)
        if chance.random() < 0.3:
            state.undo()
        else:
            state.decide(chance.choice(ids(state)), chance.choice([ACCEPT, REJECT, Opinion("skip"), renamed("Autre")]))
        chance.shuffle(wanted)
        again = State(kb, "ana")
        assert [state.listed(one) for one in wanted] == [again.listed(one) for one in wanted]
