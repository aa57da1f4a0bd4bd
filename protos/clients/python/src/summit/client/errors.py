"""A call that failed, with what the service said about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import grpc
from google.protobuf.message import DecodeError, Message

# The package first: it says where the standard messages are.
import summit  # noqa: F401
from google.rpc import error_details_pb2, status_pb2
from summit.client.headers import STATUS_DETAILS, TRACE_ID, Metadata, text_of, value_of

TMessage = TypeVar("TMessage", bound=Message)


@dataclass(frozen=True)
class FieldViolation:
    """A field of the request that broke a rule."""

    field: str
    """Path of the field, such as position.actor."""
    description: str
    """The rule in words."""


class SummitError(grpc.RpcError):
    """A call that failed. Every error of a call is one."""

    def __init__(self, code: grpc.StatusCode, message: str, method: str, status: status_pb2.Status, trace_id: str = "", trailers: Metadata = ()) -> None:
        super().__init__(f"{code.name}: {message}")
        self._code, self._message, self._trailers = code, message, tuple(trailers)
        self.method = method
        """Path of the method that was called, /package.Service/Method."""
        self.status = status
        """The whole status as sent; empty when the answer carried none."""
        info = self.detail(error_details_pb2.ErrorInfo) or error_details_pb2.ErrorInfo()
        self.reason: str = info.reason
        """Stable reason, a name of summit.api.v1.ErrorReason without its prefix, such as ETAG_STALE; empty when none was sent."""
        self.domain: str = info.domain
        """Whose reason it is; `summit` for ours."""
        self.facts: Mapping[str, str] = dict(info.metadata)
        """Facts that belong to the reason, such as the current etag."""
        request = self.detail(error_details_pb2.BadRequest) or error_details_pb2.BadRequest()
        self.violations: Sequence[FieldViolation] = [FieldViolation(v.field, v.description) for v in request.field_violations]
        """Every field of the request that broke a rule; empty for other errors."""
        about = self.detail(error_details_pb2.RequestInfo)
        self.trace_id = about.request_id if about else trace_id
        """Trace of the call, 32 hex digits; empty when the call did not reach a service."""
        retry = self.detail(error_details_pb2.RetryInfo)
        self.retry_delay: float | None = retry.retry_delay.ToTimedelta().total_seconds() if retry else None
        """Seconds after which to try again, if the service said so."""

    def code(self) -> grpc.StatusCode:
        """The status code."""
        return self._code

    def details(self) -> str:
        """The message of the status."""
        return self._message

    def trailing_metadata(self) -> Metadata:
        """Metadata after the answer."""
        return self._trailers

    def detail(self, kind: type[TMessage]) -> TMessage | None:
        """The first detail of a type, or None."""
        for packed in self.status.details:
            found: TMessage = kind()
            if packed.Is(kind.DESCRIPTOR) and packed.Unpack(found):
                return found
        return None


def typed(error: grpc.RpcError, method: str, headers: Metadata | None = None) -> SummitError:
    """Reads what a failed call carried. An error that is one already comes back unchanged."""
    if isinstance(error, SummitError):
        return error
    trailers = error.trailing_metadata() or ()
    raw, status = value_of(trailers, STATUS_DETAILS), status_pb2.Status()
    if isinstance(raw, bytes):
        try:
            status = status_pb2.Status.FromString(raw)
        except DecodeError:
            pass  # Details that cannot be read count as none. The status itself still says what happened.
    trace_id = text_of(trailers, TRACE_ID) or text_of(headers, TRACE_ID)
    return SummitError(error.code(), error.details() or "", method, status, trace_id, trailers)
