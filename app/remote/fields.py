"""The fields of a request, each of its kind and taken once, or an error that names it."""

from __future__ import annotations

from enum import Enum
from typing import Any

Id = int | str | None


class ProtocolError(Exception):
    """A line that makes no sense: what is wrong, what to do, and the `id` it had."""

    def __init__(self, message: str, hint: str = "", id_: Id = None) -> None:
        super().__init__(message)
        self.message, self.hint, self.id = message, hint, id_


class Fields:
    """The fields of an object, each taken once."""

    def __init__(self, data: dict[str, Any], id_: Id) -> None:
        self._data, self._id = data, id_

    def take(self, name: str, *kinds: type) -> Any:
        """The field `name`, which must be of one of `kinds`; None when it is not there."""
        value = self._data.pop(name, None)
        if value is None or (
            isinstance(value, kinds) and isinstance(value, bool) == (bool in kinds)
        ):
            return mended(value) if isinstance(value, str) else value
        what = {str: "a string", int: "a number", bool: "true or false", list: "a list"}[kinds[0]]
        raise self.wrong(f"“{name}” must be {what}.")

    def need(self, name: str, *kinds: type) -> Any:
        value = self.take(name, *kinds)
        if value is None:
            raise self.wrong(f"“{name}” is missing.")
        return value

    def choice(self, name: str, kind: type[Enum]) -> Any:
        value = self.take(name, str)
        try:
            return None if value is None else kind(value)
        except ValueError:
            known = ", ".join(one.value for one in kind)
            raise self.wrong(f"“{name}” must be one of {known}.") from None

    def done(self) -> None:
        """A name that nobody took is most likely spelt wrongly."""
        if self._data:
            raise self.wrong(
                f"There is no field “{mended(str(next(iter(self._data))))[:40]}” here."
            )

    def wrong(self, message: str) -> ProtocolError:
        return ProtocolError(message, "The README names the commands and their fields.", self._id)


def mended(text: str) -> str:
    """JSON can escape half a character, which no other program could be given."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
