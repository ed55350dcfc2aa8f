"""How records are made of what is known to be valid, and their ids of what was read and where."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from typing import Any, Final, TypeVar

from pydantic import BaseModel

from recoupe.memo import Memo

__all__ = ["changed", "digest", "filled", "narrowed", "of_values"]

R = TypeVar("R", bound=BaseModel)
_EMPTY: Final = blake2b(digest_size=8)
_new: Final[Callable[..., Any]] = object.__new__
# What a pydantic object is made of besides its fields, set past its `__setattr__`, which would validate.
_put: Final[Callable[..., None]] = BaseModel.__dict__["__dict__"].__set__
_put_names: Final[Callable[..., None]] = BaseModel.__dict__["__pydantic_fields_set__"].__set__
_put_extra: Final[Callable[..., None]] = BaseModel.__dict__["__pydantic_extra__"].__set__
_put_private: Final[Callable[..., None]] = BaseModel.__dict__["__pydantic_private__"].__set__


class _Blank:
    """What all records of one kind share: the names of their fields, the defaults, what their id is made of."""

    def __init__(self, model: type[BaseModel]) -> None:
        fields = model.model_fields
        self.names = set(fields)
        self.defaults = {name: None if field.is_required() else field.default for name, field in fields.items()}
        self.identity: tuple[str, ...] = getattr(model, "identity", ())
        self.has_id = "id" in fields


_BLANKS: Final[Memo[type[BaseModel], _Blank]] = Memo(_Blank)


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
    blank = _BLANKS.of(model)
    whole = blank.defaults.copy()
    whole.update(values)
    if not blank.has_id or whole["id"]:
        return _made(model, whole, blank.names)
    if blank.identity:
        whole["id"] = digest("|".join([str(whole[name]) for name in blank.identity]))
        return _made(model, whole, blank.names)
    record = _made(model, whole, blank.names)
    record.model_post_init(None)
    return record


def changed(record: R, /, **values: Any) -> R:
    """The same record, but for some values that are known to be valid; its id stays."""
    return _made(type(record), record.__dict__ | values, _BLANKS.of(type(record)).names)


def narrowed(model: type[R], record: BaseModel) -> R:
    """A record of those values that another, which has all its fields, has for them."""
    blank, values = _BLANKS.of(model), record.__dict__
    return _made(model, {name: values[name] for name in blank.defaults}, blank.names)


def digest(identity: str) -> str:
    """The id of something by what tells it apart from all else, joined by bars: 16 hexadecimal digits."""
    hashed = _EMPTY.copy()
    hashed.update(identity.encode())
    return hashed.hexdigest()
