import { createConnectTransport, createGrpcWebTransport } from "@connectrpc/connect-web";
import { Summit } from "./client.js";
import type { SummitOptions } from "./transport.js";

/** Options of a client in a browser. */
export interface WebOptions extends SummitOptions {
  /** The protocol. Both call the gateway's web port. Default: `connect`, whose reads are GETs that an HTTP cache may keep. */
  protocol?: "connect" | "grpc-web";
}

/** Opens a client for browsers. */
export function connect({ protocol = "connect", ...options }: WebOptions): Summit {
  return new Summit(options, (baseUrl, interceptors) =>
    protocol === "connect"
      ? createConnectTransport({ baseUrl, interceptors, useHttpGet: true })
      : createGrpcWebTransport({ baseUrl, interceptors }),
  );
}
