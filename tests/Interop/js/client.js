// Runs one case of gRPC's interoperability description with grpc-js: node client.js ADDRESS CASE [--no-probe]
// Exit code 0: the case holds. 1: it does not, and standard error says why.
'use strict';
const path = require('node:path');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');
const cases = require('./cases.js');

const [address, name, option] = process.argv.slice(2);

function connect() {
  const definition = loader.loadSync('grpc/testing/test.proto', {
    includeDirs: [path.join(__dirname, '..', 'proto')],
    keepCase: true,
  });
  const { TestService, UnimplementedService } = grpc.loadPackageDefinition(definition).grpc.testing;
  const credentials = grpc.credentials.createInsecure();
  // The channel compresses in the cases about compression; there each message says whether it wants to be left alone.
  const compresses = name.startsWith('client_compressed');
  const channel = {
    'grpc.default_compression_algorithm': compresses ? grpc.compressionAlgorithms.gzip : grpc.compressionAlgorithms.identity,
    interceptors: compresses ? [leaveUncompressed] : [],
  };
  return {
    service: new TestService(address, credentials, channel),
    unimplemented: new UnimplementedService(address, credentials, channel),
    probe: option !== '--no-probe',
  };
}

// grpc-js takes the write flags of a message only below its stream classes, and does not export their names.
const noCompress = 2;
function leaveUncompressed(options, nextCall) {
  const call = new grpc.InterceptingCall(nextCall(options));
  const send = call.sendMessageWithContext.bind(call);
  call.sendMessageWithContext = (context, message) =>
    send(cases.isPlain(message) ? { ...context, flags: noCompress } : context, message);
  return call;
}

async function main() {
  const run = cases.all[name];
  if (!address || !run) {
    throw new Error(`usage: client.js ADDRESS CASE, where CASE is one of ${Object.keys(cases.all).join(', ')}`);
  }
  const clients = connect();
  await run(clients);
  clients.service.close();
  clients.unimplemented.close();
  console.log(`${name}: ok`);
}

main().catch((error) => {
  console.error(`${name}: ${error.stack}`);
  process.exit(1);
});
