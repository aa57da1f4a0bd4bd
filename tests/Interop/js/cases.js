// The cases, each by the name it has in gRPC's interoperability description.
'use strict';
const assert = require('node:assert/strict');
const { once } = require('node:events');
const { status, Metadata } = require('@grpc/grpc-js');
const { options, completion, drain, assertStatus, assertZeros } = require('./calls.js');

const zeros = (size) => ({ body: Buffer.alloc(size) });
const large = (more) => ({ response_size: 314159, payload: zeros(271828), ...more });
const unary = (client, request, metadata = new Metadata()) =>
  completion((done) => client.UnaryCall(request, metadata, options(), done));
const sizes = [[27182, 31415], [8, 9], [1828, 2653], [45904, 58979]];

// Messages that must travel uncompressed although the channel compresses: they say what the server shall expect, except the
// probe, which lies.
const plain = new WeakSet();
const isPlain = (message) => plain.has(message);
const uncompressed = (message) => (plain.add(message), message);

async function empty_unary({ service }) {
  const result = assertStatus(await completion((done) => service.EmptyCall({}, options(), done)), status.OK);
  assert.ok(result.response);
}

async function large_unary({ service }) {
  assertZeros(assertStatus(await unary(service, large()), status.OK).response.payload, 314159);
}

async function client_compressed_unary({ service, probe }) {
  if (probe) {
    const lie = uncompressed(large({ expect_compressed: { value: true } }));
    assertStatus(await unary(service, lie), status.INVALID_ARGUMENT);
  }
  for (const request of [
    large({ expect_compressed: { value: true } }),
    uncompressed(large({ expect_compressed: { value: false } })),
  ]) {
    assertZeros(assertStatus(await unary(service, request), status.OK).response.payload, 314159);
  }
}

async function server_compressed_unary({ service }) {
  for (const value of [true, false]) {
    const result = assertStatus(await unary(service, large({ response_compressed: { value } })), status.OK);
    assertZeros(result.response.payload, 314159);
  }
}

function input(service, messages) {
  return completion((done) => {
    const call = service.StreamingInputCall(options(), done);
    for (const message of messages) call.write(message);
    call.end();
    return call;
  });
}

async function client_streaming({ service }) {
  const result = await input(service, sizes.map(([size]) => ({ payload: zeros(size) })));
  assert.equal(assertStatus(result, status.OK).response.aggregated_payload_size, 74922);
}

async function client_compressed_streaming({ service, probe }) {
  if (probe) {
    const lie = uncompressed({ expect_compressed: { value: true }, payload: zeros(27182) });
    assertStatus(await input(service, [lie]), status.INVALID_ARGUMENT);
  }
  const result = await input(service, [
    { expect_compressed: { value: true }, payload: zeros(27182) },
    uncompressed({ expect_compressed: { value: false }, payload: zeros(45904) }),
  ]);
  assert.equal(assertStatus(result, status.OK).response.aggregated_payload_size, 73086);
}

async function output(service, parameters) {
  const call = service.StreamingOutputCall({ response_parameters: parameters }, options());
  const result = assertStatus(await drain(call), status.OK);
  assert.equal(result.responses.length, parameters.length);
  result.responses.forEach((response, index) => assertZeros(response.payload, parameters[index].size));
}

const server_streaming = ({ service }) => output(service, sizes.map(([, size]) => ({ size })));

const server_compressed_streaming = ({ service }) => output(service, [
  { compressed: { value: true }, size: 31415 },
  { compressed: { value: false }, size: 92653 },
]);

async function ping_pong({ service }) {
  const call = service.FullDuplexCall(options());
  const end = drain(call);
  for (const [request, response] of sizes) {
    const answer = once(call, 'data');
    call.write({ response_parameters: [{ size: response }], payload: zeros(request) });
    assertZeros((await answer)[0].payload, response);
  }
  call.end();
  assert.equal(assertStatus(await end, status.OK).responses.length, sizes.length);
}

async function empty_stream({ service }) {
  const call = service.FullDuplexCall(options());
  call.end();
  assert.equal(assertStatus(await drain(call), status.OK).responses.length, 0);
}

async function custom_metadata({ service }) {
  const metadata = () => {
    const sent = new Metadata();
    sent.set('x-grpc-test-echo-initial', 'test_initial_metadata_value');
    sent.set('x-grpc-test-echo-trailing-bin', Buffer.from([0xab, 0xab, 0xab]));
    return sent;
  };
  const assertEchoed = ({ headers, status: end }) => {
    assert.deepEqual(headers.get('x-grpc-test-echo-initial'), ['test_initial_metadata_value']);
    assert.deepEqual(end.metadata.get('x-grpc-test-echo-trailing-bin'), [Buffer.from([0xab, 0xab, 0xab])]);
  };
  assertEchoed(assertStatus(await unary(service, large(), metadata()), status.OK));

  const call = service.FullDuplexCall(metadata(), options());
  call.write({ response_parameters: [{ size: 314159 }], payload: zeros(271828) });
  call.end();
  const result = assertStatus(await drain(call), status.OK);
  assertZeros(result.responses[0].payload, 314159);
  assertEchoed(result);
}

async function status_code_and_message({ service }) {
  const response_status = { code: status.UNKNOWN, message: 'test status message' };
  assertStatus(await unary(service, { response_status }), status.UNKNOWN, response_status.message);

  const call = service.FullDuplexCall(options());
  call.write({ response_status });
  call.end();
  assertStatus(await drain(call), status.UNKNOWN, response_status.message);
}

async function special_status_message({ service }) {
  const message = '\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n';
  assertStatus(await unary(service, { response_status: { code: status.UNKNOWN, message } }), status.UNKNOWN, message);
}

async function unimplemented(client) {
  assertStatus(await completion((done) => client.UnimplementedCall({}, options(), done)), status.UNIMPLEMENTED);
}

const unimplemented_method = ({ service }) => unimplemented(service);
const unimplemented_service = ({ unimplemented: client }) => unimplemented(client);

async function cancel_after_begin({ service }) {
  const result = await completion((done) => {
    const call = service.StreamingInputCall(options(), done);
    call.cancel();
    return call;
  });
  assertStatus(result, status.CANCELLED);
}

async function cancel_after_first_response({ service }) {
  const call = service.FullDuplexCall(options());
  call.once('data', () => call.cancel());
  const end = drain(call);
  call.write({ response_parameters: [{ size: 31415 }], payload: zeros(27182) });
  assert.equal(assertStatus(await end, status.CANCELLED).responses.length, 1);
}

async function timeout_on_sleeping_server(clients) {
  const { service } = clients;
  // On an open connection; otherwise the deadline passes before the server hears of the call.
  await empty_unary(clients);
  const call = service.FullDuplexCall({ deadline: new Date(Date.now() + 1) });
  const end = drain(call);
  // The deadline may pass before the message is out.
  call.write({ payload: zeros(27182) }, () => {});
  assertStatus(await end, status.DEADLINE_EXCEEDED);
}

module.exports = {
  isPlain,
  all: {
    empty_unary, large_unary, client_streaming, server_streaming, ping_pong, empty_stream, client_compressed_unary,
    server_compressed_unary, client_compressed_streaming, server_compressed_streaming, custom_metadata, status_code_and_message,
    special_status_message, unimplemented_method, unimplemented_service, cancel_after_begin, cancel_after_first_response,
    timeout_on_sleeping_server,
  },
};
