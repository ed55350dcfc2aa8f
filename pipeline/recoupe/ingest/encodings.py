"""Bytes to text: a ladder of encodings, surest first.

A byte order mark says what it is. Strict UTF-8 that decodes is UTF-8. What is left of the French press is mostly
Windows-1252, which decodes almost anything: it is believed when the signs it gives are those of French. Only then is
charset-normalizer asked, which does well on long foreign texts and badly on short French ones.
"""

from __future__ import annotations

import codecs
import re

from recoupe.errors import IngestError

__all__ = ["decode"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LETTERS = "àâäæçéèêëîïôöœùûüÿ"
_FRENCH = frozenset(_LETTERS + _LETTERS.upper() + "«»’‘“”„–—…€£¥§°²³·•±×©®™‰½¼¾ªº\u00a0\u00ad")
# All but tab, line and page ends, and the escape sign that a copied terminal leaves.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")


def decode(data: bytes, path: str, declared: str | None = None) -> str:
    """The text of an input, newlines and all, without its byte order mark.

    Args:
        data: the bytes of the input.
        path: its name, for the error.
        declared: an encoding that the input itself declares; tried after UTF-8.

    Raises:
        IngestError: `binary` where it is no text, `undecodable` where no encoding fits.
    """
    text = _by_mark(data) or _strictly(data, "utf-8")
    if text is None and b"\0" not in data:
        text = (declared and _strictly(data, declared)) or _windows(data)
    if text is None:
        text = _by_guess(data)
    if text is None or _is_binary(text):
        raise IngestError(path, "binary", "it is not text: no encoding makes words of its bytes")
    return text


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _by_mark(data: bytes) -> str | None:
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    return _strictly(data, encoding) if encoding else None


def _windows(data: bytes) -> str | None:
    """The text as Windows-1252 (or Latin-9, where « ¤ » would stand for the euro), if it then reads as French."""
    text = _strictly(data, "cp1252")
    if text is None:
        return None
    if "¤" in text:
        text = data.decode("iso-8859-15")
    foreign = [char for char in text if char > "\x7f"]
    french = sum(char in _FRENCH for char in foreign)
    # Cyrillic or Greek bytes give letters of French too, but hardly any others: French is mostly plain letters.
    return text if french >= 0.9 * len(foreign) and len(foreign) <= 0.3 * len(text) + 1 else None


def _by_guess(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    return str(best) if best else None


def _is_binary(text: str) -> bool:
    """Whether control characters are more than the odd slip in it; a NUL is never one."""
    return "\0" in text or len(_CONTROL.findall(text)) > 2 + 0.01 * len(text)
