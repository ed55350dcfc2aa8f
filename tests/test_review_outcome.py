"""What comes of a review: the terminal, entries for the gazetteer, documents for spaCy."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import time
import tomllib
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from recoupe.cli import app
from recoupe.records import Correction, Subject
from recoupe.review.decisions import Opinion
from recoupe.review.filters import Filter
from recoupe.review.state import State
from recoupe.review.terminal import Terminal
from tests.review_bases import PRESS_TEXT, make_base

ALL = Filter(status="all")


@pytest.fixture
def kb(tmp_path: Path) -> Path:
    return make_base(tmp_path / "kb")


def recoupe_(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "120"})


# The terminal.


def played(kb: Path, keys: str, *lines: str) -> tuple[State, str]:
    """Strikes keys; what the terminal then shows."""
    state = State(kb, "ana")
    screen = io.StringIO()
    console = Console(file=screen, width=100, force_terminal=False)
    struck, asked = iter(keys), iter(lines)
    Terminal(state, lambda: next(struck, ""), lambda prompt: next(asked), console).run()
    return state, screen.getvalue()


def verdicts(state: State) -> list[str]:
    return [state.status(number) for number in state.listed(ALL)]


def test_the_terminal_decides_with_the_same_keys(kb: Path) -> None:
    state, screen = played(kb, "arsauq")
    assert verdicts(state) == ["accept", "reject", "skip"] + ["open"] * 5
    assert "Gamelle" in screen
    assert "4 of 8 decided" in screen
    assert "undone: 1" in screen


def test_the_terminal_moves_and_searches(kb: Path) -> None:
    state, screen = played(kb, "jja/a", "loyer")
    assert verdicts(state)[2] == "accept"
    assert "Nothing left in this list" in screen
    assert sum(status == "accept" for status in verdicts(state)) == 1


def test_the_terminal_corrects_by_moving_bounds(kb: Path) -> None:
    state, screen = played(kb, "c2[[\r")
    claim = state.archive.claim(state.listed(ALL)[0])
    review = state.ledger.standing(claim.id)["ana"]
    assert review.correction
    assert review.correction.metric
    assert review.correction.metric.text == "de ses clients"
    assert "(mended)" in screen


def test_the_terminal_corrects_by_writing(kb: Path) -> None:
    state, _ = played(kb, "c3t1t\r", "600 millions d’euros", "Gamelle SAS")
    (review,) = state.ledger.standing(state.archive.rows[state.listed(ALL)[0]].id).values()
    assert review.correction
    assert review.correction.slots == ("subject", "value")
    assert review.correction.subject == Subject(name="Gamelle SAS")


def test_the_terminal_says_what_is_wrong_and_goes_on(kb: Path) -> None:
    state, screen = played(kb, "c\ra")
    assert "nothing was changed" in screen
    assert verdicts(state)[0] == "accept"
    state, _ = played(kb, "c1t\x1bq", "rien")
    assert verdicts(state)[1] == "open"


def test_the_terminal_shows_no_escapes_of_an_article(tmp_path: Path) -> None:
    text = PRESS_TEXT.replace("Son rival", "Son \x1b[31mrival\x1b]0;x\x07")
    _, screen = played(make_base(tmp_path / "kb", text), "q")
    assert "\x1b" not in screen
    assert "\x07" not in screen


def test_the_command_in_a_terminal(kb: Path) -> None:
    """On a pseudo-terminal, keys without a line's end."""
    pty = pytest.importorskip("pty")
    process, ours = pty.fork()
    if process == 0:
        command = [sys.executable, "-m", "recoupe", "review", str(kb), "--terminal", "--reviewer", "ana"]
        os.execvpe(command[0], command, os.environ | {"TERM": "xterm", "COLUMNS": "100"})
    seen = b""
    deadline = time.monotonic() + 60
    while b"decided" not in seen and time.monotonic() < deadline:
        seen += os.read(ours, 65536)
    os.write(ours, b"aq")
    with contextlib.suppress(OSError):  # The terminal ends with the process.
        while os.read(ours, 65536):
            pass
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0
    os.close(ours)
    assert verdicts(State(kb, "ana"))[0] == "accept"


def test_terminal_wants_a_terminal(kb: Path) -> None:
    done = recoupe_("review", kb, "--terminal", "--reviewer", "ana")
    assert (done.exit_code, "wants a terminal" in done.stderr) == (2, True)


# The gazetteer.


def test_lexicon_add_proposes_an_entry_in_the_form_of_the_tables() -> None:
    done = recoupe_("lexicon", "add", "Gamelle Livraison", "--alias", "Gamelle", "--former", "Cantine 2.0")
    assert done.exit_code == 0, done.stderr
    assert tomllib.loads(done.stdout) == {
        "FR": {"industry": {"names": "Gamelle Livraison; Gamelle; <Cantine 2.0\n"}},
    }


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["remove", "X"], "recoupe lexicon add"),
        (["add"], "recoupe lexicon add"),
        (["add", "Zyx", "--country", "france"], "no country code"),
        (["add", "Zyx", "--sector", "sorcellerie"], "no sector"),
        (["add", "BNP Paribas"], "is a name of BNP Paribas already"),
        (["add", "Zyx", "--alias", "Natixis"], "is a name of Natixis already"),
        (["add", 'Zyx"; Abc'], "cannot stand in the tables"),
        (["add", "=Zyx"], "cannot stand in the tables"),
    ],
)
def test_lexicon_add_refuses(arguments: list[str], said: str) -> None:
    done = recoupe_("lexicon", *arguments)
    assert done.exit_code == 2
    assert said in done.stderr


def test_names_that_reviewers_wrote_are_proposed(kb: Path, tmp_path: Path) -> None:
    state = State(kb, "ana")
    claims = [state.archive.claim(number) for number in state.listed(ALL)]
    for claim, name in zip(claims, ("Gamelle Livraison", "Michelin", "Gamelle Livraison"), strict=False):
        span = claim.subject.span if claim.subject else None
        mended = Correction(slots=("subject",), subject=Subject(name=name, span=span))
        state.decide(claim.id, Opinion("correct", mended))
    file = tmp_path / "propositions.toml"
    assert recoupe_("lexicon", "add", "--kb", kb, "-o", file).exit_code == 0
    assert tomllib.loads(file.read_text("utf-8")) == {"FR": {"industry": {"names": "Gamelle Livraison; Gamelle\n"}}}
    assert recoupe_("lexicon", "add", "--kb", make_base(tmp_path / "none")).stdout == ""


# spaCy.


def test_reviewed_claims_are_a_docbin(kb: Path, tmp_path: Path) -> None:
    from recoupe.nlp.docbin import read

    state = State(kb, "ana")
    ids = [state.archive.rows[number].id for number in state.listed(ALL)]
    state.decide(ids[0], Opinion("accept"))
    state.decide(ids[1], Opinion("reject"))
    done = recoupe_("reviews", kb, "--docbin", tmp_path / "claims.spacy", "--gold", tmp_path / "gold")
    assert done.stdout.splitlines() == [
        f"1 articles in {tmp_path / 'gold'}",
        f"1 claims in {tmp_path / 'claims.spacy'}",
    ]
    (doc,) = read(tmp_path / "claims.spacy")
    assert doc.text == PRESS_TEXT
    assert [claim["id"] for claim in doc._.recoupe["claims"]] == [ids[0]]
    assert [span.text for span in doc.spans["claims"]] == ["un tiers"]
