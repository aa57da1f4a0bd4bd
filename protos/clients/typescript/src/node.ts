import type { Interceptor, Transport } from "@connectrpc/connect";
import { createConnectTransport, createGrpcTransport, createGrpcWebTransport, type GrpcTransportOptions } from "@connectrpc/connect-node";
import { Summit } from "./client.js";
import type { SummitOptions } from "./transport.js";

/** Options of a client in Node. */
export interface NodeOptions extends SummitOptions {
  /**
   * The protocol. `grpc` calls the gateway's gRPC port; `connect` and `grpc-web` call its web port, over HTTP/1.1. Default: `grpc`.
   */
  protocol?: "grpc" | "connect" | "grpc-web";
  /** Options of Node's HTTP/2 or HTTP/1.1 client, for example an authority to trust. */
  nodeOptions?: GrpcTransportOptions["nodeOptions"];
}

/** Opens a client for Node. It connects with the first call. */
export function connect(options: NodeOptions): Summit {
  return new Summit(options, (baseUrl, interceptors) => open(options, baseUrl, interceptors));
}

function open({ protocol = "grpc", nodeOptions }: NodeOptions, baseUrl: string, interceptors: Interceptor[]): Transport {
  const tls = nodeOptions ? { nodeOptions } : {};
  switch (protocol) {
    case "grpc":
      return createGrpcTransport({ baseUrl, interceptors, ...tls });
    case "connect":
      return createConnectTransport({ baseUrl, interceptors, httpVersion: "1.1", useHttpGet: true, ...(tls as object) });
    case "grpc-web":
      return createGrpcWebTransport({ baseUrl, interceptors, httpVersion: "1.1", ...(tls as object) });
  }
}
