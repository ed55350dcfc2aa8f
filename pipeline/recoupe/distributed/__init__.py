"""The same pipeline on many machines: chunks of articles to parts, on a cluster of Dask; parts to a knowledge base.

Dask is imported when a cluster is used, never before; merging needs none.
"""

from __future__ import annotations

from recoupe.distributed.cluster import extract
from recoupe.distributed.merge import merge

__all__ = ["extract", "merge"]
