// Runs inside a browser: one case with @connectrpc/connect-web. Bundled by browser.js, which calls it.
import { createConnectTransport, createGrpcWebTransport } from "@connectrpc/connect-web";
import { cases } from "./cases.js";
import { ConnectClient } from "./connect.js";
import { registryOf } from "./contract.js";

const transports = {
  "connect-web": (baseUrl) => createConnectTransport({ baseUrl, useHttpGet: true }),
  "connect-web-json": (baseUrl) => createConnectTransport({ baseUrl, useBinaryFormat: false }),
  "connect-web-grpcweb": (baseUrl) => createGrpcWebTransport({ baseUrl }),
};

globalThis.runCase = async ({ name, web, descriptors, token, which }) => {
  const bytes = Uint8Array.from(atob(descriptors), (letter) => letter.charCodeAt(0));
  await cases[which]({ client: new ConnectClient(transports[name](`http://${web}`), registryOf(bytes)), token, name });
};
