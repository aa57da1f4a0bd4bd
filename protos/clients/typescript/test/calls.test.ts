import assert from "node:assert/strict";
import { test } from "node:test";
import { create } from "@bufbuild/protobuf";
import { Code, ConnectError, type HandlerContext } from "@connectrpc/connect";
import { policyOf, SummitError, SummitMetadata } from "summit-client";
import { connect } from "summit-client/node";
import { CreatePositionRequestSchema, NationService, PositionService, Stance, type CreatePositionRequest } from "summit-client/nations";
import { ErrorInfoSchema, RetryInfoSchema } from "summit-client/gen/google/rpc/error_details_pb.js";
import { withServer } from "./server.js";

const day = { year: 2025, month: 2, day: 18 };
const request = create(CreatePositionRequestSchema, {
  parent: "nations/FRA",
  positionId: "p",
  position: { issue: "issues/i", actor: "government", stance: Stance.SUPPORT, positionDate: day, source: { title: "t", publisher: "p", publishDate: day } },
});

const away = (seconds = 0) =>
  new ConnectError("away", Code.Unavailable, undefined, [
    { desc: ErrorInfoSchema, value: { reason: "SERVICE_UNAVAILABLE", domain: "summit", metadata: { service: "summit.nations.v1" } } },
    { desc: RetryInfoSchema, value: { retryDelay: { seconds: BigInt(seconds), nanos: 1_000_000 } } },
  ]);

/** Positions of a server that fails as told, once for each error, and then answers. */
async function withFailures(errors: ConnectError[], run: (positions: ReturnType<typeof clientOf>, seen: { request: CreatePositionRequest; context: HandlerContext }[]) => Promise<void>) {
  const seen: { request: CreatePositionRequest; context: HandlerContext }[] = [];
  await withServer(
    (router) =>
      router.rpc(PositionService.method.createPosition, (request, context) => {
        seen.push({ request, context });
        const error = errors.shift();
        if (error) throw error;
        return { name: "nations/FRA/positions/p" };
      }),
    (address) => run(clientOf(address), seen),
  );
}

const clientOf = (address: string) => connect({ address, initialBackoffMs: 1, maxBackoffMs: 1, token: () => "t" }).client(PositionService);

async function failureOf(call: Promise<unknown>): Promise<SummitError> {
  const outcome = await call.then(() => undefined, (error: unknown) => error);
  assert.ok(outcome instanceof SummitError, String(outcome));
  return outcome;
}

test("a write is repeated with the same request id when the service was away", () =>
  withFailures([away(), away()], async (positions, seen) => {
    await positions.createPosition(request);
    assert.equal(seen.length, 3);
    assert.match(seen[0]?.request.requestId ?? "", /^[0-9a-f-]{36}$/);
    assert.equal(new Set(seen.map(({ request }) => request.requestId)).size, 1);
    assert.equal(request.requestId, "", "the caller's request is not changed");
  }));

test("a call gets the contract's deadline and the token", () =>
  withFailures([], async (positions, seen) => {
    await positions.createPosition(request);
    const context = seen[0]?.context;
    assert.equal(context?.requestHeader.get(SummitMetadata.authorization), "Bearer t");
    const left = context?.timeoutMs() ?? Infinity;
    assert.ok(left > 0 && left <= (policyOf(PositionService.method.createPosition).defaultDeadlineMs ?? 0), `${left} ms`);
  }));

test("a call is not repeated when the wait is longer than its deadline", () =>
  withFailures([away(60)], async (positions, seen) => {
    const error = await failureOf(positions.createPosition(request));
    assert.deepEqual([error.reason, error.retryDelayMs, error.facts.service], ["SERVICE_UNAVAILABLE", 60_001, "summit.nations.v1"]);
    assert.equal(seen.length, 1);
  }));

for (const code of [Code.Aborted, Code.ResourceExhausted, Code.Internal, Code.DeadlineExceeded, Code.Canceled]) {
  test(`a call that the service ends with ${Code[code]} is not repeated`, () =>
    withFailures([new ConnectError("no", code)], async (positions, seen) => {
      assert.equal((await failureOf(positions.createPosition(request))).code, code);
      assert.equal(seen.length, 1);
    }));
}

test("an outage is not multiplied: repeating stops when the budget is used up", () =>
  withFailures(Array.from({ length: 40 }, () => away()), async (positions, seen) => {
    for (let i = 0; i < 10; i++) await failureOf(positions.createPosition(request));
    assert.ok(seen.length < 22, `${seen.length} attempts of 10 calls`);
  }));

test("the newest revision that was seen is sent back", () => {
  const asked: (string | null)[] = [];
  return withServer(
    (router) =>
      router.rpc(NationService.method.getNation, (_, context) => {
        asked.push(context.requestHeader.get(SummitMetadata.minRevision));
        context.responseHeader.set(SummitMetadata.revision, asked.length === 1 ? "summit.nations.v1=7@a" : "summit.nations.v1=5@a");
        return {};
      }),
    async (address) => {
      const nations = connect({ address }).client(NationService);
      for (let i = 0; i < 3; i++) await nations.getNation({ name: "nations/FRA" });
      assert.deepEqual(asked, [null, "summit.nations.v1=7@a", "summit.nations.v1=7@a"]);
    },
  );
});

test("the revision of an error is sent back", () => {
  const asked: (string | null)[] = [];
  return withServer(
    (router) =>
      router.rpc(NationService.method.getNation, (_, context) => {
        asked.push(context.requestHeader.get(SummitMetadata.minRevision));
        throw new ConnectError("no such nation", Code.NotFound, { [SummitMetadata.revision]: "summit.nations.v1=7@a" });
      }),
    async (address) => {
      const nations = connect({ address }).client(NationService);
      for (let i = 0; i < 2; i++) await failureOf(nations.getNation({ name: "nations/FRA" }));
      assert.deepEqual(asked, [null, "summit.nations.v1=7@a"]);
    },
  );
});

test("a gateway that is away is passed over", () =>
  withServer(
    (router) => router.rpc(NationService.method.getNation, () => ({ displayName: "France" })),
    async (address) => {
      const nations = connect({ address: ["http://127.0.0.1:1", address], initialBackoffMs: 1, maxBackoffMs: 1 }).client(NationService);
      for (let i = 0; i < 4; i++) assert.equal((await nations.getNation({ name: "nations/FRA" })).displayName, "France");
    },
  ));

test("wrong options are refused", () => {
  assert.throws(() => connect({ address: "localhost:5080" }), /is not an address/);
  assert.throws(() => connect({ address: "http://localhost:5080", maxAttempts: 6 }), /maxAttempts/);
});
