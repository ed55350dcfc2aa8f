"""HTML made of parts that are escaped where they are put together: text from articles cannot become markup."""

from __future__ import annotations

import html
import re

from recoupe.export.base import web_address

__all__ = ["Html", "element", "joined", "link"]

# What no HTML file may hold, and the marks that turn writing around, with which a text could pass for another.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


class Html(str):
    """Markup of ours, as opposed to text."""

    __slots__ = ()


def _escaped(part: str) -> str:
    return part if isinstance(part, Html) else html.escape(_UNSAFE.sub("\ufffd", part), quote=True)


def joined(*parts: str) -> Html:
    """Parts one after the other, text escaped."""
    return Html("".join(map(_escaped, parts)))


def element(name: str, *parts: str, **attributes: object) -> Html:
    """An element with its parts; an attribute that is None is left out, `_` in its name stands for `-`."""
    given = "".join(
        f' {key.strip("_").replace("_", "-")}="{_escaped(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Html(f"<{name}{given}>{joined(*parts)}</{name}>")


def link(text: str, address: str | None) -> str:
    """A link, where the address is one of the web; else the text alone."""
    safe = web_address(address)
    return element("a", text, href=safe, rel="noopener noreferrer nofollow") if safe else text
