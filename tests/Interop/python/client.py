"""Runs one case of gRPC's interoperability description with grpcio: client.py DESCRIPTORS ADDRESS CASE [--no-probe]

Exit code 0: the case holds. 1: it does not, and standard error says why.
"""

import sys
import traceback

import grpc
from cases import CASES
from contract import Contract, kind


class Client:
    """The methods of one service as callables, as a generated stub would have them."""

    def __init__(self, contract, channel, service):
        for name, request, response, client_streams, server_streams in contract.methods(service):
            call = getattr(channel, kind(client_streams, server_streams))
            path = f"/grpc.testing.{service}/{name}"
            setattr(self, name, call(path, request.SerializeToString, response.FromString))


class Clients:
    """What a case gets."""

    def __init__(self, contract, channel, probe):
        self.types = contract
        self.service = Client(contract, channel, "TestService")
        self.unimplemented = Client(contract, channel, "UnimplementedService")
        self.probe = probe


def main():
    descriptors, address, name = sys.argv[1:4]
    with grpc.insecure_channel(address) as channel:
        CASES[name](Clients(Contract(descriptors), channel, "--no-probe" not in sys.argv))
    print(f"{name}: ok")


if __name__ == "__main__":
    try:
        main()
    except Exception:
        traceback.print_exc()
        sys.exit(1)
