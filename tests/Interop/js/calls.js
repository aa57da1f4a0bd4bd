// The four call types of grpc-js as promises.
'use strict';
const assert = require('node:assert/strict');

// A case that hangs is a failure with a name, not a hung suite.
const withinSeconds = (seconds) => new Date(Date.now() + seconds * 1000);
const options = () => ({ deadline: withinSeconds(30) });

// Resolves to the response, headers, trailers and status of a unary or client-streaming call. `start` gets the callback.
function completion(start) {
  return new Promise((resolve) => {
    const result = {};
    const call = start((error, response) => {
      result.error = error;
      result.response = response;
      if (result.status) resolve(result);
    });
    call.on('metadata', (headers) => (result.headers = headers));
    call.on('status', (status) => {
      result.status = status;
      // The callback and the status come in either order.
      if ('error' in result) resolve(result);
    });
  });
}

// Reads a streaming call to its end, whatever that is.
async function drain(call) {
  const result = { responses: [] };
  call.on('metadata', (headers) => (result.headers = headers));
  call.on('data', (message) => result.responses.push(message));
  // The status says the same, and an unhandled error event would end the process.
  call.on('error', () => {});
  result.status = await new Promise((resolve) => call.on('status', resolve));
  return result;
}

function assertStatus(result, code, details) {
  assert.equal(result.status.code, code, `status is ${result.status.code} "${result.status.details}", expected ${code}`);
  if (details !== undefined) assert.equal(result.status.details, details);
  return result;
}

function assertZeros(payload, size) {
  assert.equal(payload.body.length, size);
  assert.ok(payload.body.every((byte) => byte === 0), 'the body is not all zeros');
}

module.exports = { options, completion, drain, assertStatus, assertZeros };
