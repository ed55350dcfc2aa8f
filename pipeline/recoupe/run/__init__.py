"""Folder to knowledge base, on one core or many."""

from __future__ import annotations

from recoupe.run.job import make_knowledge_base

__all__ = ["make_knowledge_base"]
