// Clients of @connectrpc/connect, over whichever transport they are given.
import { fromJson, toJson } from "@bufbuild/protobuf";
import { anyUnpack, AnySchema } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, createClient } from "@connectrpc/connect";

export class ConnectClient {
  constructor(transport, registry) {
    this.registry = registry;
    this.transport = transport;
  }

  async unary(service, method, request, token) {
    const { call, input, output } = this.#method(service, method);
    try {
      const headers = token ? { authorization: `Bearer ${token}` } : {};
      return toJson(output, await call(fromJson(input, request), { headers }), { alwaysEmitImplicit: true });
    } catch (error) {
      throw this.#plain(error);
    }
  }

  async *watch(service, method, request) {
    const { call, input, output } = this.#method(service, method);
    const ending = new AbortController();
    try {
      for await (const message of call(fromJson(input, request), { signal: ending.signal })) {
        yield toJson(output, message, { alwaysEmitImplicit: true });
      }
    } finally {
      ending.abort();
    }
  }

  #method(service, name) {
    const type = this.registry.getService(service);
    const method = type.methods.find((m) => m.name === name);
    const client = createClient(type, this.transport);
    return { call: client[method.localName], input: method.input, output: method.output };
  }

  #plain(error) {
    if (!(error instanceof ConnectError)) throw error;
    const code = Code[error.code].replace(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
    const details = error.details.map(({ type, value }) => {
      const schema = this.registry.getMessage(type);
      return { "@type": `type.googleapis.com/${type}`, ...toJson(schema, anyUnpack({ $typeName: AnySchema.typeName, typeUrl: `/${type}`, value }, schema)) };
    });
    return { code, message: error.rawMessage, details };
  }
}
