// grpc-js with messages of proto-loader: what most Node programs use.
import { createRequire } from "node:module";
import { fromBinary, toJson } from "@bufbuild/protobuf";

const require = createRequire(import.meta.url);
const grpc = require("@grpc/grpc-js");
const { loadFileDescriptorSetFromBuffer } = require("@grpc/proto-loader");

export class GrpcJs {
  constructor(address, contract) {
    this.address = address;
    this.registry = contract.registry;
    this.types = grpc.loadPackageDefinition(
      loadFileDescriptorSetFromBuffer(contract.bytes, { longs: String, enums: String, defaults: true }),
    );
  }

  async unary(service, method, request, token) {
    const stub = this.#stub(service);
    try {
      return await new Promise((resolve, reject) =>
        stub[method](renamed(request, snake), metadata(token), (error, answer) => (error ? reject(error) : resolve(renamed(answer, camel)))),
      );
    } catch (error) {
      throw this.#plain(error);
    } finally {
      stub.close();
    }
  }

  async *watch(service, method, request) {
    const stub = this.#stub(service);
    const call = stub[method](renamed(request, snake), metadata());
    try {
      for await (const message of call) yield renamed(message, camel);
    } finally {
      call.on("error", () => {}); // Cancelling is how a watch ends.
      call.cancel();
      stub.close();
    }
  }

  #stub(service) {
    const type = service.split(".").reduce((at, part) => at[part], this.types);
    return new type(this.address, grpc.credentials.createInsecure());
  }

  #plain(error) {
    const [bytes] = error.metadata?.get("grpc-status-details-bin") ?? [];
    const status = bytes && toJson(
      this.registry.getMessage("google.rpc.Status"),
      fromBinary(this.registry.getMessage("google.rpc.Status"), bytes),
      { registry: this.registry },
    );
    return { code: grpc.status[error.code], message: error.details, details: status?.details ?? [] };
  }
}

function metadata(token) {
  const headers = new grpc.Metadata();
  if (token) headers.set("authorization", `Bearer ${token}`);
  return headers;
}

// A descriptor set gives proto-loader the names as the .proto files write them.
const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const camel = (name) => name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());

function renamed(value, rename) {
  if (Array.isArray(value)) return value.map((item) => renamed(item, rename));
  if (value === null || typeof value !== "object" || Buffer.isBuffer(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [rename(name), renamed(inner, rename)]));
}
