"""Many words as one expression that never tries a letter twice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

__all__ = ["trie"]


def trie(words: Iterable[str], *, capitals: bool = False) -> str:
    """An expression that matches the longest of some words at a place, letter by letter.

    Python's `re` tries the alternatives of `a|b|c` one after the other; written as a tree, each letter of the text is
    looked at once, whatever the number of words.

    Args:
        words: what to match, literally.
        capitals: whether « Deux » and « DEUX » are matched for « deux » too.
    """
    tree: dict[str, Any] = {}
    for word in words:
        for form in {word, word.capitalize(), word.upper()} if capitals else {word}:
            node = tree
            for char in form:
                node = node.setdefault(char, {})
            node[""] = {}
    return _write(tree)


def _write(node: dict[str, Any]) -> str:
    branches = [
        (char if char.isalnum() else re.escape(char)) + _write(child)
        for char, child in sorted(node.items(), key=_order)
        if char
    ]
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 and "" not in node else "(?:" + "|".join(branches) + ")"
    return body + "?" if "" in node else body


def _order(branch: tuple[str, Any]) -> tuple[bool, str]:
    """Capitals last: most words are in lower case."""
    return branch[0].isupper(), branch[0]
