"""The contracts, built at run time from a FileDescriptorSet that the test wrote, so that nothing is generated."""

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory


class Contract:
    """Message classes and methods by their full names."""

    def __init__(self, path):
        self._pool = descriptor_pool.DescriptorPool()
        files = descriptor_pb2.FileDescriptorSet()
        with open(path, "rb") as file:
            files.ParseFromString(file.read())
        for file in files.file:
            self._pool.Add(file)
        self.services = {f"{file.package}.{service.name}" for file in files.file for service in file.service}

    def message(self, name):
        return self._class(self._pool.FindMessageTypeByName(name))

    def method(self, service, name):
        """Returns the request class and the answer class."""
        method = self._pool.FindServiceByName(service).FindMethodByName(name)
        return self._class(method.input_type), self._class(method.output_type)

    def _class(self, descriptor):
        # protobuf 4.22 moved this from the factory to its module.
        if hasattr(message_factory, "GetMessageClass"):
            return message_factory.GetMessageClass(descriptor)
        return message_factory.MessageFactory(self._pool).GetPrototype(descriptor)
