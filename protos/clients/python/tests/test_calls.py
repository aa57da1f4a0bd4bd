"""What every call gets."""

from __future__ import annotations

import pathlib
import sys
import tempfile
import unittest
from typing import Any

import grpc

from summit.client import ClientOptions, SummitClient, SummitError, read_all
from summit.client.rules import checker
from summit.nations.v1 import nation_service_pb2, position_service_pb2
from summit.nations.v1.nation_pb2 import Nation
from summit.nations.v1.nation_service_pb2_grpc import NationServiceStub
from summit.nations.v1.position_pb2 import Position
from summit.nations.v1.position_service_pb2_grpc import PositionServiceStub
from tests.served import served

GET = "/summit.nations.v1.NationService/GetNation"
LIST = "/summit.nations.v1.NationService/ListNations"
CREATE = "/summit.nations.v1.PositionService/CreatePosition"
FRANCE = nation_service_pb2.GetNationRequest(name="nations/FRA")
RULES_OFF = {"check_rules": False}


class Calls(unittest.TestCase):
    def test_call_without_deadline_has_that_of_the_contract(self) -> None:
        remaining: list[float] = []

        def answer(request: Any, context: grpc.ServicerContext) -> Nation:
            remaining.append(context.time_remaining())
            return Nation()

        with served(GET, nation_service_pb2.GetNationRequest, answer) as client:
            NationServiceStub(client.channel).GetNation(FRANCE)
            NationServiceStub(client.channel).GetNation(FRANCE, timeout=1000)
        # The contract says 10 s. A server may round up what is left.
        self.assertLess(remaining[0], 11)
        self.assertGreater(remaining[1], 11)

    def test_write_that_is_repeated_has_the_same_request_id(self) -> None:
        seen: list[str] = []

        def answer(request: position_service_pb2.CreatePositionRequest, context: grpc.ServicerContext) -> Position:
            seen.append(request.request_id)
            if len(seen) < 3:
                context.abort(grpc.StatusCode.UNAVAILABLE, "away")
            return Position(name="nations/FRA/positions/a")

        request = position_service_pb2.CreatePositionRequest(parent="nations/FRA")
        with served(CREATE, type(request), answer, **RULES_OFF) as client:
            PositionServiceStub(client.channel).CreatePosition(request)
        self.assertEqual(3, len(seen))
        self.assertEqual(1, len(set(seen) - {""}))
        self.assertEqual("", request.request_id)

    def test_other_failures_are_not_repeated(self) -> None:
        calls: list[Any] = []

        def answer(request: Any, context: grpc.ServicerContext) -> Nation:
            calls.append(request)
            context.abort(grpc.StatusCode.INTERNAL, "broken")
            return Nation()

        with served(GET, nation_service_pb2.GetNationRequest, answer) as client:
            with self.assertRaises(SummitError) as raised:
                NationServiceStub(client.channel).GetNation(FRANCE)
            failed = NationServiceStub(client.channel).GetNation.future(FRANCE)
            self.assertIsInstance(failed.exception(), SummitError)
        self.assertEqual((grpc.StatusCode.INTERNAL, "broken", GET), (raised.exception.code(), raised.exception.details(), raised.exception.method))
        self.assertEqual(2, len(calls))

    def test_newest_revision_is_sent_back(self) -> None:
        sent: list[str | None] = []
        answers = iter(["summit.nations.v1=5@a", "summit.nations.v1=4@a,not=one", "summit.nations.v1=1@b", ""])

        def answer(request: Any, context: grpc.ServicerContext) -> Nation:
            sent.append(dict(context.invocation_metadata()).get("summit-min-revision"))
            context.send_initial_metadata((("summit-revision", next(answers)),))
            return Nation()

        with served(GET, nation_service_pb2.GetNationRequest, answer) as client:
            for _ in range(4):
                NationServiceStub(client.channel).GetNation(FRANCE)
        self.assertEqual([None, "summit.nations.v1=5@a", "summit.nations.v1=5@a", "summit.nations.v1=1@b"], sent)

    def test_revision_of_an_error_is_sent_back(self) -> None:
        sent: list[str | None] = []

        def answer(request: Any, context: grpc.ServicerContext) -> Nation:
            sent.append(dict(context.invocation_metadata()).get("summit-min-revision"))
            context.set_trailing_metadata((("summit-revision", "summit.nations.v1=7@a"),))
            context.abort(grpc.StatusCode.NOT_FOUND, "no such nation")
            return Nation()

        with served(GET, nation_service_pb2.GetNationRequest, answer) as client:
            for _ in range(2):
                with self.assertRaises(SummitError):
                    NationServiceStub(client.channel).GetNation(FRANCE)
        self.assertEqual([None, "summit.nations.v1=7@a"], sent)

    def test_token_is_asked_for_each_call(self) -> None:
        sent: list[str | None] = []
        tokens = iter(["one", "two", None])

        def answer(request: Any, context: grpc.ServicerContext) -> Nation:
            sent.append(dict(context.invocation_metadata()).get("authorization"))
            return Nation()

        with served(GET, nation_service_pb2.GetNationRequest, answer, token=lambda: next(tokens)) as client:
            for _ in range(3):
                NationServiceStub(client.channel).GetNation(FRANCE)
        self.assertEqual(["Bearer one", "Bearer two", None], sent)

    def test_pages_are_read_until_there_is_no_next(self) -> None:
        def answer(request: nation_service_pb2.ListNationsRequest, context: grpc.ServicerContext) -> Any:
            page = int(request.page_token or 0)
            nations = [Nation(name=f"nations/{page}")]
            return nation_service_pb2.ListNationsResponse(nations=nations, next_page_token=str(page + 1) if page < 2 else "")

        with served(LIST, nation_service_pb2.ListNationsRequest, answer) as client:
            found = read_all(NationServiceStub(client.channel).ListNations, nation_service_pb2.ListNationsRequest(), lambda page: page.nations)
            self.assertEqual(["nations/0", "nations/1", "nations/2"], [nation.name for nation in found])

    def test_options_that_are_wrong_are_all_named(self) -> None:
        with self.assertRaisesRegex(ValueError, "max_attempts: 9 .*retry_budget: 0"):
            ClientOptions(max_attempts=9, retry_budget=0)
        with self.assertRaisesRegex(ValueError, "is not an address"):
            SummitClient("http://localhost:5080/path")

    def test_later_version_of_protovalidate_is_not_used(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "protovalidate.py").write_text("class Validator: pass")
            about = pathlib.Path(folder, "protovalidate-2.1.0.dist-info")
            about.mkdir()
            about.joinpath("METADATA").write_text("Metadata-Version: 2.1\nName: protovalidate\nVersion: 2.1.0\n")
            sys.path.insert(0, folder)
            try:
                self.assertIsNone(checker())
            finally:
                sys.path.remove(folder)
