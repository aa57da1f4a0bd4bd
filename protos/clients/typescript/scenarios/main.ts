// Runs every scenario and reports each in one line. The one argument is the harness's file; see tests/Scenarios/README.md.
import { behaviours } from "./behaviours.js";
import { System } from "./harness.js";
import { runRefusal } from "./refusals.js";

const system = new System(process.argv[2] as string);
for (const [name, run] of Object.entries(behaviours)) await report(name, () => run(system));
for (const refusal of system.refusals) await report(refusal.name, () => runRefusal(system, refusal));
// Connections that the libraries keep open must not keep the program.
process.exit(0);

async function report(name: string, run: () => Promise<void>): Promise<void> {
  let outcome = "holds";
  try {
    await run();
  } catch (error) {
    outcome = (error instanceof Error ? (error.stack ?? error.message) : String(error)).replaceAll("\n", " ⏎ ");
  }
  process.stdout.write(`scenario ${name} ${outcome}\n`);
}
