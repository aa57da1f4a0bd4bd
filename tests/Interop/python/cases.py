"""The cases, each by the name it has in gRPC's interoperability description."""

import os
import queue

import grpc

GZIP = grpc.Compression.Gzip
# A case that hangs is a failure with a name, not a hung suite.
TIMEOUT_SECONDS = 30
SIZES = [(27182, 31415), (8, 9), (1828, 2653), (45904, 58979)]


def check(condition, message):
    if not condition:
        raise AssertionError(message)


def check_zeros(payload, size):
    check(payload.body == bytes(size), f"expected {size} zeros, got {len(payload.body)} bytes")


def check_status(call, code, details=None):
    """`call` is a call or the error it raised; both know how they ended."""
    check(call.code() == code, f"status is {call.code()} {call.details()!r}, expected {code}")
    if details is not None:
        check(call.details() == details, f"message is {call.details()!r}, expected {details!r}")


def fails(action):
    try:
        action()
    except grpc.RpcError as error:
        return error
    raise AssertionError("the call succeeded")


def large(clients, **more):
    return clients.types.SimpleRequest(
        response_size=314159, payload=clients.types.Payload(body=bytes(271828)), **more
    )


def unary(clients, request, **options):
    return clients.service.UnaryCall(request, timeout=TIMEOUT_SECONDS, **options)


def flag(clients, value):
    return clients.types.BoolValue(value=value)


def empty_unary(clients):
    response = clients.service.EmptyCall(clients.types.Empty(), timeout=TIMEOUT_SECONDS)
    check(response.ByteSize() == 0, "the response is not empty")


def large_unary(clients):
    check_zeros(unary(clients, large(clients)).payload, 314159)


def client_compressed_unary(clients):
    compressed = large(clients, expect_compressed=flag(clients, True))
    if clients.probe:
        check_status(fails(lambda: unary(clients, compressed)), grpc.StatusCode.INVALID_ARGUMENT)
    check_zeros(unary(clients, compressed, compression=GZIP).payload, 314159)
    plain = large(clients, expect_compressed=flag(clients, False))
    check_zeros(unary(clients, plain).payload, 314159)


def server_compressed_unary(clients):
    for value in (True, False):
        response = unary(clients, large(clients, response_compressed=flag(clients, value)))
        check_zeros(response.payload, 314159)


def send_input(clients, messages, **options):
    return clients.service.StreamingInputCall(iter(messages), timeout=TIMEOUT_SECONDS, **options)


def input_message(clients, body, **more):
    return clients.types.StreamingInputCallRequest(payload=clients.types.Payload(body=body), **more)


def client_streaming(clients):
    response = send_input(clients, [input_message(clients, bytes(size)) for size, _ in SIZES])
    check(response.aggregated_payload_size == 74922, f"sum is {response.aggregated_payload_size}")


def client_compressed_streaming(clients):
    compressed = input_message(clients, bytes(27182), expect_compressed=flag(clients, True))
    if clients.probe:
        check_status(fails(lambda: send_input(clients, [compressed])), grpc.StatusCode.INVALID_ARGUMENT)
    # grpcio has no switch for single messages, but its core sends what does not shrink uncompressed. So the second body is
    # random instead of zeros.
    plain = input_message(clients, os.urandom(45904), expect_compressed=flag(clients, False))
    response = send_input(clients, [compressed, plain], compression=GZIP)
    check(response.aggregated_payload_size == 73086, f"sum is {response.aggregated_payload_size}")


def read_output(clients, parameters):
    request = clients.types.StreamingOutputCallRequest(
        response_parameters=[clients.types.ResponseParameters(**asked) for asked in parameters]
    )
    call = clients.service.StreamingOutputCall(request, timeout=TIMEOUT_SECONDS)
    responses = list(call)
    check(len(responses) == len(parameters), f"{len(responses)} responses")
    for response, asked in zip(responses, parameters):
        check_zeros(response.payload, asked["size"])
    check_status(call, grpc.StatusCode.OK)


def server_streaming(clients):
    read_output(clients, [{"size": size} for _, size in SIZES])


def server_compressed_streaming(clients):
    read_output(
        clients,
        [
            {"size": 31415, "compressed": flag(clients, True)},
            {"size": 92653, "compressed": flag(clients, False)},
        ],
    )


def output_message(clients, body_size, *response_sizes):
    return clients.types.StreamingOutputCallRequest(
        response_parameters=[clients.types.ResponseParameters(size=size) for size in response_sizes],
        payload=clients.types.Payload(body=bytes(body_size)),
    )


