// node run.js CLIENT ADDRESS DESCRIPTORS TOKEN CASE: runs one case; exit code 1 and the reason on standard error when it fails.
import { cases } from "./cases.js";
import { ConnectNode } from "./connect-node.js";
import { readContract } from "./contract.js";
import { GrpcJs } from "./grpc-js.js";

const [name, address, descriptors, token, which] = process.argv.slice(2);
const clients = { "grpc-js": GrpcJs, "connect-node": ConnectNode };
await cases[which]({ client: new clients[name](address, readContract(descriptors)), token, name });
// Connections that the libraries keep open must not keep the program.
process.exit(0);
