"""Follows a change feed across restarts, without a gap and without a repetition."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator

import grpc

from summit.changes.v1.changes_pb2 import WatchChangesRequest, WatchChangesResponse
from summit.client.errors import SummitError

FIRST_WAIT_SECONDS = 0.1
LONGEST_WAIT_SECONDS = 5.0


class Watch(Iterator[WatchChangesResponse]):
    """
    The steps of a feed until cancelled. When the service goes away or ends the watch, the feed goes on from the last revision
    seen. A large commit comes in several steps: all but the last are `partial`.

        for step in Watch(changes.WatchChanges, WatchChangesRequest(after_revision=revision)): ...

    SummitError means that the feed cannot go on from there: POSITION_LOST means list again, other reasons are the caller's.
    """

    def __init__(self, call: Callable[[WatchChangesRequest], grpc.Call], request: WatchChangesRequest) -> None:
        self._start = call
        self._next = WatchChangesRequest()
        self._next.CopyFrom(request)
        self._lock = threading.Lock()
        self._cancelled = threading.Event()
        self._call: grpc.Call | None = None
        self._steps = self._follow()

    def __next__(self) -> WatchChangesResponse:
        return next(self._steps)

    def cancel(self) -> None:
        """Ends the watch, from any thread: the loop over it ends without an error."""
        self._cancelled.set()
        with self._lock:
            if self._call is not None:
                self._call.cancel()

    def _follow(self) -> Iterator[WatchChangesResponse]:
        wait = FIRST_WAIT_SECONDS
        seen = ("", "")  # The last change of a commit that came in parts.
        while not self._cancelled.is_set():
            for step in self._one_call():
                self._next.after_revision = step.revision
                wait = FIRST_WAIT_SECONDS
                _drop_repeated(step, seen)
                if step.partial:
                    if not step.changes:
                        continue
                    seen = (step.changes[-1].revision, step.changes[-1].name)
                yield step
            self._cancelled.wait(wait * (0.5 + random.random()))
            wait = min(wait * 2, LONGEST_WAIT_SECONDS)

    def _one_call(self) -> Iterator[WatchChangesResponse]:
        """The steps of one call; ends when it ended in a way from which the watch resumes."""
        with self._lock:
            if self._cancelled.is_set():
                return
            self._call = call = self._start(self._next)
        try:
            yield from call
        except SummitError as error:
            if not self._cancelled.is_set() and not _resumes(error):
                raise
        finally:
            call.cancel()


def _drop_repeated(step: WatchChangesResponse, seen: tuple[str, str]) -> None:
    """Takes out what was seen before the watch broke inside a commit: that commit begins again, in the order of the names."""
    while step.changes and step.changes[0].revision == seen[0] and step.changes[0].name <= seen[1]:
        del step.changes[0]


def _resumes(error: SummitError) -> bool:
    # A reader that was too slow for the service's buffer was not too slow for the feed: what it missed is still there.
    return error.code() is grpc.StatusCode.UNAVAILABLE or error.reason == "WATCH_TOO_SLOW"