class Duplex:
    """A duplex call whose requests are sent when the case says so."""

    _END = object()

    def __init__(self, clients, **options):
        self._queue = queue.Queue()
        options.setdefault("timeout", TIMEOUT_SECONDS)
        self.call = clients.service.FullDuplexCall(iter(self._queue.get, self._END), **options)

    def send(self, message):
        self._queue.put(message)

    def half_close(self):
        self._queue.put(self._END)


def ping_pong(clients):
    duplex = Duplex(clients)
    for request, response in SIZES:
        duplex.send(output_message(clients, request, response))
        check_zeros(next(duplex.call).payload, response)
    duplex.half_close()
    check(not list(duplex.call), "responses after the last request")
    check_status(duplex.call, grpc.StatusCode.OK)


def empty_stream(clients):
    duplex = Duplex(clients)
    duplex.half_close()
    check(not list(duplex.call), "responses to no request")
    check_status(duplex.call, grpc.StatusCode.OK)


def custom_metadata(clients):
    initial = ("x-grpc-test-echo-initial", "test_initial_metadata_value")
    trailing = ("x-grpc-test-echo-trailing-bin", b"\xab\xab\xab")

    def check_echoed(call):
        check(initial in call.initial_metadata(), f"headers are {call.initial_metadata()}")
        check(trailing in call.trailing_metadata(), f"trailers are {call.trailing_metadata()}")

    response, call = clients.service.UnaryCall.with_call(
        large(clients), metadata=[initial, trailing], timeout=TIMEOUT_SECONDS
    )
    check_zeros(response.payload, 314159)
    check_echoed(call)

    duplex = Duplex(clients, metadata=[initial, trailing])
    duplex.send(output_message(clients, 271828, 314159))
    duplex.half_close()
    check([len(response.payload.body) for response in duplex.call] == [314159], "not the one response asked for")
    check_echoed(duplex.call)


def status_code_and_message(clients):
    status = clients.types.EchoStatus(code=2, message="test status message")
    error = fails(lambda: unary(clients, clients.types.SimpleRequest(response_status=status)))
    check_status(error, grpc.StatusCode.UNKNOWN, status.message)

    duplex = Duplex(clients)
    duplex.send(clients.types.StreamingOutputCallRequest(response_status=status))
    duplex.half_close()
    check_status(fails(lambda: list(duplex.call)), grpc.StatusCode.UNKNOWN, status.message)


def special_status_message(clients):
    message = "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n"
    status = clients.types.EchoStatus(code=2, message=message)
    error = fails(lambda: unary(clients, clients.types.SimpleRequest(response_status=status)))
    check_status(error, grpc.StatusCode.UNKNOWN, message)


def unimplemented(clients, client):
    error = fails(lambda: client.UnimplementedCall(clients.types.Empty(), timeout=TIMEOUT_SECONDS))
    check_status(error, grpc.StatusCode.UNIMPLEMENTED)


def unimplemented_method(clients):
    unimplemented(clients, clients.service)


def unimplemented_service(clients):
    unimplemented(clients, clients.unimplemented)


def cancel_after_begin(clients):
    # The queue never ends, so only the cancellation can.
    call = clients.service.StreamingInputCall.future(iter(queue.Queue().get, None), timeout=TIMEOUT_SECONDS)
    call.cancel()
    check(call.cancelled(), "the call is not cancelled")
    check_status(call, grpc.StatusCode.CANCELLED)


def cancel_after_first_response(clients):
    duplex = Duplex(clients)
    duplex.send(output_message(clients, 27182, 31415))
    check_zeros(next(duplex.call).payload, 31415)
    duplex.call.cancel()
    check_status(fails(lambda: next(duplex.call)), grpc.StatusCode.CANCELLED)
    duplex.half_close()


def timeout_on_sleeping_server(clients):
    # On an open connection; otherwise the deadline passes before the server hears of the call.
    empty_unary(clients)
    duplex = Duplex(clients, timeout=0.001)
    duplex.send(output_message(clients, 27182))
    check_status(fails(lambda: next(duplex.call)), grpc.StatusCode.DEADLINE_EXCEEDED)
    duplex.half_close()


CASES = {
    case.__name__: case
    for case in (
        empty_unary, large_unary, client_streaming, server_streaming, ping_pong, empty_stream, client_compressed_unary,
        server_compressed_unary, client_compressed_streaming, server_compressed_streaming, custom_metadata,
        status_code_and_message, special_status_message, unimplemented_method, unimplemented_service, cancel_after_begin,
        cancel_after_first_response, timeout_on_sleeping_server,
    )
}
