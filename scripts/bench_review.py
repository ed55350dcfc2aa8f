"""Measures the review page: how long its answers take, and how long a reviewer waits after a key.

    scripts/bench_review [CLAIMS] [--check]

A knowledge base of so many claims (100,000 unless said) is served by `recoupe review` in a process of its own. Each
kind of answer is asked for over and over with a filter that was not asked for before where there are filters, then keys
are struck in a headless Chromium: from the key to the next claim being there. Told are the time on the clock, and the
server's own time of the processor (Linux), which other work on the machine changes little. `--check` fails where the
median of anything is over 100 ms.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx

from tests.review_bases import make_many
from tests.test_review_browser import TIMED_KEY

LIMIT = 100.0
"""Milliseconds."""
KEYS = 20


class Sitting:
    """A review that is served, and what is asked of it.

    Args:
        address: what `recoupe review` printed.
        pid: of its process.
    """

    def __init__(self, address: str, pid: int) -> None:
        self.address, self.pid = address, pid
        self.client = httpx.Client(follow_redirects=False, timeout=120)
        found = re.search(r'name="csrf" value="([^"]+)"', self.client.get(address + "list?status=all").text)
        assert found
        self._form = {"csrf": found[1]}
        self._origin = {"Origin": "/".join(address.split("/")[:3])}

    def get(self, path: str) -> httpx.Response:
        """A page."""
        answer = self.client.get(self.address + path)
        assert answer.status_code in (200, 303), answer.text
        return answer

    def first(self, query: str = "") -> str:
        """The id of the first claim of a list."""
        return self.get(query).headers["location"].partition("?")[0].rsplit("/", 1)[1]

    def accept(self, query: str = "") -> httpx.Response:
        """Accepts the first claim of a list."""
        return self.post(f"decide/{self.first(query)}{query}", verdict="accept")

    def post(self, path: str, **fields: str) -> httpx.Response:
        """A form."""
        answer = self.client.post(self.address + path, data=self._form | fields, headers=self._origin)
        assert answer.status_code == 303, answer.text
        return answer


@contextlib.contextmanager
def sitting(kb: Path) -> Iterator[Sitting]:
    """Serves a knowledge base in another process."""
    command = [sys.executable, "-m", "recoupe", "review", str(kb), "--no-browser", "--reviewer", "ana"]
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            address = server.stdout.readline().rsplit(" ", 1)[1].strip()
            served = Sitting(address, server.pid)
            print(f"started in {time.perf_counter() - start:.1f} s")
            yield served
        finally:
            server.terminate()


def worked(pid: int) -> float:
    """The time of the processor that a process has taken, in milliseconds; nought where it cannot be told."""
    with contextlib.suppress(OSError):
        user, system = Path(f"/proc/{pid}/stat").read_text("utf-8").rsplit(")", 1)[1].split()[11:13]
        return (int(user) + int(system)) * 1000 / os.sysconf("SC_CLK_TCK")
    return 0.0


def told(what: str, one: Sitting, work: Callable[[int], object], times: int = 12) -> bool:
    """Does something several times, and prints how long it took, in milliseconds; whether the median is in the limit.

    Args:
        what: its name.
        one: whose server's work is measured.
        work: does it; a number that it gives back is how long it took, instead of the time until it is done.
        times: how often.
    """
    took, before = [], worked(one.pid)
    for number in range(times):
        start = time.perf_counter()
        found = work(number)
        took.append(found if isinstance(found, float) else (time.perf_counter() - start) * 1000)
    median, mine = statistics.median(took), (worked(one.pid) - before) / times
    mark = "" if median <= LIMIT else "  TOO LONG"
    print(f"{what:<40}{median:>8.1f} ms{max(took):>8.1f} ms at most{mine:>8.1f} ms of work{mark}", flush=True)
    return median <= LIMIT


def answers(one: Sitting) -> Iterator[bool]:
    """Measures each kind of answer."""
    yield told("the first claim of all", one, lambda _: one.first())
    yield told("a claim's page", one, lambda _: one.get(f"claim/{one.first()}"))
    yield told("accept, and the next claim", one, lambda _: one.get(_next(one.accept())))
    yield told("undo, and the claim", one, lambda _: one.get(_next(one.post("undo"))))
    yield told("accept within a filter", one, lambda _: one.accept("?kind=money"))
    yield told("the list", one, lambda _: one.get("list"))
    yield told("a page far down the list", one, lambda n: one.get(f"list?page={1500 + n}"))
    kinds, rules = ("money", "percentage", "multiple"), ("clause", "level", "contrast", "hearsay")
    filters = [f"list?kind={kind}&rule=claim-{rule}" for kind in kinds for rule in rules]
    yield told("a new filter: kind, rule", one, lambda n: one.get(filters[n]))
    yield told("a new filter: words", one, lambda n: one.get(f"list?q={'aubépine gamelle loyer'[: 8 + n]}"))
    yield told("a new filter: a company", one, lambda n: one.get(f"list?company={'gamelle aubépine'[: 4 + n]}"))
    yield told("a new filter: words that nothing holds", one, lambda n: one.get(f"?q=introuvable{n}"))
    statuses = ("decided", "disagreed", "all")
    yield told("a new filter: status, order", one, lambda n: one.get(f"list?status={statuses[n % 3]}&order=text"))
    yield told("a selection read", one, lambda _: one.get(f"reading/{one.first()}?slot=value&start=100&end=150"))
    yield told("the report", one, lambda _: one.get("report"))


def _next(answer: httpx.Response) -> str:
    return str(answer.headers["location"]).split("/", 2)[2]


def keys(one: Sitting) -> Iterator[bool]:
    """Measures keys struck in a browser."""
    chromium = os.environ.get("RECOUPE_BROWSER") or shutil.which("chromium")
    if not chromium:
        print("no Chromium: keys are not measured")
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(one.address)
        done = int(page.locator(".progress b").inner_text())
        struck = f"{KEYS} decisions by {KEYS} keys, each"
        yield told(struck, one, lambda n: float(page.evaluate(TIMED_KEY, done + 1 + n)), KEYS)
        browser.close()


def main() -> None:
    """Measures and prints."""
    claims = next((int(argument) for argument in sys.argv[1:] if argument.isdigit()), 100_000)
    with tempfile.TemporaryDirectory(prefix="recoupe-bench-") as folder:
        kb = make_many(Path(folder) / "kb", claims)
        with sitting(kb) as one:
            within = [*answers(one), *keys(one)]
    if "--check" in sys.argv[1:] and not all(within):
        sys.exit("something takes longer than 100 ms")


if __name__ == "__main__":
    main()
