import assert from "node:assert/strict";
import { follow } from "summit-client";
import { ChangeService, PositionService } from "summit-client/nations";
import type { System } from "./harness.js";
import { newPosition } from "./positions.js";

const writesBetween = 4;

/** A watch through a gateway that is killed, of a service that is stopped. */
export async function watchOverRestart(system: System): Promise<void> {
  const changes = system.through(0, "delegate").client(ChangeService);
  const positions = system.overBoth("delegate").client(PositionService);
  const written: string[] = [];
  const seen: string[] = [];
  const { revision } = await changes.probeRevision({});
  const watch = follow(changes.watchChanges, { afterRevision: revision, namesOnly: true });

  const writeAndSee = async () => {
    for (let i = 0; i < writesBetween; i++) written.push((await positions.createPosition(newPosition(system.about.id, `watch-${written.length}`))).name);
    while (seen.length < written.length) {
      const { value, done } = await watch.next();
      assert.ok(!done, "the watch ended");
      seen.push(...value.changes.map(({ name }) => name));
    }
  };

  await writeAndSee();
  await system.command("kill gateway-1");
  await system.command("start gateway-1");
  await writeAndSee();
  await system.command("stop nations");
  await system.command("start nations");
  await writeAndSee();
  await watch.return();
  assert.deepEqual(seen, written);
}
