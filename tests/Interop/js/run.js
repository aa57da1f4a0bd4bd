// node run.js CLIENT ADDRESS WEB DESCRIPTORS TOKEN CASE...: runs the cases one after the other and prints a line of JSON for each,
// {"case": "read", "fault": ""}; the fault is empty if the case holds.
import { readFileSync } from "node:fs";
import { createConnectTransport, createGrpcTransport, createGrpcWebTransport } from "@connectrpc/connect-node";
import { browserNames, openBrowser } from "./browser.js";
import { cases } from "./cases.js";
import { ConnectClient } from "./connect.js";
import { registryOf } from "./contract.js";
import { useExplorer } from "./explorer.js";
import { GrpcJs } from "./grpc-js.js";

const [name, address, web, descriptors, token, ...asked] = process.argv.slice(2);
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

const all = async (run) => {
  for (const which of asked) {
    let fault = "";
    try {
      await run(which);
    } catch (error) {
      fault = error.stack ?? String(error);
    }
    console.log(JSON.stringify({ case: which, fault }));
  }
};

if (name === "chromium") {
  await all(() => useExplorer(web));
} else if (browserNames.includes(name)) {
  const browser = await openBrowser(name);
  await all((which) => browser.run({ name, web, descriptors: bytes.toString("base64"), token, which }));
  await browser.close();
} else {
  await all((which) => cases[which]({ client: clients[name](), token, name }));
}
// Connections that the libraries keep open must not keep the program.
process.exit(0);
