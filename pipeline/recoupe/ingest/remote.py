"""Files elsewhere than on this machine, at any address that fsspec knows: `s3://`, `gs://`, `hdfs://`, `memory://`."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

from recoupe.errors import UsageError

__all__ = ["Listed", "file_system", "is_address", "list_files", "open_file"]

_BLOCK = 4 * 2**20
"""Bytes asked for at once: a small file in one request, and little more of a large one than is wanted."""

_VERSION = (
    *("ETag", "etag", "md5Hash", "md5", "checksum", "contentHash"),  # Of the content, where the storage keeps one;
    *("mtime", "LastModified", "last_modified", "updated", "created"),  # else the time of the last change.
)


class Listed(NamedTuple):
    """A file that was found.

    Attributes:
        name: its path below what was listed; its own name where it was what was asked for.
        version: what changes when the file does.
    """

    name: str
    address: str
    size: int
    version: str
    asked: bool


def is_address(given: str | Path) -> bool:
    """Whether a path is an address of fsspec."""
    return "://" in str(given)


def file_system(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path in it.

    Listings are never kept: a run that lasts must see what its workers write, and memory must not grow.

    Raises:
        UsageError: fsspec is not installed, or not what it needs for such an address.
    """
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise UsageError(f"fsspec, which reads {address}, is not installed: pip install 'recoupe[dask]'") from error
    try:
        fs, path = url_to_fs(address, use_listings_cache=False)
    except (ImportError, ValueError) as error:
        raise UsageError(f"{address} cannot be opened: {error}") from error
    return fs, path


def list_files(address: str) -> Iterator[Listed]:
    """The file at an address, or those below it, folder by folder; hidden ones and knowledge bases are left out.

    Raises:
        UsageError: nothing is there, or it cannot be listed.
    """
    fs, root = file_system(address)
    try:
        if fs.isdir(root):
            for folder, folders, files in fs.walk(root, detail=True, on_error="raise"):
                if "manifest.json" in files and "claims.jsonl" in files:
                    folders.clear()
                    continue
                for name in [name for name in folders if name.startswith(".")]:
                    del folders[name]
                below = str(folder).strip("/").removeprefix(root.strip("/")).strip("/")
                for name, info in files.items():
                    if name and not name.startswith("."):
                        yield _listed(f"{below}/{name}" if below else name, fs, info, asked=False)
        elif fs.exists(root):
            yield _listed(root.rsplit("/", 1)[-1], fs, fs.info(root), asked=True)
        else:
            raise UsageError(f"{address} does not exist")
    except UsageError:
        raise
    except Exception as error:  # Each kind of storage has errors of its own, some of them not even OSError.
        raise UsageError(f"{address} cannot be listed: {type(error).__name__}: {error}") from error


def _listed(name: str, fs: Any, info: Mapping[str, Any], *, asked: bool) -> Listed:
    version = next((str(info[key]) for key in _VERSION if info.get(key) is not None), "")
    return Listed(name, fs.unstrip_protocol(info["name"]), int(info["size"] or 0), version, asked)


def open_file(address: str) -> BinaryIO:
    """A file opened for reading bytes.

    Raises:
        OSError: it cannot be.
    """
    fs, path = file_system(address)
    return cast(BinaryIO, io.BufferedReader(fs.open(path, "rb", block_size=_BLOCK), 1 << 16))
