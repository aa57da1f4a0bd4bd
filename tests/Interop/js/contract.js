// The contracts as the test wrote them down (a FileDescriptorSet), so that nothing is generated here.
import { readFileSync } from "node:fs";
import { createFileRegistry, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";

export function readContract(path) {
  const bytes = readFileSync(path);
  return { bytes, registry: createFileRegistry(fromBinary(FileDescriptorSetSchema, bytes)) };
}
