"""How records are made of what is known to be valid, and their ids of what was read and where."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from typing import Any, Final, TypeVar

from pydantic import BaseModel

__all__ = ["changed", "digest", "filled", "narrowed", "of_values"]

R = TypeVar("R", bound=BaseModel)
_new: Final[Callable[..., Any]] = object.__new__
# What a pydantic object is made of besides its fields, set past its `__setattr__`, which would validate.
_put: Final[Callable[..., None]] = BaseModel.__dict__["__dict__"].__set__
_put_names: Final[Callable[..., None]] = BaseModel.__dict__["__pydantic_fields_set__"].__set__
_put_extra: Final[Callable[..., None]] = BaseModel.__dict__["__pydantic_extra__"].__set__
_put_private: Final[Callable[..., None]] = BaseModel.__dict__["__pydantic_private__"].__set__


@cache
def _blank(model: type[BaseModel]) -> tuple[dict[str, Any], set[str], tuple[str, ...]]:
    fields = model.model_fields
    defaults = {name: None if field.is_required() else field.default for name, field in fields.items()}
    return defaults, set(fields), getattr(model, "identity", ())


def _made(model: type[R], values: dict[str, Any], names: set[str]) -> R:
    record: R = _new(model)
    _put(record, values)
    _put_names(record, names)
    _put_extra(record, None)
    _put_private(record, None)
    return record


def filled(model: type[R], /, **values: Any) -> R:
    """A record of values that are known to be valid and canonical, as the validator would make it, without asking it.

    Half the time of an extractor would go into validating what it made itself. Tests hold such records against their
    validated selves.

    Args:
        model: the kind of record.
        values: its fields; those left out take their defaults, and an id is made as ever.
    """
    return of_values(model, values)


def of_values(model: type[R], values: dict[str, Any]) -> R:
    """As `filled`, of a dictionary of the values."""
    defaults, names, identity = _blank(model)
    whole = defaults.copy()
    whole.update(values)
    if "id" not in whole:
        return _made(model, whole, names)
    if not whole["id"] and identity:
        whole["id"] = digest("|".join([str(whole[name]) for name in identity]))
    record = _made(model, whole, names)
    if not whole["id"]:
        record.model_post_init(None)
    return record


def changed(record: R, /, **values: Any) -> R:
    """The same record, but for some values that are known to be valid; its id stays."""
    _, names, _ = _blank(type(record))
    return _made(type(record), record.__dict__ | values, names)


def narrowed(model: type[R], record: BaseModel) -> R:
    """A record of those values that another, which has all its fields, has for them."""
    defaults, names, _ = _blank(model)
    values = record.__dict__
    return _made(model, {name: values[name] for name in defaults}, names)


def digest(identity: str) -> str:
    """The id of something by what tells it apart from all else, joined by bars: 16 hexadecimal digits."""
    return blake2b(identity.encode(), digest_size=8).hexdigest()
