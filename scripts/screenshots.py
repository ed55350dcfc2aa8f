"""Photographs the review page for the documentation: every picture is of a page that is really served."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page, sync_playwright

from tests.review_bases import make_base
from tests.review_servers import serving

FOLDER = Path(__file__).parents[1] / "docs" / "images"


class Shot(NamedTuple):
    """A picture: its name, the page, the keys struck before it is taken, the size and the light."""

    name: str
    path: str = ""
    keys: str = ""
    width: int = 1240
    height: int = 690
    scheme: str = "light"


SHOTS = (
    Shot("review-light", keys="aj"),
    Shot("review-dark", keys="aj", scheme="dark"),
    Shot("review-correct", keys="jc2"),
    Shot("review-narrow", width=400, height=820),
)


def main() -> None:
    """Takes the pictures."""
    chromium = os.environ.get("RECOUPE_BROWSER") or shutil.which("chromium")
    if not chromium:
        sys.exit("there is no Chromium: run scripts/browser")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as running, tempfile.TemporaryDirectory() as folder:
        browser = running.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        kb = make_base(Path(folder) / "kb", publisher="Le Fil des affaires")
        with serving(kb, reviewer="anne") as served:
            for shot in SHOTS:
                size = {"width": shot.width, "height": shot.height}
                page = browser.new_page(viewport=size, color_scheme=shot.scheme)
                page.goto(served.address + shot.path)
                _strike(page, shot.keys)
                page.screenshot(path=FOLDER / f"{shot.name}.png")
                page.close()
        browser.close()


def _strike(page: Page, keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(150)
    if keys:
        page.wait_for_timeout(3200)  # What was said of the last key is gone by then.


if __name__ == "__main__":
    main()
