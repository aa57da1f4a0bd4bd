"""The interoperability server on grpcio: server.py DESCRIPTORS

Listens on a free port of 127.0.0.1, says "listening PORT" on standard output, serves until standard input closes.
"""

import sys
import time
from concurrent import futures

import grpc
from contract import Contract, kind

GZIP = grpc.Compression.Gzip


class TestService:
    def __init__(self, contract):
        self._contract = contract

    def EmptyCall(self, request, context):
        echo_metadata(context)
        return self._contract.Empty()

    def UnaryCall(self, request, context):
        if request.response_compressed.value:
            context.set_compression(GZIP)
        echo_metadata(context)
        end_if_asked(request, context)
        return self._contract.SimpleResponse(payload=self._payload(request.response_size))

    def StreamingInputCall(self, requests, context):
        echo_metadata(context)
        total = sum(len(request.payload.body) for request in requests)
        return self._contract.StreamingInputCallResponse(aggregated_payload_size=total)

    def StreamingOutputCall(self, request, context):
        # Compression is chosen for the call before its headers leave, and switched off for single messages.
        if any(asked.compressed.value for asked in request.response_parameters):
            context.set_compression(GZIP)
        echo_metadata(context)
        yield from self._answers(request, context)

    def FullDuplexCall(self, requests, context):
        echo_metadata(context)
        for request in requests:
            yield from self._answers(request, context)

    def HalfDuplexCall(self, requests, context):
        echo_metadata(context)
        for request in list(requests):
            yield from self._answers(request, context)

    def _answers(self, request, context):
        end_if_asked(request, context)
        for asked in request.response_parameters:
            if asked.interval_us:
                time.sleep(asked.interval_us / 1_000_000)
            if not asked.compressed.value:
                context.disable_next_message_compression()
            yield self._contract.StreamingOutputCallResponse(payload=self._payload(asked.size))

    def _payload(self, size):
        return self._contract.Payload(body=bytes(size))


def echo_metadata(context):
    received = dict(context.invocation_metadata())
    initial, trailing = "x-grpc-test-echo-initial", "x-grpc-test-echo-trailing-bin"
    context.send_initial_metadata([(initial, received[initial])] if initial in received else [])
    if trailing in received:
        context.set_trailing_metadata([(trailing, received[trailing])])


def end_if_asked(request, context):
    asked = request.response_status
    if asked.code:
        code = next(code for code in grpc.StatusCode if code.value[0] == asked.code)
        context.abort(code, asked.message)


def handlers(contract):
    service = TestService(contract)
    for name, request, response, client_streams, server_streams in contract.methods("TestService"):
        # What TestService does not define stays unknown to the server.
        if hasattr(service, name):
            handler = getattr(grpc, f"{kind(client_streams, server_streams)}_rpc_method_handler")
            yield name, handler(getattr(service, name), request.FromString, response.SerializeToString)


def main():
    contract = Contract(sys.argv[1])
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=16))
    server.add_generic_rpc_handlers(
        [grpc.method_handlers_generic_handler("grpc.testing.TestService", dict(handlers(contract)))]
    )
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(f"listening {port}", flush=True)
    sys.stdin.read()
    server.stop(grace=None).wait()


if __name__ == "__main__":
    main()
