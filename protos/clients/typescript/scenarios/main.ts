// Runs every scenario and reports each in one line. The one argument is the harness's file; see tests/Scenarios/README.md.
// Each runs over gRPC, Connect and gRPC-Web. Those that stop and start the system take long and run over gRPC alone, unless
// SUMMIT_SCENARIOS_LONG=1.
import { behaviours, restarting } from "./behaviours.js";
import { System, type Protocol } from "./harness.js";
import { runRefusal } from "./refusals.js";

const long = process.env.SUMMIT_SCENARIOS_LONG === "1";
const protocols: Protocol[] = ["grpc", "connect", "grpc-web"];
const system = System.read(process.argv[2] as string);
for (const [name, run] of Object.entries(behaviours)) await report(name, restarting.includes(name), run);
for (const refusal of system.refusals()) {
  await report(refusal.name, refusal.steps.some((step) => step.do !== undefined), (system) => runRefusal(system, refusal));
}
// Connections that the libraries keep open must not keep the program.
process.exit(0);

async function report(name: string, restarts: boolean, run: (system: System) => Promise<void>): Promise<void> {
  let outcome = "holds";
  for (const protocol of restarts && !long ? protocols.slice(0, 1) : protocols) {
    try {
      await run(system.over(protocol));
    } catch (error) {
      outcome = `${protocol}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`.replaceAll("\n", " ⏎ ");
    }
  }
  process.stdout.write(`scenario ${name} ${outcome}\n`);
}
