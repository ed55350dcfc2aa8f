"""The page of a review without a browser: who may speak to it, what it shows, how fast it answers."""

from __future__ import annotations

import html
import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest

pytest.importorskip("uvicorn", reason="the extra `recoupe[review]` is not installed")

from recoupe.review.filters import Filter
from recoupe.review.state import State
from tests.review_bases import PRESS, PRESS_TEXT, Said, make_base, make_many
from tests.review_servers import Served, serving

ALL = Filter(status="all")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serving(make_base(tmp_path / "kb")) as found:
        yield found


def first_id(served: Served) -> str:
    state = State(served.kb, "test")
    return state.archive.rows[state.listed(ALL)[0]].id


def decisions(served: Served) -> list[dict[str, object]]:
    path = served.kb / "reviews.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


# Who may speak to it.

Headers = list[tuple[str, str]]


def spoken(served: Served, method: str, target: str, headers: Headers, body: str = "", version: str = "1.1") -> str:
    """What the server answers to a request made byte by byte."""
    host, port = served.origin.removeprefix("http://").split(":")
    lines = [f"{method} {target} HTTP/{version}", *(f"{name}: {value}" for name, value in headers)]
    with socket.create_connection((host, int(port)), timeout=10) as stream:
        stream.sendall(("\r\n".join([*lines, "Connection: close", "", ""]) + body).encode())
        answer = b""
        while data := stream.recv(65536):
            answer += data
    return answer.decode("utf-8", "replace")


def request(served: Served, **changed: object) -> str:
    """The request with which our own page accepts a claim, with parts of it changed; a header may be given twice."""
    token = served.address.rstrip("/").rsplit("/", 1)[1]
    parts: dict[str, object] = {
        "method": "POST",
        "token": token,
        "Host": served.origin.removeprefix("http://"),
        "Origin": served.origin,
        "Sec-Fetch-Site": "same-origin",
        "Content-Type": "application/x-www-form-urlencoded",
        "csrf": served.csrf(),
        "path": f"decide/{first_id(served)}",
        "target": "/{token}/{path}",
        "version": "1.1",
    }
    parts |= {name.replace("_", "-") if name[0].isupper() else name: value for name, value in changed.items()}
    body = urlencode({"csrf": parts["csrf"], "verdict": "accept"})
    headers: Headers = []
    for name, value in parts.items():
        if name[0].isupper():
            headers += [(name, one) for one in ([value] if isinstance(value, str) else value or [])]  # type: ignore[attr-defined]
    headers.append(("Content-Length", str(len(body))))
    target = str(parts["target"]).format(**parts)
    return spoken(served, str(parts["method"]), target, headers, body, str(parts["version"]))


FORGED = {
    "another token": {"token": "A" * 32},
    "no token": {"target": "/{path}"},
    "half a token": {"target": "/{token:.16}/{path}"},
    "a token in another case": {"target": "/{token!s}x/{path}"},
    "foreign host": {"Host": "evil.example"},
    "host by name": {"Host": "localhost:{port}"},
    "host without port": {"Host": "127.0.0.1"},
    "host of another port": {"Host": "127.0.0.1:1"},
    "host twice": {"Host": ["{host}", "{host}"]},
    "host twice, one foreign": {"Host": ["{host}", "evil.example"]},
    "no host": {"Host": [], "version": "1.0"},
    "forwarded host alone": {"Host": "evil.example", "X_Forwarded_Host": "{host}"},
    "host in the target": {"target": "http://{host}/{token}/{path}", "Host": "evil.example"},
    "foreign origin": {"Origin": "https://evil.example"},
    "origin null": {"Origin": "null"},
    "no origin": {"Origin": []},
    "origin twice": {"Origin": ["{origin}", "https://evil.example"]},
    "origin of another port": {"Origin": "http://127.0.0.1:1"},
    "origin by name": {"Origin": "http://localhost:{port}"},
    "origin with https": {"Origin": "https://{host}"},
    "origin with a path": {"Origin": "{origin}/"},
    "cross-site": {"Sec_Fetch_Site": "cross-site"},
    "same site, another port": {"Sec_Fetch_Site": "same-site"},
    "no csrf": {"csrf": ""},
    "another csrf": {"csrf": "A" * 32},
    "plain text": {"Content_Type": "text/plain"},
    "JSON": {"Content_Type": "application/json"},
    "by GET": {"method": "GET"},
    "by PUT": {"method": "PUT"},
}


