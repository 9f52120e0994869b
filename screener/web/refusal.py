"""What the service says when it does not do what was asked; never with a value of a patient."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):  # noqa: N818  # not an error of the program: an answer
    """An answer other than the one asked for: HTTP status, a stable code, one sentence, the next move."""

    def __init__(self, status: int, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.hint = hint

    def to_json(self) -> dict[str, Any]:
        """The body of the JSON API's answer."""
        return {"error": {"code": self.code, "message": self.message, "hint": self.hint}}


def too_large(most: int) -> Refusal:
    """The request holds more than is taken."""
    return Refusal(413, "too-large", f"The request is larger than {most / 2**20:g} MB.", "Send it in parts.")


def text_too_long(most: int) -> Refusal:
    """A pasted protocol has more characters than is taken."""
    hint = "Paste the eligibility criteria alone."
    return Refusal(413, "text-too-long", f"The text has more than {most:,} characters.", hint)


def too_slow(seconds: float) -> Refusal:
    """The work was stopped."""
    hint = "Send less at once, or start the service with a longer --time-limit."
    return Refusal(503, "time-limit", f"This took longer than {seconds:g} seconds and was stopped.", hint)


def busy() -> Refusal:
    """All workers are taken."""
    return Refusal(503, "busy", "The service is busy with other requests.", "Try again in a moment.")


def defect() -> Refusal:
    """The program failed; what happened stands in the log, without any value."""
    hint = "The log of the service tells where; nothing was stored."
    return Refusal(500, "defect", "A defect of the program met this request.", hint)


def unknown_protocol() -> Refusal:
    """No protocol of that id."""
    return Refusal(404, "protocol-unknown", "There is no protocol of that id.", "GET /api/protocols lists them.")


def other_rules() -> Refusal:
    """The rules that the caller counts on are not those that are here."""
    hint = "Load the rules again, and look at what has changed."
    return Refusal(409, "rules-version", "The rules have another version than the one that the request names.", hint)
