"""What a scenario requires."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from summit.client import SummitError


def equal(expected: object, actual: object) -> None:
    if expected != actual:
        raise AssertionError(f"expected {expected!r}, was {actual!r}")


def refused(call: Callable[[], Any]) -> SummitError:
    """The error with which a call ends."""
    try:
        call()
    except SummitError as error:
        return error
    raise AssertionError("the call was not refused")
