"""Who may ask: the token in a header, or a cookie that proves that a browser has shown the token."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time

COOKIE = "screener-session"
HOURS = 12


class Sessions:
    """Cookies of this run of the service; nothing is stored, and a restart ends them all."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.key = secrets.token_bytes(32)

    def knows(self, token: str) -> bool:
        """Whether this is the token; takes as long whatever is given."""
        return hmac.compare_digest(_digest(token), _digest(self.token))

    def cookie(self, now: float | None = None) -> str:
        """A new cookie's value: when it ends, signed."""
        ends = str(int((time.time() if now is None else now) + HOURS * 3600))
        return f"{ends}.{self._sign(ends)}"

    def holds(self, cookie: str, now: float | None = None) -> bool:
        """Whether a cookie is one of ours and has not ended."""
        ends, _, signature = cookie.partition(".")
        if not hmac.compare_digest(signature.encode(), self._sign(ends).encode()):
            return False
        return int(ends) > (time.time() if now is None else now)

    def _sign(self, ends: str) -> str:
        return hmac.new(self.key, ends.encode(), hashlib.sha256).hexdigest()


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", errors="replace")).digest()
