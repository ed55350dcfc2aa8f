"""The benchmark runs, on a small size: what it measures is for its page, on a machine that does nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_benchmark_runs_and_writes_its_page(tmp_path: Path) -> None:
    page = tmp_path / "speed.md"
    page.write_text("# Speed\n", "utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT / "pipeline")}
    command = [sys.executable, str(ROOT / "scripts" / "bench.py"), "--small", "--write", str(page)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    written = page.read_text("utf-8")
    assert written.startswith("# Speed\n")
    for row in (
        "stock `nlp.pipe`",
        "recoupe extract, 2 processes",
        "From nothing",
        "one article of",
        "read and decode",
        "parse",
    ):
        assert row in written, row
    for stage in ("quantities", "claims", "parse"):
        assert f"| {stage} | 0.0% |" not in written, stage
