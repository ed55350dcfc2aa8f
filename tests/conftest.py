"""Tests run the source, as do the commands that they start; `tests/test_compiled.py` holds the installation to it."""

import os
from pathlib import Path

os.environ["PYTHONPATH"] = str(Path(__file__).parents[1] / "pipeline")
