"""The behaviours of the list; what each must show stands there."""

from __future__ import annotations

import grpc
from google.protobuf.duration_pb2 import Duration
from google.protobuf.field_mask_pb2 import FieldMask

from scenarios import positions
from scenarios.check import equal, refused
from scenarios.surroundings import Surroundings, command
from scenarios.watch_over_restart import watch_over_restart
from summit.budgets.v1.change_service_pb2_grpc import ChangeServiceStub as BudgetChanges
from summit.changes.v1.changes_pb2 import ListChangesRequest, ProbeRevisionRequest, WatchChangesRequest
from summit.client import is_replayed, read_all
from summit.client.rules import checker
from summit.nations.v1 import position_pb2
from summit.nations.v1.change_service_pb2_grpc import ChangeServiceStub
from summit.nations.v1.nation_service_pb2 import GetNationRequest, ListNationsRequest
from summit.nations.v1.nation_service_pb2_grpc import NationServiceStub
from summit.nations.v1.position_service_pb2 import GetPositionRequest, UpdatePositionRequest
from summit.nations.v1.position_service_pb2_grpc import PositionServiceStub

FRANCE = GetNationRequest(name="nations/FRA")
HEARTBEATS = WatchChangesRequest(heartbeat=Duration(nanos=200_000_000))


def read(system: Surroundings) -> None:
    for gateway in range(2):
        with system.through(gateway, "viewer") as client:
            equal("France", NationServiceStub(client.channel).GetNation(FRANCE).display_name)


def page(system: Surroundings) -> None:
    with system.over_both("viewer") as client:
        nations = NationServiceStub(client.channel)
        names = [nation.name for nation in read_all(nations.ListNations, ListNationsRequest(page_size=7), lambda answer: answer.nations)]
        whole = nations.ListNations(ListNationsRequest(page_size=1000))
    assert len(names) > 14, f"{len(names)} nations"
    equal([nation.name for nation in whole.nations], names)


def replay(system: Surroundings) -> None:
    request = positions.new(f"{system.id}-replay")
    request.request_id = f"{system.id}-replay"
    with system.over_both("delegate") as client:
        stub = PositionServiceStub(client.channel)
        first = stub.CreatePosition(request)
        again, call = stub.CreatePosition.with_call(request)
    equal(first, again)
    assert is_replayed(call), "the second answer does not say that it is a replay"


def write_over_killed_gateway(system: Surroundings) -> None:
    with system.over_both("delegate") as client:
        stub, changes = PositionServiceStub(client.channel), ChangeServiceStub(client.channel)
        before = changes.ProbeRevision(ProbeRevisionRequest()).revision
        # Both gateways are connected before one of them is paused.
        for gateway in range(8):
            changes.ProbeRevision(ProbeRevisionRequest())
        command("pause gateway-1")
        writes = [stub.CreatePosition.future(positions.new(f"{system.id}-killed-{i}")) for i in range(4)]
        command("kill gateway-1")
        written = [write.result() for write in writes]
        command("start gateway-1")
        created = changes.ListChanges(ListChangesRequest(after_revision=before, names_only=True))
    equal(sorted(position.name for position in written), sorted(change.name for change in created.changes))


def read_your_writes(system: Surroundings) -> None:
    with system.over_both("delegate") as client:
        stub = PositionServiceStub(client.channel)
        position = stub.CreatePosition(positions.new(f"{system.id}-own", published=False))
        for i in range(20):
            position.summary = f"Version {i}."
            position = stub.UpdatePosition(UpdatePositionRequest(position=position, update_mask=FieldMask(paths=["summary"])))
            equal(position.etag, stub.GetPosition(GetPositionRequest(name=position.name)).etag)


def token_renewed(system: Surroundings) -> None:
    tokens = iter([system.tokens["forged"], system.tokens["viewer"]])
    with system.open(f"ipv4:{system.gateways[0]}", lambda: next(tokens)) as client:
        nations = NationServiceStub(client.channel)
        equal("TOKEN_INVALID", refused(lambda: nations.GetNation(FRANCE)).reason)
        equal("France", nations.GetNation(FRANCE).display_name)


def rules_before_sending(system: Surroundings) -> None:
    request = positions.new("Not An Id")
    request.position.stance, request.position.actor = position_pb2.STANCE_UNSPECIFIED, "x" * 101
    # Without protovalidate the service finds the same.
    address = f"ipv4:{system.nobody if checker() else system.gateways[0]}"
    with system.open(address, lambda: system.tokens["delegate"]) as client:
        error = refused(lambda: PositionServiceStub(client.channel).CreatePosition(request))
    equal((grpc.StatusCode.INVALID_ARGUMENT, "INVALID_FIELDS"), (error.code(), error.reason))
    equal(["position.actor", "position.stance", "position_id"], sorted(violation.field for violation in error.violations))


def cancelled(system: Surroundings) -> None:
    with system.over_both("viewer") as client:
        changes = ChangeServiceStub(client.channel)
        watch = changes.WatchChanges(HEARTBEATS)
        next(watch)
        watch.cancel()
        equal(grpc.StatusCode.CANCELLED, refused(lambda: list(watch)).code())
        changes.ProbeRevision(ProbeRevisionRequest())


def shutting_down(system: Surroundings) -> None:
    with system.over_both("viewer") as client:
        watch = BudgetChanges(client.channel).WatchChanges(HEARTBEATS)
        next(watch)
        command("stop budgets")
        error = refused(lambda: list(watch))
        command("start budgets")
    equal((grpc.StatusCode.UNAVAILABLE, "SHUTTING_DOWN"), (error.code(), error.reason))


def method_unknown(system: Surroundings) -> None:
    with system.over_both("viewer") as client:
        call = client.channel.unary_unary("/summit.nations.v1.NationService/NoSuchMethod", request_serializer=bytes, response_deserializer=bytes)
        error = refused(lambda: call(b""))
    equal((grpc.StatusCode.UNIMPLEMENTED, "METHOD_UNKNOWN"), (error.code(), error.reason))


ALL = {
    run.__name__.replace("_", "-"): run
    for run in (
        read,
        page,
        replay,
        write_over_killed_gateway,
        watch_over_restart,
        read_your_writes,
        token_renewed,
        rules_before_sending,
        cancelled,
        shutting_down,
        method_unknown,
    )
}
