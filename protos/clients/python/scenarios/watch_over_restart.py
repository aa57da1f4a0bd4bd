"""A watch that goes on over the restart of a gateway that is killed, and of a service that is stopped."""

from __future__ import annotations

import threading

from scenarios import positions
from scenarios.check import equal
from scenarios.surroundings import Surroundings, command
from summit.changes.v1.changes_pb2 import ProbeRevisionRequest, WatchChangesRequest
from summit.client import Watch
from summit.nations.v1.change_service_pb2_grpc import ChangeServiceStub
from summit.nations.v1.position_service_pb2_grpc import PositionServiceStub

WRITES_BETWEEN = 4
PATIENCE_SECONDS = 60


class _Seen:
    """Names that the watch saw, collected by a thread of its own until the watch ends."""

    def __init__(self, watch: Watch) -> None:
        self.names: list[str] = []
        self._error: Exception | None = None
        self._watch = watch
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._collect, daemon=True)
        self._thread.start()

    def wait_for(self, count: int) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._error or len(self.names) >= count, PATIENCE_SECONDS)

    def end(self) -> None:
        self._watch.cancel()
        self._thread.join(PATIENCE_SECONDS)
        if self._error is not None:
            raise self._error

    def _collect(self) -> None:
        try:
            for step in self._watch:
                with self._changed:
                    self.names += [change.name for change in step.changes]
                    self._changed.notify()
        except Exception as error:  # Told to the scenario by end().
            with self._changed:
                self._error = error
                self._changed.notify()


def watch_over_restart(system: Surroundings) -> None:
    written: list[str] = []
    with system.through(0, "delegate") as watching, system.over_both("delegate") as writing:
        stub, changes = PositionServiceStub(writing.channel), ChangeServiceStub(watching.channel)
        start = changes.ProbeRevision(ProbeRevisionRequest()).revision
        seen = _Seen(Watch(changes.WatchChanges, WatchChangesRequest(after_revision=start, names_only=True)))

        def write() -> None:
            for _ in range(WRITES_BETWEEN):
                written.append(stub.CreatePosition(positions.new(f"{system.id}-watch-{len(written)}")).name)
            seen.wait_for(len(written))

        write()
        command("kill gateway-1")
        command("start gateway-1")
        write()
        command("stop nations")
        command("start nations")
        write()
        seen.end()
    equal(written, seen.names)
