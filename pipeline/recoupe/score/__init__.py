"""A knowledge base measured against articles marked by hand."""

from __future__ import annotations

from recoupe.score.board import Board, score_knowledge_base

__all__ = ["Board", "score_knowledge_base"]
