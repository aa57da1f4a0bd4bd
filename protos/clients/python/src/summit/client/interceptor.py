"""Gives every call what its contract promises: deadline, request id, token, revisions and typed errors."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any, NamedTuple

import grpc

from summit.client.headers import AUTHORIZATION, MIN_REVISION, Metadata, value_of
from summit.client.methods import all_methods
from summit.client.options import ClientOptions
from summit.client.outcomes import ManyAnswers, OneAnswer
from summit.client.revisions import RevisionMemory
from summit.client.rules import checker


class _Details(NamedTuple):
    """What is to be sent beside the request, as gRPC asks for it."""

    method: str
    timeout: float | None
    metadata: Metadata | None
    credentials: Any
    wait_for_ready: bool | None
    compression: Any


class CallInterceptor(
    grpc.UnaryUnaryClientInterceptor,
    grpc.UnaryStreamClientInterceptor,
    grpc.StreamUnaryClientInterceptor,
    grpc.StreamStreamClientInterceptor,
):
    """Stands between the stubs and the channel."""

    def __init__(self, options: ClientOptions) -> None:
        self._token = options.token
        self._revisions = RevisionMemory() if options.remember_revisions else None
        self._check = checker() if options.check_rules else None

    def intercept_unary_unary(self, continuation: Callable[..., Any], client_call_details: Any, request: Any) -> OneAnswer:
        return self._one(continuation, client_call_details, self._prepared(client_call_details, request))

    def intercept_stream_unary(self, continuation: Callable[..., Any], client_call_details: Any, request_iterator: Any) -> OneAnswer:
        return self._one(continuation, client_call_details, request_iterator)

    def intercept_unary_stream(self, continuation: Callable[..., Any], client_call_details: Any, request: Any) -> ManyAnswers:
        return self._many(continuation, client_call_details, self._prepared(client_call_details, request))

    def intercept_stream_stream(self, continuation: Callable[..., Any], client_call_details: Any, request_iterator: Any) -> ManyAnswers:
        return self._many(continuation, client_call_details, request_iterator)

    def _one(self, continuation: Callable[..., Any], details: Any, request: Any) -> OneAnswer:
        return OneAnswer(continuation(self._completed(details), request), details.method, self._observe)

    def _many(self, continuation: Callable[..., Any], details: Any, request: Any) -> ManyAnswers:
        return ManyAnswers(continuation(self._completed(details), request), details.method, self._observe)

    def _prepared(self, details: Any, request: Any) -> Any:
        """The request, checked, with a request_id when its method has one and the caller set none: only then is the second
        attempt the same request."""
        method = all_methods().get(details.method)
        if method is None:
            return request
        if self._check is not None:
            self._check(request, details.method)
        if not method.request_id or request.request_id:
            return request
        copy = type(request)()
        copy.CopyFrom(request)
        copy.request_id = str(uuid.uuid4())
        return copy

    def _completed(self, details: Any) -> _Details:
        method = all_methods().get(details.method)
        timeout = details.timeout if details.timeout is not None or method is None else method.deadline
        metadata = list(details.metadata or ())
        token = self._token() if self._token is not None and value_of(metadata, AUTHORIZATION) is None else None
        if token:
            metadata.append((AUTHORIZATION, f"Bearer {token}"))
        seen = str(self._revisions or "")
        if seen and value_of(metadata, MIN_REVISION) is None:
            metadata.append((MIN_REVISION, seen))
        return _Details(
            details.method, timeout, metadata, details.credentials, getattr(details, "wait_for_ready", None), getattr(details, "compression", None)
        )

    def _observe(self, vector: str) -> None:
        if self._revisions is not None and vector:
            self._revisions.observe(vector)
