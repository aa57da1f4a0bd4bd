"""A gRPC server that answers as a test says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent import futures
from contextlib import contextmanager
from typing import Any

import grpc

from summit.client import ClientOptions, SummitClient

Answer = Callable[[Any, grpc.ServicerContext], Any]


@contextmanager
def served(path: str, request: Any, answer: Answer, stream: bool = False, **options: Any) -> Iterator[SummitClient]:
    """A client of a server with one method."""
    service, method = path[1:].split("/")
    kind = grpc.unary_stream_rpc_method_handler if stream else grpc.unary_unary_rpc_method_handler
    handler = kind(answer, request_deserializer=request.FromString, response_serializer=lambda message: message.SerializeToString())
    server = grpc.server(futures.ThreadPoolExecutor(4))
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(service, {method: handler}),))
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        with SummitClient(f"http://127.0.0.1:{port}", ClientOptions(initial_backoff=0.01, **options)) as client:
            yield client
    finally:
        server.stop(None)
