"""A watch resumes without a gap and without a repetition."""

from __future__ import annotations

import unittest
from collections.abc import Iterator
from typing import Any

import grpc

from google.protobuf import any_pb2
from google.rpc import error_details_pb2, status_pb2
from summit.changes.v1.changes_pb2 import Change, WatchChangesRequest, WatchChangesResponse
from summit.client import SummitError, Watch
from summit.nations.v1.change_service_pb2_grpc import ChangeServiceStub
from tests.served import served

WATCH = "/summit.nations.v1.ChangeService/WatchChanges"


def step(revision: str, *names: str, commit: str = "", partial: bool = False) -> WatchChangesResponse:
    changes = [Change(revision=commit or revision, name=name) for name in names]
    return WatchChangesResponse(revision=revision, changes=changes, partial=partial)


def end(context: grpc.ServicerContext, code: grpc.StatusCode, reason: str) -> None:
    detail = any_pb2.Any()
    detail.Pack(error_details_pb2.ErrorInfo(reason=reason, domain="summit"))
    status = status_pb2.Status(code=code.value[0], details=[detail])
    context.set_trailing_metadata((("grpc-status-details-bin", status.SerializeToString()),))
    context.abort(code, reason)


class Watches(unittest.TestCase):
    def test_watch_that_breaks_goes_on_from_the_last_revision(self) -> None:
        after: list[str] = []

        def answer(request: WatchChangesRequest, context: grpc.ServicerContext) -> Iterator[WatchChangesResponse]:
            after.append(request.after_revision)
            if len(after) == 1:
                yield step("2@a", "one", "two")
                end(context, grpc.StatusCode.UNAVAILABLE, "SHUTTING_DOWN")
            elif len(after) == 2:
                end(context, grpc.StatusCode.RESOURCE_EXHAUSTED, "WATCH_TOO_SLOW")
            else:
                yield step("3@a", "three", "two", commit="3@a")
                end(context, grpc.StatusCode.ABORTED, "POSITION_LOST")

        names, lost = self._follow(answer)
        self.assertEqual(["1@a", "2@a", "2@a"], after)
        self.assertEqual("POSITION_LOST", lost.reason)
        self.assertEqual(["one", "two", "three", "two"], names)

    def test_commit_that_begins_again_is_not_repeated(self) -> None:
        calls: list[Any] = []

        def answer(request: WatchChangesRequest, context: grpc.ServicerContext) -> Iterator[WatchChangesResponse]:
            calls.append(request)
            yield step("2@a", "a", "b", commit="3@a", partial=True)
            if len(calls) == 1:
                end(context, grpc.StatusCode.UNAVAILABLE, "SERVICE_UNAVAILABLE")
            yield step("3@a", "c", commit="3@a")
            yield step("4@a", "a", commit="4@a")
            end(context, grpc.StatusCode.ABORTED, "POSITION_LOST")

        names, _ = self._follow(answer)
        self.assertEqual(["a", "b", "c", "a"], names)

    def test_cancelled_watch_ends_without_an_error(self) -> None:
        def answer(request: WatchChangesRequest, context: grpc.ServicerContext) -> Iterator[WatchChangesResponse]:
            while context.is_active():
                yield step("2@a")

        with served(WATCH, WatchChangesRequest, answer, stream=True) as client:
            watch = Watch(ChangeServiceStub(client.channel).WatchChanges, WatchChangesRequest(after_revision="1@a"))
            for _ in watch:
                watch.cancel()
            self.assertEqual([], list(watch))

    def _follow(self, answer: Any) -> tuple[list[str], SummitError]:
        """The names of the changes, and how the watch ended."""
        names: list[str] = []
        with served(WATCH, WatchChangesRequest, answer, stream=True) as client:
            with self.assertRaises(SummitError) as ended:
                for found in Watch(ChangeServiceStub(client.channel).WatchChanges, WatchChangesRequest(after_revision="1@a")):
                    names += [change.name for change in found.changes]
        return names, ended.exception
