import assert from "node:assert/strict";
import { clone, equals } from "@bufbuild/protobuf";
import { pages, SummitMetadata } from "summit-client";
import { PublishState } from "summit-client/api";
import { ChangeService as BudgetChanges } from "summit-client/budgets";
import { ChangeService, NationService, PositionSchema, PositionService, Stance } from "summit-client/nations";
import type { System } from "./harness.js";
import { newPosition } from "./positions.js";
import { refused, statusOf } from "./refusals.js";
import { watchOverRestart } from "./watch.js";

const heartbeat = { nanos: 200_000_000 };

/** Behaviours that stop and start the system. */
export const restarting = ["write-over-killed-gateway", "watch-over-restart", "shutting-down"];

/** The behaviours of the list; what each must show stands there. */
export const behaviours: Record<string, (system: System) => Promise<void>> = {
  async read(system) {
    for (const gateway of [0, 1]) {
      const nation = await system.through(gateway, "viewer").client(NationService).getNation({ name: "nations/FRA" });
      assert.equal(nation.displayName, "France");
    }
  },

  async page(system) {
    const nations = system.overBoth("viewer").client(NationService);
    const names: string[] = [];
    for await (const { name } of pages(nations.listNations, { pageSize: 7 }, (page) => page.nations)) names.push(name);
    const whole = await nations.listNations({ pageSize: 1_000 });
    assert.ok(names.length > 14);
    assert.deepEqual(names, whole.nations.map(({ name }) => name));
  },

  async replay(system) {
    const positions = system.overBoth("delegate").client(PositionService);
    const request = { ...newPosition(system.about.id, "replay"), requestId: `${system.about.id}-replay` };
    const first = await positions.createPosition(request);
    let replayed: string | null = null;
    const again = await positions.createPosition(request, { onHeader: (headers) => (replayed = headers.get(SummitMetadata.replayed)) });
    assert.ok(equals(PositionSchema, first, again));
    assert.equal(replayed, "true");
  },

  async "write-over-killed-gateway"(system) {
    const summit = system.overBoth("delegate");
    const [positions, changes] = [summit.client(PositionService), summit.client(ChangeService)];
    const { revision } = await changes.probeRevision({});
    await system.command("pause gateway-1");
    const writes = [0, 1, 2, 3].map((number) => positions.createPosition(newPosition(system.about.id, `killed-${number}`)));
    const outcome = Promise.all([Promise.all(writes), system.command("kill gateway-1")]);
    const [written] = await outcome.finally(() => system.command("start gateway-1"));
    const created = await changes.listChanges({ afterRevision: revision, namesOnly: true });
    assert.deepEqual(created.changes.map(({ name }) => name).sort(), written.map(({ name }) => name).sort());
  },

  "watch-over-restart": watchOverRestart,

  async "read-your-writes"(system) {
    const positions = system.overBoth("delegate").client(PositionService);
    let position = await positions.createPosition(newPosition(system.about.id, "own", PublishState.DRAFT));
    for (let version = 0; version < 20; version++) {
      const changed = clone(PositionSchema, position);
      changed.summary = `Version ${version}.`;
      position = await positions.updatePosition({ position: changed, updateMask: { paths: ["summary"] } });
      assert.equal((await positions.getPosition({ name: position.name })).etag, position.etag);
    }
  },

  async "token-renewed"(system) {
    let token = system.about.tokens.forged;
    const nations = system.through(0, "viewer", { token: () => token }).client(NationService);
    const error = await refused(() => nations.getNation({ name: "nations/FRA" }));
    assert.equal(error.reason, "TOKEN_INVALID");
    token = system.about.tokens.viewer;
    assert.equal((await nations.getNation({ name: "nations/FRA" })).displayName, "France");
  },

  async "rules-before-sending"(system) {
    const positions = system.overBoth("delegate", { address: `http://${system.about.nobody}` }).client(PositionService);
    const { position, ...request } = newPosition(system.about.id, "rules");
    const error = await refused(() =>
      positions.createPosition({ ...request, positionId: "Not An Id", position: { ...position, stance: Stance.UNSPECIFIED, actor: "x".repeat(101) } }),
    );
    assert.deepEqual([statusOf(error), error.reason], ["INVALID_ARGUMENT", "INVALID_FIELDS"]);
    assert.deepEqual(error.violations.map(({ field }) => field).sort(), ["position.actor", "position.stance", "position_id"]);
  },

  async cancelled(system) {
    const changes = system.overBoth("viewer").client(ChangeService);
    const ending = new AbortController();
    const error = await refused(async () => {
      for await (const _ of changes.watchChanges({ heartbeat }, { signal: ending.signal })) ending.abort();
    });
    assert.equal(statusOf(error), "CANCELLED");
    await changes.probeRevision({});
  },

  async "shutting-down"(system) {
    const changes = system.overBoth("viewer").client(BudgetChanges);
    let stopped: Promise<void> | undefined;
    const error = await refused(async () => {
      for await (const _ of changes.watchChanges({ heartbeat })) stopped ??= system.command("stop budgets");
    });
    await stopped;
    await system.command("start budgets");
    assert.deepEqual([statusOf(error), error.reason], ["UNAVAILABLE", "SHUTTING_DOWN"]);
  },

  async "method-unknown"(system) {
    const { transport } = system.overBoth("viewer");
    const method = { ...NationService.method.getNation, name: "NoSuchMethod" };
    const error = await refused(() => transport.unary(method, undefined, undefined, undefined, { name: "nations/FRA" }));
    assert.deepEqual([statusOf(error), error.reason], ["UNIMPLEMENTED", "METHOD_UNKNOWN"]);
  },
};
