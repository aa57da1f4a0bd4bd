"""What the contracts say about each method, read off the options in their descriptors."""

from __future__ import annotations

import functools
import importlib.resources
from collections.abc import Mapping
from dataclasses import dataclass

from google.protobuf import descriptor_pb2

from summit.api.v1 import annotations_pb2

STANDARD_DEADLINE = 10.0


@dataclass(frozen=True)
class Method:
    """The policy of one method."""

    service: str
    """Full name of the service."""
    name: str
    """Name of the method."""
    unary: bool
    """Whether one request has one answer."""
    request_id: bool
    """Whether the request has a request_id, which makes it safe to repeat a call."""
    side_effects: bool
    """Whether a call may change data."""
    deadline: float | None
    """Seconds that a call has when it does not say; None for streams without an end."""

    @property
    def repeatable(self) -> bool:
        """Whether a failed call can be repeated safely."""
        return self.request_id or not self.side_effects


@functools.cache
def all_methods() -> Mapping[str, Method]:
    """Every method of the contracts by its path, /package.Service/Method."""
    files = descriptor_pb2.FileDescriptorSet.FromString(importlib.resources.files("summit").joinpath("contracts.binpb").read_bytes())
    with_id = {
        f".{file.package}.{message.name}"
        for file in files.file
        for message in file.message_type
        if any(field.name == "request_id" and field.type == field.TYPE_STRING for field in message.field)
    }
    return {
        f"/{file.package}.{service.name}/{method.name}": _read(f"{file.package}.{service.name}", method, method.input_type in with_id)
        for file in files.file
        for service in file.service
        for method in service.method
    }


def _read(service: str, method: descriptor_pb2.MethodDescriptorProto, request_id: bool) -> Method:
    unary = not (method.client_streaming or method.server_streaming)
    timing = method.options.Extensions[annotations_pb2.timing]
    deadline: float | None = STANDARD_DEADLINE
    if timing.HasField("default_deadline"):
        deadline = timing.default_deadline.ToTimedelta().total_seconds()
    if not unary and timing.HasField("max_deadline") and timing.max_deadline.ToTimedelta().total_seconds() == 0:
        deadline = None
    side_effects = method.options.idempotency_level != descriptor_pb2.MethodOptions.NO_SIDE_EFFECTS
    return Method(service, method.name, unary, request_id, side_effects, deadline)
