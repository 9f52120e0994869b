"""Exceptions for bad calls and unreadable files; user text never raises."""

from __future__ import annotations


class ScreenerError(Exception):
    """A call that cannot be carried out; the message names the place and the next move.

    It never holds a patient's value: records are named by id, facts by concept.
    """

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n  {self.hint}" if self.hint else self.message
