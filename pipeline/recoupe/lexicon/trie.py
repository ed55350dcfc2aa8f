"""Many words as one expression that never tries a letter twice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

__all__ = ["at_word_start", "trie"]

_WIDE: Final = 16
"""First letters from which on a tree is written as two, of small letters and of capitals."""


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
    capital = {char: below for char, below in tree.items() if char.isupper()}
    if "" in tree or len(tree) < _WIDE or not 0 < len(capital) < len(tree):
        return _write(tree)
    # One look tells a capital, so that a word is tried against half of the first letters.
    small = {char: below for char, below in tree.items() if char not in capital}
    return (
        "(?:" + "|".join(f"(?=[{re.escape(''.join(sorted(half)))}]){_write(half)}" for half in (small, capital)) + ")"
    )


def at_word_start(words: Iterable[str]) -> str:
    """An expression that matches any of some words, or beginnings of words, where a word starts.

    It opens with the set of their first letters, which `re` skips to; only then it asks whether a word starts there,
    and which letter it was.

    Args:
        words: what to match, literally; each begins with a letter, and is matched with a capital too.
    """
    tails: dict[str, list[str]] = {}
    for word in words:
        for first in {word[0], word[0].upper()}:
            tails.setdefault(first, []).append(word[1:])
    branches = (f"(?<={first}){trie(tails[first])}" for first in sorted(tails))
    return rf"[{''.join(sorted(tails))}](?<!\w.)(?:{'|'.join(branches)})"


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
