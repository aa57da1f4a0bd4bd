"""How the client reaches the services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class ClientOptions:
    """How the client reaches the services; wrong values raise ValueError, which lists all."""

    token: Callable[[], str | None] | None = None
    """Returns the bearer token of the next call, or None for none. Default: no token."""

    tls: bool = False
    """Whether addresses without a scheme of their own are called with TLS. Default: false."""

    root_certificates: bytes | None = None
    """PEM of the authorities to trust. Default: those of gRPC."""

    max_attempts: int = 4
    """Attempts a call, the first included, 1 to 5. Only methods without side effects or with a request_id are repeated, and only
    when the service was away. 1 switches repeating off. Default: 4."""

    initial_backoff: float = 0.1
    """Seconds before the first repetition, and before a server that was away is looked for again; doubles with each, with jitter.
    Default: 0.1."""

    max_backoff: float = 2.0
    """Longest wait before a repetition, and before a server that was away is looked for again, in seconds. Default: 2."""

    retry_budget: int = 20
    """Failures that a channel may repeat before it stops repeating, 1 to 1000; every success gives a tenth back. Default: 20."""

    connect_timeout: float = 1.0
    """Seconds a connection may take to come about. Default: 1."""

    keep_alive: float = 30.0
    """Seconds of silence after which a connection is pinged. Default: 30."""

    remember_revisions: bool = True
    """Whether the newest revision seen is sent back, so that a caller sees its own writes and never goes back. Default: true."""

    check_rules: bool = True
    """Whether requests are checked before they are sent, where protovalidate is installed. Default: true."""

    def __post_init__(self) -> None:
        wrong = [text for holds, text in self._rules() if not holds]
        if wrong:
            raise ValueError("The client options are not usable: " + "; ".join(wrong))

    def _rules(self) -> list[tuple[bool, str]]:
        return [
            (1 <= self.max_attempts <= 5, f"max_attempts: {self.max_attempts} is outside what is allowed: 1 to 5"),
            (1 <= self.retry_budget <= 1000, f"retry_budget: {self.retry_budget} is outside what is allowed: 1 to 1000"),
            (
                0 < self.initial_backoff <= self.max_backoff,
                f"initial_backoff: {self.initial_backoff} must be above zero and at most max_backoff, {self.max_backoff}",
            ),
            (self.connect_timeout > 0 and self.keep_alive > 0, "connect_timeout and keep_alive must be above zero"),
        ]
