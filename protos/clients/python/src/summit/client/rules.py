"""Checks requests against the rules of their fields before they are sent, where protovalidate is installed."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import grpc
from google.protobuf.message import Message

import summit  # noqa: F401
from google.rpc import error_details_pb2, status_pb2
from summit.client.errors import SummitError

Check = Callable[[Message, str], None]


def checker() -> Check | None:
    """Returns the check of a request; None when no protovalidate that it knows is installed."""
    try:
        # Since version 2 its violations are messages of another library than google.protobuf.
        if int(version("protovalidate").split(".")[0]) >= 2:
            return None
        import protovalidate
    except ImportError:
        return None
    validator = protovalidate.Validator()

    def check(request: Message, method: str) -> None:
        violations = validator.collect_violations(request)
        if violations:
            raise _invalid(method, [(_path(v.proto.field), v.proto.message) for v in violations])

    return check


def _path(field: Any) -> str:
    return ".".join(e.field_name + (f"[{e.index}]" if e.WhichOneof("subscript") == "index" else "") for e in field.elements)


def _invalid(method: str, violations: list[tuple[str, str]]) -> SummitError:
    """The error that the service would give."""
    message = "; ".join(f"{field}: {text}" for field, text in violations)
    status = status_pb2.Status(code=grpc.StatusCode.INVALID_ARGUMENT.value[0], message=message)
    request = error_details_pb2.BadRequest()
    for field, text in violations:
        request.field_violations.add(field=field, description=text)
    for detail in (error_details_pb2.ErrorInfo(reason="INVALID_FIELDS", domain="summit"), request):
        status.details.add().Pack(detail)
    return SummitError(grpc.StatusCode.INVALID_ARGUMENT, message, method, status)
