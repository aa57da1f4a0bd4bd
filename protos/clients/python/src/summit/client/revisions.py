"""The newest revisions that a client has seen. Sent back, they keep its view from going back in time."""

from __future__ import annotations

import re
import threading

_REVISION = re.compile(r"(?P<number>[0-9]{1,18})@(?P<epoch>.+)")


def parse(text: str) -> dict[str, str]:
    """Reads `summit.nations.v1=17@k3f9,…`; parts that are not a revision are left out, since metadata comes from anyone."""
    parts = (part.strip().partition("=") for part in text.split(","))
    return {package: revision for package, _, revision in parts if package and _REVISION.fullmatch(revision)}


def is_newer(candidate: str, current: str) -> bool:
    """Whether a revision is newer. One of another epoch counts as newer, since the store was replaced."""
    new, old = _REVISION.fullmatch(candidate), _REVISION.fullmatch(current)
    if new is None or old is None:
        return False
    return new["epoch"] != old["epoch"] or int(new["number"]) > int(old["number"])


class RevisionMemory:
    """One revision per package; safe for many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: dict[str, str] = {}

    def observe(self, vector: str) -> None:
        """Takes over what is newer in the vector of an answer."""
        found = parse(vector)
        with self._lock:
            for package, revision in found.items():
                if package not in self._seen or is_newer(revision, self._seen[package]):
                    self._seen[package] = revision

    def __str__(self) -> str:
        with self._lock:
            return ",".join(f"{package}={self._seen[package]}" for package in sorted(self._seen))
