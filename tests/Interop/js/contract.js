// The contracts as the test wrote them down (a FileDescriptorSet), so that nothing is generated here.
import { createFileRegistry, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";

export const registryOf = (bytes) => createFileRegistry(fromBinary(FileDescriptorSetSchema, bytes));
