"""The messages and methods of grpc.testing, built at run time from a FileDescriptorSet, so that nothing is generated."""

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory


class Contract:
    """Message classes as attributes; the methods of each service by name."""

    def __init__(self, path):
        self._pool = descriptor_pool.DescriptorPool()
        files = descriptor_pb2.FileDescriptorSet()
        with open(path, "rb") as file:
            files.ParseFromString(file.read())
        for file in files.file:
            self._pool.Add(file)
        self._classes = {
            name: message_class(self._pool.FindMessageTypeByName(name))
            for name in (f"{file.package}.{message.name}" for file in files.file for message in file.message_type)
        }

    def __getattr__(self, name):
        return self._classes[f"grpc.testing.{name}"]

    def methods(self, service):
        """Yields (name, request class, response class, client streams, server streams)."""
        for method in self._pool.FindServiceByName(f"grpc.testing.{service}").methods:
            # Whether a side streams is in the descriptor's own message; older protobuf has no property for it.
            description = descriptor_pb2.MethodDescriptorProto()
            method.CopyToProto(description)
            yield (
                method.name,
                self._classes[method.input_type.full_name],
                self._classes[method.output_type.full_name],
                description.client_streaming,
                description.server_streaming,
            )


def message_class(descriptor):
    """protobuf 4.22 moved this from the factory to its module."""
    if hasattr(message_factory, "GetMessageClass"):
        return message_factory.GetMessageClass(descriptor)
    return message_factory.MessageFactory(descriptor.file.pool).GetPrototype(descriptor)


def kind(client_streams, server_streams):
    """The name grpcio gives a call type, such as "unary_stream"."""
    return f"{'stream' if client_streams else 'unary'}_{'stream' if server_streams else 'unary'}"
