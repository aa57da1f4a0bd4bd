// node run.js CLIENT ADDRESS WEB DESCRIPTORS TOKEN CASE: runs one case; exit code 1 and the reason on standard error when it fails.
import { readFileSync } from "node:fs";
import { createConnectTransport, createGrpcTransport, createGrpcWebTransport } from "@connectrpc/connect-node";
import { browserNames, runInBrowser } from "./browser.js";
import { cases } from "./cases.js";
import { ConnectClient } from "./connect.js";
import { registryOf } from "./contract.js";
import { useExplorer } from "./explorer.js";
import { GrpcJs } from "./grpc-js.js";

const [name, address, web, descriptors, token, which] = process.argv.slice(2);
const bytes = readFileSync(descriptors);
const registry = registryOf(bytes);
const http = { baseUrl: `http://${web}`, httpVersion: "1.1" };
const clients = {
  "grpc-js": () => new GrpcJs(address, { bytes, registry }),
  "connect-node": () => new ConnectClient(createGrpcTransport({ baseUrl: `http://${address}` }), registry),
  "connect-node-connect": () => new ConnectClient(createConnectTransport({ ...http, useHttpGet: true }), registry),
  "connect-node-json": () => new ConnectClient(createConnectTransport({ ...http, useBinaryFormat: false }), registry),
  "connect-node-grpcweb": () => new ConnectClient(createGrpcWebTransport(http), registry),
};

if (which === "explorer") {
  await useExplorer(web);
} else if (browserNames.includes(name)) {
  await runInBrowser({ name, web, descriptors: bytes.toString("base64"), token, which });
} else {
  await cases[which]({ client: clients[name](), token, name });
}
// Connections that the libraries keep open must not keep the program.
process.exit(0);
