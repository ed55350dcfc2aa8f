"""The page of a review in a real browser: headless Chromium, driven by keys and mouse."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="Playwright is not installed")
pytest.importorskip("uvicorn", reason="the extra `recoupe[review]` is not installed")

from playwright.sync_api import sync_playwright

from recoupe.review.state import State
from tests.review_bases import PRESS, PRESS_TEXT, Said, make_base, make_many
from tests.review_servers import Served, serving

CHROMIUM = os.environ.get("RECOUPE_BROWSER") or shutil.which("chromium") or shutil.which("chromium-browser")
AXE = Path(os.environ.get("RECOUPE_AXE") or Path(__file__).parents[1] / ".venv" / "axe.min.js")

pytestmark = [
    pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium: scripts/browser installs it"),
    pytest.mark.xdist_group("browser"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serving(make_base(tmp_path / "kb")) as found:
        yield found


@pytest.fixture
def page(browser: Any, served: Served) -> Iterator[Any]:
    """The page at its first claim; whatever its script or its policy complains of fails the test."""
    with opened(browser, served) as page:
        yield page


class opened:  # noqa: N801 - a context manager
    """A new tab at an address of a review, with nothing complained of when it is closed."""

    def __init__(self, browser: Any, served: Served, path: str = "", **options: Any) -> None:
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda message: message.type == "error" and self.complaints.append(message.text))
        self.page.on("dialog", lambda dialog: (self.complaints.append("dialog"), dialog.dismiss()))
        self.page.goto(served.address + path)

    def __enter__(self) -> Any:
        return self.page

    def __exit__(self, kind: object, *rest: object) -> None:
        self.context.close()
        if kind is None:
            assert self.complaints == []


def verdicts(served: Served) -> list[str]:
    path = served.kb / "reviews.jsonl"
    return [json.loads(line)["verdict"] for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def last(served: Served) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((served.kb / "reviews.jsonl").read_text("utf-8").splitlines()[-1])
    return found


def settled(page: Any, words: str) -> None:
    """Waits until the page says something of what was done."""
    page.wait_for_function("words => document.querySelector('#said').textContent.includes(words)", arg=words)


def chosen(page: Any, words: str) -> None:
    """Selects words of the article as a mouse would."""
    page.evaluate(
        """words => {
            const walker = document.createTreeWalker(document.querySelector("#text"), NodeFilter.SHOW_TEXT);
            let text = "", nodes = [];
            while (walker.nextNode()) {
                nodes.push([text.length, walker.currentNode]);
                text += walker.currentNode.data;
            }
            const start = text.indexOf(words), end = start + words.length, range = new Range();
            const at = (offset, last) => {
                const [begin, node] = nodes.findLast(([begin]) => last ? begin < offset : begin <= offset);
                return [node, offset - begin];
            };
            range.setStart(...at(start, false));
            range.setEnd(...at(end, true));
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            document.querySelector("#text").dispatchEvent(new MouseEvent("mouseup", {bubbles: true}));
        }""",
        words,
    )


TIMED_KEY = """wanted => new Promise(done => {
    const start = performance.now();
    const watch = new MutationObserver(() => {
        if (document.querySelector(".progress b")?.textContent !== String(wanted)) return;
        watch.disconnect();
        done(performance.now() - start);
    });
    watch.observe(document.body, {subtree: true, childList: true});
    document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "a", bubbles: true}));
})"""


def test_twenty_decisions_are_twenty_keys_without_waiting(browser: Any, tmp_path: Path) -> None:
    """Struck as fast as they can be, on 100,000 claims; then one by one. How long they take depends on the machine's
    load: what fails here is a screen that reads all claims for each key, which takes many seconds."""
    with serving(make_many(tmp_path / "kb", 100_000)) as served, opened(browser, served) as page:
        for key in "aarsaaraas":
            page.keyboard.press(key)
        page.wait_for_function("() => document.querySelector('.progress b').textContent === '10'")
        assert "".join(verdict[0] for verdict in verdicts(served)) == "aarsaaraas"
        took = [page.evaluate(TIMED_KEY, number) for number in range(11, 21)]
        assert len(verdicts(served)) == 20
        assert sorted(took)[-2] < 2000, took


def test_decide_undo_reload(page: Any, served: Served) -> None:
    first = page.url
    page.keyboard.press("a")
    settled(page, "Accepted")
    assert page.url != first
    page.keyboard.press("r")
    settled(page, "Rejected")
    page.reload()
    assert page.locator(".progress b").text_content() == "2"
    page.keyboard.press("u")
    settled(page, "Undone")
    page.keyboard.press("u")
    page.wait_for_url(first)
    assert page.locator(".status").first.text_content() == "undecided"
    assert verdicts(served) == ["accept", "reject", "undo", "undo"]


def test_undo_after_a_restart(browser: Any, tmp_path: Path) -> None:
    kb = make_base(tmp_path / "kb")
    with serving(kb) as served, opened(browser, served) as page:
        page.keyboard.press("a")
        settled(page, "Accepted")
    with serving(kb) as served, opened(browser, served) as page:
        assert page.locator(".progress b").text_content() == "1"
        page.keyboard.press("u")
        settled(page, "Undone")
        assert page.locator(".progress b").text_content() == "0"


def test_the_mouse_does_what_the_keys_do(page: Any, served: Served) -> None:
    for name in ("Accept", "Reject", "Skip"):
        page.get_by_role("button", name=name).click()
        settled(page, name[:4])
    page.get_by_role("button", name="Undo").click()
    settled(page, "Undone")
    page.get_by_role("link", name="Next claim").click()
    page.get_by_role("link", name="List").click()
    page.wait_for_selector("#list-title")
    assert verdicts(served) == ["accept", "reject", "skip", "undo"]


def test_correct_by_selecting_text(page: Any, served: Served) -> None:
    """« un tiers » of Gamelle: the metric is told by other words, some of them in another piece."""
    page.keyboard.press("c")
    page.keyboard.press("2")
    chosen(page, "perdu un tiers de ses clients")
    settled(page, "metric: perdu un tiers de ses clients")
    page.keyboard.press("{")
    settled(page, "metric: un tiers de ses clients")
    page.keyboard.press("}")
    settled(page, "metric: un tiers de ses")
    page.keyboard.press("]")
    page.keyboard.press("]")
    settled(page, "metric: un tiers de ses clients l")
    page.keyboard.press("}")
    page.keyboard.press("[")
    settled(page, "metric: perdu un tiers de ses clients")
    page.keyboard.press("Enter")
    settled(page, "Corrected")
    correction = last(served)["correction"]
    assert correction["slots"] == ["metric"]
    assert correction["metric"]["text"] == "perdu un tiers de ses clients"
    span = correction["metric"]["span"]
    assert PRESS_TEXT[span["start"] : span["end"]] == "perdu un tiers de ses clients"


def test_selecting_a_figure_reads_it(page: Any, served: Served) -> None:
    page.keyboard.press("3")
    chosen(page, "600 millions d’euros")
    settled(page, "value: 600 millions d’euros")
    assert page.locator('[name="value_number"]').input_value() == "600000000"
    assert page.locator('[name="value_unit"]').input_value() == "EUR"
    page.keyboard.press("Enter")
    settled(page, "Corrected")
    assert last(served)["correction"]["value"]["amount"] == "600000000"


def test_selecting_with_the_mouse_itself(page: Any) -> None:
    page.keyboard.press("1")
    page.locator("#text .kind-company", has_text="Aubépine").last.dblclick()
    settled(page, "subject: Aubépine")


def test_offsets_hold_beyond_the_basic_plane(browser: Any, tmp_path: Path) -> None:
    text = "🏭🏭 L’usine « 𝔊amma »\r\n\r\n 🏗 a coûté 12 millions d’euros\u202f; 🎉 la fête 3 millions d’euros."
    kb = make_base(tmp_path / "kb", text, (Said("12 millions d’euros", "usine", "coûté"),))
    with serving(kb) as served, opened(browser, served) as page:
        page.keyboard.press("2")
        chosen(page, "🎉 la fête")
        settled(page, "metric: 🎉 la fête")
        page.keyboard.press("Enter")
        settled(page, "Corrected")
        span = last(served)["correction"]["metric"]["span"]
        assert text[span["start"] : span["end"]] == "🎉 la fête"


def test_writing_in_a_field_is_no_key(page: Any, served: Served) -> None:
    page.keyboard.press("c")
    page.locator('[name="subject"]').fill("")
    page.locator('[name="subject"]').press_sequentially("Gamelle sarl")
    page.keyboard.press("Enter")
    settled(page, "Corrected")
    assert verdicts(served) == ["correct"]
    assert last(served)["correction"]["subject"]["name"] == "Gamelle sarl"


def test_keys_work_wherever_the_focus_is(page: Any, served: Served) -> None:
    """On a link, a select, a summary; in a field with Alt; after a click on nothing."""
    spots = ("nav a", '.filter [name="kind"]', ".why summary", ".article", '[name="verdict"]')
    for number, spot in enumerate(spots, 1):
        page.locator(spot).first.focus()
        page.keyboard.press("s")
        page.wait_for_function("n => document.querySelector('.progress b').textContent === String(n)", arg=number)
    page.locator('.filter [name="q"]').focus()
    page.keyboard.press("Alt+s")
    page.wait_for_function("() => document.querySelector('.progress b').textContent === '6'")
    page.locator(".top").click(position={"x": 5, "y": 5})
    page.keyboard.press("s")
    page.wait_for_function("() => document.querySelector('.progress b').textContent === '7'")
    assert verdicts(served) == ["skip"] * 7


def test_filter_by_keys_and_in_the_address(page: Any, served: Served) -> None:
    page.keyboard.press("/")
    page.keyboard.type("marge")
    page.keyboard.press("Enter")
    page.wait_for_url("**?q=marge")
    assert "1 of 2" in page.locator(".place").text_content()
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    settled(page, "Accepted")
    assert page.url.endswith("?q=marge")
    page.locator('.filter [name="status"]').select_option("all")
    page.wait_for_url("**status=all**")
    address = page.url
    page.keyboard.press("j")
    page.wait_for_function("address => location.href !== address", arg=address)
    page.go_back()
    page.wait_for_function("address => location.href === address", arg=address)
    assert page.locator('.filter [name="status"]').input_value() == "all"
    page.goto(address)
    assert "of 2" in page.locator(".place").text_content()


def test_many_at_once_from_the_list(page: Any, served: Served) -> None:
    page.keyboard.press("l")
    page.wait_for_url("**/list*")  # The page before it has the same filter: it must be gone.
    page.locator('.filter [name="company"]').fill("gamelle")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=2 claims")
    page.get_by_role("button", name="Accept all").click()
    assert verdicts(served) == []  # The box that says so is not ticked.
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Accept all").click()
    page.wait_for_selector("text=0 claims")
    page.keyboard.press("u")
    page.wait_for_selector("text=2 claims")
    assert verdicts(served) == ["accept", "accept", "undo", "undo"]


def test_two_tabs_at_once(browser: Any, page: Any, served: Served) -> None:
    with opened(browser, served) as other:
        assert other.url == page.url
        page.keyboard.press("a")
        settled(page, "Accepted")
        other.keyboard.press("r")
        settled(other, "Rejected")
        assert other.url == page.url
        other.keyboard.press("u")
        settled(other, "Undone")
        assert other.locator(".status").first.text_content() == "accepted"
        page.reload()
        assert page.locator(".progress b").text_content() == "1"


def test_wrong_token_and_foreign_site(browser: Any, served: Served) -> None:
    """Another local site that knows the address, even the token, can neither read nor decide."""
    with serving(make_base(served.kb.parent / "other")) as stranger:
        context = browser.new_context(bypass_csp=True)
        page = context.new_page()
        assert page.goto(f"{served.origin}/{'A' * 32}/").status == 403
        page.goto(stranger.address)
        target = served.address + "decide/" + State(served.kb, "x").archive.rows[0].id
        for mode in ("cors", "no-cors"):
            seen = page.evaluate(
                """async ([address, target, mode]) => {
                    const body = new URLSearchParams({verdict: "accept", csrf: "x"});
                    const read = await fetch(address, {mode}).then(a => a.text(), () => "");
                    const sent = await fetch(target, {method: "POST", mode, body}).then(a => a.text(), () => "");
                    return read + sent;
                }""",
                [served.address, target, mode],
            )
            assert seen == ""
        page.evaluate(
            """address => {
                const frame = document.createElement("iframe");
                frame.src = address;
                document.body.append(frame);
            }""",
            served.address,
        )
        page.wait_for_timeout(300)
        assert not any("Gamelle" in frame.content() for frame in page.frames[1:])
        context.close()
    assert verdicts(served) == []


def test_an_article_full_of_script_is_text(browser: Any, tmp_path: Path) -> None:
    payloads = (Path(__file__).parent / "review_payloads.txt").read_text("utf-8").strip("\n").split("\n")
    text = "\n".join(payloads) + "\nLe loyer <b>a</b> coûté 12 millions d’euros, <script>alert(2)</script> dit-on."
    kb = make_base(tmp_path / "kb", text, (Said("12 millions d’euros", "<b>a</b>", "loyer", None, payloads[0]),))
    with serving(kb) as served, opened(browser, served) as page:
        page.wait_for_timeout(200)
        shown = page.locator("#text").text_content()
        assert len(shown) == len(text)
        assert "<script>alert(2)</script>" in shown
        assert page.locator("#text :not(span)").count() == 0
        assert page.locator("script").count() == 1
        page.keyboard.press("2")
        chosen(page, "<script>alert(2)</script>")
        settled(page, "<script>alert(2)</script>")
        page.keyboard.press("Enter")
        settled(page, "Corrected")


@pytest.mark.parametrize("options", [{"viewport": {"width": 400, "height": 800}}, {}], ids=["narrow", "wide"])
def test_nothing_is_cut_off(options: dict[str, Any], browser: Any, served: Served) -> None:
    for path in ("", "list?status=all", "report"):
        with opened(browser, served, path, **options) as page:
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
            if not path:
                for name in ("Accept", "Reject", "Correct", "Skip", "Undo"):
                    box = page.get_by_role("button", name=name, exact=False).first.bounding_box()
                    assert box["x"] >= 0
                    assert box["x"] + box["width"] <= page.viewport_size["width"]
                    assert box["y"] + box["height"] <= page.viewport_size["height"]


def test_it_works_without_its_script(browser: Any, served: Served) -> None:
    with opened(browser, served, java_script_enabled=False) as page:
        for _ in range(len(PRESS) - 1):
            page.get_by_role("button", name="Accept").click()
        page.get_by_text("Correct the slots").click()
        page.locator('[name="subject"]').fill("Aubépine SA")
        page.get_by_role("button", name="Save correction").click()
        assert page.locator("#done").count() == 1
    assert verdicts(served) == ["accept"] * (len(PRESS) - 1) + ["correct"]


def test_the_keys_are_told(page: Any) -> None:
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#keys").is_visible()


@pytest.mark.skipif(not AXE.is_file(), reason="there is no axe-core: scripts/browser fetches it")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 1280])
def test_axe_finds_nothing(scheme: str, width: int, browser: Any, served: Served) -> None:
    served.post(f"decide/{State(served.kb, 'x').archive.rows[0].id}", verdict="reject", reason="metric")
    options = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}, "bypass_csp": True}
    for path, keys in (
        ("", ""),
        ("", "c3"),
        ("", "?"),
        ("list?status=all", ""),
        ("report", ""),
        ("?q=introuvable", ""),
    ):
        with opened(browser, served, path, **options) as page:
            for key in keys:
                page.keyboard.press(key)
            page.wait_for_timeout(50)
            page.add_script_tag(path=AXE)
            found = page.evaluate("axe.run().then(result => result.violations)")
            told = [(one["id"], one["impact"], [node["html"][:90] for node in one["nodes"]][:3]) for one in found]
            assert told == [], path + keys
