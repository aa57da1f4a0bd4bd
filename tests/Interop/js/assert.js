// The few assertions that the cases need, the same in Node and in a browser.
const fail = (message) => { throw new Error(message); };
const show = (value) => JSON.stringify(value);

export default {
  fail,
  ok: (value, message = `${show(value)} does not hold`) => value || fail(message),
  equal: (actual, expected) => actual === expected || fail(`${show(actual)} is not ${show(expected)}`),
  deepEqual: (actual, expected) => show(actual) === show(expected) || fail(`${show(actual)} is not ${show(expected)}`),
  match: (text, pattern) => pattern.test(text) || fail(`${show(text)} does not match ${pattern}`),
};