@pytest.mark.parametrize("name", FORGED)
def test_forged_requests_are_refused_and_change_nothing(name: str, served: Served) -> None:
    host = served.origin.removeprefix("http://")
    words = {"{host}": host, "{port}": host.split(":")[1], "{origin}": served.origin}

    def filled(value: object) -> object:
        if isinstance(value, list):
            return [filled(one) for one in value]
        for word, meant in words.items():
            value = str(value).replace(word, meant)
        return value

    answer = request(served, **{part: filled(value) for part, value in FORGED[name].items()})
    status = int(answer.split()[1])
    assert status in (400, 403, 404, 405, 415, 421), answer[:200]
    assert decisions(served) == []
    assert "Aubépine a réalisé" not in answer


def test_the_same_request_unforged_is_taken(served: Served) -> None:
    assert request(served).split()[1] == "303"
    assert [line["verdict"] for line in decisions(served)] == ["accept"]


@pytest.mark.parametrize(
    ("headers", "taken"),
    [
        ({}, True),
        ({"Sec-Fetch-Site": "none", "Sec-Fetch-Dest": "document"}, True),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document"}, True),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "iframe"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "script"}, False),
        ({"Sec-Fetch-Site": "same-site", "Sec-Fetch-Dest": "empty"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": "https://evil.example"}, False),
        ({"Host": "evil.example"}, False),
    ],
)
def test_who_may_look(headers: dict[str, str], taken: bool, served: Served) -> None:
    answer = served.get("list?status=all", headers=headers)
    assert (answer.status_code == 200) == taken
    assert ("Gamelle" in answer.text) == taken


def test_every_route_wants_the_token(served: Served) -> None:
    for path in ("", "list", "report", "static/review.js", f"claim/{first_id(served)}", f"reading/{first_id(served)}"):
        assert httpx.get(f"{served.origin}/{path}").status_code == 403
        assert httpx.get(f"{served.origin}/{'A' * 32}/{path}").status_code == 403


def test_the_token_has_at_least_128_bits_and_is_new_each_time(tmp_path: Path, served: Served) -> None:
    token = served.address.rstrip("/").rsplit("/", 1)[1]
    assert len(token) * 6 >= 128
    with serving(make_base(tmp_path / "other")) as other:
        assert token not in other.address


def test_no_get_changes_anything(served: Served) -> None:
    before = {path.name: path.read_bytes() for path in served.kb.iterdir() if path.is_file()}
    id = first_id(served)
    reading = f"reading/{id}?slot=value&start=0&end=8&move=end-out"
    for path in ("", "list", "report", f"claim/{id}", f"decide/{id}?verdict=accept", "undo", "decide-all", reading):
        served.get(path)
    assert {path.name: path.read_bytes() for path in served.kb.iterdir() if path.is_file()} == before


def test_every_answer_is_guarded(served: Served) -> None:
    for answer in (served.get(), served.get("nothing"), httpx.get(served.origin), served.get("static/review.js")):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert "set-cookie" not in answer.headers


def test_nothing_comes_from_elsewhere_and_nothing_is_inline(served: Served) -> None:
    for path in ("?status=all", "list?status=all", "report", "claim/x"):
        page = served.get(path).text
        assert not re.search(r"(?:src|href|action)=\"(?!/)", page.replace('href="#content"', ""))
        assert not re.search(r"<style|style=|\son\w+=|<script(?! src=)", page)


def test_a_form_that_is_too_large_is_refused(served: Served) -> None:
    assert served.post(f"decide/{first_id(served)}", verdict="accept", note="x" * 70_000).status_code == 413
    assert decisions(served) == []


def test_the_server_listens_on_this_machine_alone(served: Served) -> None:
    assert served.origin.startswith("http://127.0.0.1:")
    port = int(served.origin.rsplit(":", 1)[1])
    addresses = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for address in addresses - {"127.0.0.1"}:
        with pytest.raises(OSError, match=r"."):
            socket.create_connection((str(address), port), timeout=1).close()


# What an article may hold.

PAYLOADS = (Path(__file__).parent / "review_payloads.txt").read_text("utf-8").strip("\n").split("\n")


class Shape(HTMLParser):
    """What a page is made of: its tags with the names of their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def drawn(words: str, folder: Path) -> list[Shape]:
    """The pages of a review in which the same words stand in every field."""
    text = f"Chez {words}, le loyer {words} a coûté 12 millions d’euros, selon {words}."
    said = Said("12 millions d’euros", words, words, None, words, rules=(words,))
    kb = make_base(folder, text, (said,), title=words, publisher=words, path=f"{words}.txt", url=words)
    with serving(kb, reviewer=words) as served:
        id = first_id(served)
        query = urlencode({"q": words[:20], "company": words[:20], "rule": words, "status": "all"})
        served.post(f"decide/{id}", verdict="reject", reason="metric", note=words)
        return [Shape(served.get(f"{path}?{query}").text) for path in (f"claim/{id}", "list", "report", "claim/none")]


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> list[Shape]:
    return drawn("mot", tmp_path_factory.mktemp("harmless") / "kb")


@pytest.mark.parametrize("number", range(len(PAYLOADS)))
def test_payloads_are_text_in_every_field(number: int, tmp_path: Path, harmless: list[Shape]) -> None:
    """The pages are made of the same tags as with a harmless word, and show the payload as it is."""
    hostile = drawn(PAYLOADS[number], tmp_path / "kb")
    for one, other in zip(hostile, harmless, strict=True):
        assert set(one.tags) == set(other.tags)
    assert hostile[0].text.count(_shown(PAYLOADS[number])) >= 6


def _shown(payload: str) -> str:
    return payload.replace("\u202e", "\ufffd").replace("\x0c", "\ufffd")


def test_there_are_fifty_payloads() -> None:
    assert len(set(PAYLOADS)) >= 50


def test_the_article_is_shown_sign_for_sign(tmp_path: Path) -> None:
    """Pieces put together are the text, with offsets that hold: also beyond the BMP, with CR LF and odd signs."""
    text = "🏭 L’usine « 𝔊amma »\r\n\r\n  a coûté 12 millions d’euros\x00\x07 \u2028 &amp; <b>rien</b>.\tFin"
    kb = make_base(tmp_path / "kb", text, (Said("12 millions d’euros", "𝔊amma", "coûté"),))
    with serving(kb) as served:
        page = served.get("?status=all").text
    pieces = re.findall(r'<span data-start="(\d+)"[^>]*>([^<]*)</span>', page)
    shown = [(int(start), html.unescape(piece)) for start, piece in pieces]
    assert [start for start, _ in shown][1:] == [start + len(piece) for start, piece in shown][:-1]
    whole = "".join(piece for _, piece in shown)
    assert len(whole) == len(text)
    assert {(a, b) for a, b in zip(text, whole, strict=True) if a != b} == {
        ("\r", "\u2009"), ("\x00", "\ufffd"), ("\x07", "\ufffd"), ("\u2028", "\ufffd"),
    }  # fmt: skip


# What it does.


def test_deciding_leads_to_the_next_claim(served: Served) -> None:
    state = State(served.kb, "ana")
    ids = [state.archive.rows[number].id for number in state.listed(Filter())]
    answer = served.post(f"decide/{ids[0]}", verdict="accept")
    assert answer.url.path.endswith(f"/claim/{ids[1]}")
    answer = served.post(f"decide/{ids[7]}", verdict="skip")
    assert answer.url.path.endswith(f"/claim/{ids[1]}")
    answer = served.post("undo")
    assert answer.url.path.endswith(f"/claim/{ids[7]}")
    assert [line["verdict"] for line in decisions(served)] == ["accept", "skip", "undo"]


def test_the_filter_stays_in_the_address(served: Served) -> None:
    wanted = Filter(company="aubépine", kind="percentage")
    start = served.get(f"?{wanted.address}")
    assert str(start.url).endswith(f"?{wanted.address}")
    id = start.url.path.rsplit("/", 1)[1]
    answer = served.post(f"decide/{id}?{wanted.address}", verdict="accept")
    assert str(answer.url).endswith(f"?{wanted.address}")
    assert "1 of 2" in answer.text


def test_when_nothing_is_left(served: Served) -> None:
    for _ in PRESS:
        answer = served.post(f"decide/{served.get().url.path.rsplit('/', 1)[1]}", verdict="accept")
    assert "Nothing left in this list" in answer.text
    assert "8</b> of 8 decided" in answer.text
    assert "No claim is like that" in served.get("?q=introuvable").text


@pytest.mark.parametrize(
    ("slot", "fields"),
    [
        ("subject", {"subject": "Gamelle SAS"}),
        ("metric", {"metric": "chiffre d’affaires"}),
        ("value", {"value_number": "2.5"}),
        ("value", {"value_type": ""}),
        ("period", {"period_start": "2024-01-01", "period_end": "2024-12-31"}),
        ("realis", {"realis": "actual"}),
        ("polarity", {"polarity": "negated"}),
        ("source", {"source": "La Gazette du Rhône"}),
        ("direction", {"direction": "up"}),
    ],
)
def test_each_slot_is_corrected(slot: str, fields: dict[str, str], served: Served) -> None:
    id = first_id(served)
    answer = served.post(f"decide/{id}", verdict="correct", note="vu", **fields)
    assert answer.status_code == 200, answer.text
    (line,) = decisions(served)
    assert line["correction"]["slots"] == [slot]  # type: ignore[index]
    assert line["note"] == "vu"
    state = State(served.kb, "ana")
    review = state.card(id, ALL).opinions["ana"]
    assert review.correction
    mended = review.correction.mend(state.archive.claim(state.number(id)))
    name, wanted = next(iter(fields.items()))
    from recoupe.review.mending import fields_of

    assert fields_of(mended)[name] == wanted
    assert "mended" in served.get(f"claim/{id}").text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "nothing was changed"),
        ({"value_number": "beaucoup"}, "Invalid literal for Fraction"),
        ({"value_number": "1/0"}, "a number is written in digits"),
        ({"value_number": ""}, "a figure has a number"),
        ({"value_span": ""}, "a figure stands somewhere"),
        ({"value_span": "5-2"}, "no stretch of the article"),
        ({"subject_span": "0-99999999"}, "no stretch of the article"),
        ({"realis": "peut-être"}, "realis: "),
        ({"modality": "target"}, "a modality belongs to a forecast"),
        ({"period_start": "hier"}, "start: "),
        ({"value_type": "couleur"}, "couleur"),
    ],
)
def test_what_cannot_be_a_correction_is_said_and_not_written(fields: dict[str, str], said: str, served: Served) -> None:
    answer = served.post(f"decide/{first_id(served)}", verdict="correct", **fields)
    assert answer.status_code == 422
    assert said in html.unescape(answer.text)
    assert decisions(served) == []


def test_a_subject_goes_by_its_company(served: Served) -> None:
    served.post(f"decide/{first_id(served)}", verdict="correct", subject="Aubépine")
    assert decisions(served)[0]["correction"]["subject"]["company_id"] == "aubépine"  # type: ignore[index]


@pytest.mark.parametrize(
    ("slot", "words", "move", "text", "fields"),
    [
        ("value", "45 millions d’euros", "", "45 millions d’euros", {"value_number": "45000000", "value_unit": "EUR"}),
        ("value", "millions d’euros", "start-out", "412 millions d’euros", {"value_number": "412000000"}),
        ("value", "18 % sur", "end-in", "18 %", {"value_type": "percentage", "value_number": "18"}),
        ("period", " premier semestre 2025. ", "end-in", "premier semestre 2025", {"period_end": "2025-06-30"}),
        ("period", "semestre 2025", "start-out", "premier semestre 2025", {"period_start": "2025-01-01"}),
        ("subject", "Aubépine", "", "Aubépine", {"subject": "Aubépine"}),
        ("source", "Élise", "end-out", "Élise Marchenoir", {"source": "Élise Marchenoir"}),
        ("metric", "marge opérationnelle", "start-in", "opérationnelle", {"metric": "opérationnelle"}),
        ("value", "1 200", "", "1 200", {"value_span": "*"}),
    ],
)
def test_what_is_selected_is_read(
    slot: str, words: str, move: str, text: str, fields: dict[str, str], served: Served
) -> None:
    start = PRESS_TEXT.index(words.strip()) - (len(words) - len(words.lstrip()))
    asked = urlencode({"slot": slot, "start": start, "end": start + len(words), "move": move})
    found = served.get(f"reading/{first_id(served)}?{asked}").json()
    assert found["text"] == text
    assert PRESS_TEXT[found["start"] : found["end"]] == text
    assert {name: found["fields"][name] for name in fields if fields[name] != "*"} == {
        name: value for name, value in fields.items() if value != "*"
    }


@pytest.mark.parametrize("asked", ["slot=realis&start=0&end=3", "slot=value&start=3&end=3", "slot=value", "start=-1"])
def test_what_is_not_selected_is_not_read(asked: str, served: Served) -> None:
    assert served.get(f"reading/{first_id(served)}?{asked}").status_code == 422


def test_many_at_once(served: Served) -> None:
    answer = served.post("decide-all?company=gamelle", verdict="accept", expected="2")
    assert "0 claims" in answer.text
    assert served.post("decide-all?company=gamelle", verdict="accept", expected="2").status_code == 422
    assert served.post("decide-all", verdict="correct", expected="6").status_code == 422
    assert len(decisions(served)) == 2
    assert "8 claims" in served.post("undo?status=all").text
    assert len(decisions(served)) == 4


def test_what_is_not_there_is_said(served: Served) -> None:
    assert served.get("claim/none").status_code == 422
    assert "there is no claim none" in served.get("claim/none").text
    assert served.get("nowhere").status_code == 404
    assert served.post(f"decide/{first_id(served)}", verdict="perhaps").status_code == 422
    assert served.post(f"decide/{first_id(served)}", verdict="reject", reason="perhaps").status_code == 422
    assert decisions(served) == []


def test_the_report_is_shown(served: Served) -> None:
    served.post(f"decide/{first_id(served)}", verdict="reject", reason="metric")
    page = served.get("report").text
    assert "claim-hearsay" in page
    assert "0 accepted, 0 corrected, 1 rejected" in page


def test_two_reviewers_at_once(served: Served) -> None:
    id = first_id(served)
    with serving(served.kb, "bob") as other:
        served.post(f"decide/{id}", verdict="accept")
        other.post(f"decide/{id}", verdict="reject", note="non")
        page = served.get(f"claim/{id}?status=disagreed").text
    assert "<b>bob</b> rejected" in page
    assert "1 of 1" in page
    assert len(decisions(served)) == 2


def test_the_command_says_its_address_and_ends_when_it_is_told(tmp_path: Path) -> None:
    kb = make_base(tmp_path / "kb")
    command = [sys.executable, "-m", "recoupe", "review", str(kb), "--no-browser", "--reviewer", "ana"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stderr
        address = process.stdout.readline().split()[-1]
        assert httpx.get(address, follow_redirects=True).status_code == 200
        process.terminate()
        assert process.wait(20) in (0, -15)
        assert "Traceback" not in process.stderr.read()


def test_a_port_that_is_taken(served: Served) -> None:
    port = served.origin.rsplit(":", 1)[1]
    command = [sys.executable, "-m", "recoupe", "review", str(served.kb), "--no-browser", "--port", port]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert "--port" in done.stderr


# How fast it answers.


def test_a_hundred_thousand_claims_are_not_read_for_each_answer(tmp_path: Path) -> None:
    with serving(make_many(tmp_path / "kb", 100_000)) as served, httpx.Client(follow_redirects=False) as client:
        csrf, took = served.csrf(), []

        def timed(path: str, data: dict[str, str] | None = None) -> httpx.Response:
            start = time.perf_counter()
            headers = {"Origin": served.origin}
            answer = (
                client.post(served.address + path, data=data, headers=headers)
                if data
                else client.get(served.address + path)
            )
            took.append(time.perf_counter() - start)
            return answer

        where = "?kind=money"
        for _ in range(20):
            id = str(timed(where).headers["location"]).partition("?")[0].rsplit("/", 1)[1]
            timed(f"claim/{id}{where}")
            timed(f"decide/{id}{where}", {"csrf": csrf, "verdict": "accept"})
        for path in (
            "list?q=loyer+gamelle",
            "list?page=900",
            "list?company=aubépine&rule=claim-level",
            "?q=introuvable",
        ):
            timed(path)
    took.sort()
    assert took[int(len(took) * 0.95)] < 2, took
