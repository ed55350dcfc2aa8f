"""Writes the JSON Schema of every record kind into schemas/v1/ and the tables of the store into schemas/store.sql.

With --check says which are stale.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from recoupe.records import SCHEMA_VERSION
from recoupe.store.kinds import KINDS, schema
from recoupe.store.migrations import ddl

FOLDER = Path(__file__).parents[1] / "schemas" / f"v{SCHEMA_VERSION}"


def wanted() -> dict[Path, str]:
    """What each file must hold."""
    files = {
        FOLDER / f"{kind.name}.schema.json": json.dumps(schema(kind), ensure_ascii=False, indent=2) + "\n"
        for kind in KINDS
    }
    return files | {FOLDER.parent / "store.sql": ddl()}


def main() -> None:
    """Writes, or checks."""
    files = wanted()
    if "--check" in sys.argv[1:]:
        stale = [path.name for path, text in files.items() if not path.exists() or path.read_text("utf-8") != text]
        stale += [path.name for path in FOLDER.glob("*") if path not in files]
        if stale:
            sys.exit(f"schemas/{FOLDER.name} is stale ({', '.join(stale)}): run scripts/schemas")
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in FOLDER.glob("*"):
        if path not in files:
            path.unlink()
    for path, text in files.items():
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
