import assert from "node:assert/strict";
import { test } from "node:test";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { follow, SummitError } from "summit-client";
import type { WatchChangesResponseSchema } from "summit-client/changes";
import { connect } from "summit-client/node";
import { ChangeService } from "summit-client/nations";
import { withServer } from "./server.js";

type Answer = MessageInitShape<typeof WatchChangesResponseSchema>;

const part = (revision: string, partial: boolean, commit: string, ...names: string[]): Answer => ({
  revision,
  partial,
  changes: names.map((name) => ({ revision: commit, name })),
});

/** Reads the feed of a server that sends these answers, one list a call; a call ends with UNAVAILABLE unless it says otherwise. */
async function read(calls: Answer[][], ends: ConnectError[] = []): Promise<{ asked: string[]; names: string[]; error: unknown }> {
  const result = { asked: [] as string[], names: [] as string[], error: undefined as unknown };
  await withServer(
    (router) =>
      router.rpc(ChangeService.method.watchChanges, async function* ({ afterRevision }) {
        result.asked.push(afterRevision);
        yield* calls.shift() ?? [];
        throw ends.shift() ?? new ConnectError("away", Code.Unavailable);
      }),
    async (address) => {
      const changes = connect({ address }).client(ChangeService);
      try {
        for await (const step of follow(changes.watchChanges, { afterRevision: "1@a" })) {
          result.names.push(...step.changes.map(({ name }) => name));
          if (calls.length === 0) break;
        }
      } catch (error) {
        result.error = error;
      }
    },
  );
  return result;
}

test("a watch goes on from the last revision", async () => {
  const { asked, names } = await read([[part("2@a", false, "2@a", "x")], [part("3@a", false, "3@a", "y")]]);
  assert.deepEqual([asked, names], [["1@a", "2@a"], ["x", "y"]]);
});

test("a commit that broke off between parts is told once", async () => {
  const first = [part("1@a", true, "2@a", "a", "b")];
  const again = [part("1@a", true, "2@a", "a", "b"), part("2@a", false, "2@a", "c")];
  const { asked, names } = await read([first, again]);
  assert.deepEqual([asked, names], [["1@a", "1@a"], ["a", "b", "c"]]);
});

test("a watch that cannot go on says why", async () => {
  const { error } = await read([[part("2@a", false, "2@a", "x")], []], [new ConnectError("lost", Code.Aborted)]);
  assert.ok(error instanceof SummitError && error.code === Code.Aborted);
});

test("leaving the loop ends the call", async () => {
  let ended = () => {};
  const end = new Promise<void>((resolve) => (ended = resolve));
  await withServer(
    (router) =>
      router.rpc(ChangeService.method.watchChanges, async function* (_, { signal }) {
        signal.addEventListener("abort", ended);
        for (;;) {
          yield part("2@a", false, "2@a", "x");
          await new Promise((resolve) => signal.addEventListener("abort", resolve));
        }
      }),
    async (address) => {
      for await (const _ of follow(connect({ address }).client(ChangeService).watchChanges, {})) break;
      await end;
    },
  );
});
