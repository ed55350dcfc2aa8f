"""The command line with the reader that needs no model: `python -m tests.fake_recoupe`."""

from __future__ import annotations

import recoupe.run.step
from recoupe.cli import app
from tests.fake_reader import load

if __name__ == "__main__":
    recoupe.run.step.load_reader = load
    app(prog_name="recoupe")
