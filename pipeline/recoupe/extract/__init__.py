"""One module a record kind: a `Document` in, records out. Nothing here imports spaCy."""
