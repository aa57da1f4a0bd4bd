"""Calls that tell what they read and end with typed errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import grpc

from summit.client.errors import SummitError, typed
from summit.client.headers import REVISION, text_of

Observe = Callable[[str], None]


class _Call:
    """What both kinds of call share: everything that is not said here is the call's own."""

    def __init__(self, call: Any, method: str, observe: Observe) -> None:
        self._call, self._method, self._observe = call, method, observe

    def __getattr__(self, name: str) -> Any:
        return getattr(self._call, name)

    def _ended(self) -> None:
        self._observe(text_of(self._call.initial_metadata(), REVISION))

    def _failed(self, error: grpc.RpcError) -> SummitError:
        initial, trailing = self._call.initial_metadata(), self._call.trailing_metadata()
        # An error, too, tells what the service has seen: a NOT_FOUND must not be followed by an older answer.
        self._observe(text_of(initial, REVISION) or text_of(trailing, REVISION))
        return typed(error, self._method, initial)


class OneAnswer(_Call):
    """A call with one answer."""

    def result(self, timeout: float | None = None) -> Any:
        """The answer; waits for it."""
        try:
            answer = self._call.result(timeout)
        except grpc.RpcError as error:
            raise self._failed(error) from None
        self._ended()
        return answer

    def exception(self, timeout: float | None = None) -> Exception | None:
        """Why the call failed, or None; waits for its end."""
        error = self._call.exception(timeout)
        return self._failed(error) if isinstance(error, grpc.RpcError) else error


class ManyAnswers(_Call):
    """A call with a stream of answers."""

    def __iter__(self) -> ManyAnswers:
        return self

    def __next__(self) -> Any:
        try:
            return next(self._call)
        except StopIteration:
            self._ended()
            raise
        except grpc.RpcError as error:
            raise self._failed(error) from None
