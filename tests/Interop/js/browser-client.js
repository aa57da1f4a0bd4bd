// Runs inside a browser: one case with our own client for browsers (protos/clients/typescript, built). Bundled by browser.js, which calls it.
import { connect } from "../../../protos/clients/typescript/dist/web.js";
import { cases } from "./cases.js";
import { ConnectClient } from "./connect.js";
import { registryOf } from "./contract.js";

const protocols = { "summit-client": "connect", "summit-client-grpcweb": "grpc-web" };

globalThis.runCase = async ({ name, web, descriptors, token, which }) => {
  const bytes = Uint8Array.from(atob(descriptors), (letter) => letter.charCodeAt(0));
  // The case of the errors is about what the service says; our client would find the faults itself.
  const { transport } = connect({ address: `http://${web}`, protocol: protocols[name], checkRequests: which !== "errors" });
  await cases[which]({ client: new ConnectClient(transport, registryOf(bytes)), token, name });
};
