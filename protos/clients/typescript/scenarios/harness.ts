// The harness's side of the scenarios: what it tells of the system, and commands to it. See tests/Scenarios/README.md.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import type { JsonValue } from "@bufbuild/protobuf";
import { connect, type NodeOptions } from "summit-client/node";

/** What the harness tells of the system. */
export interface Surroundings {
  id: string;
  gateways: string[];
  web: string[];
  nobody: string;
  tokens: Record<string, string>;
  scenarios: string;
}

/** A refusal of the list. */
export interface Refusal {
  name: string;
  reason: string;
  status: string;
  steps: Step[];
  facts?: string[];
  violations?: string[];
  retryInfo?: boolean;
  orNoReason?: boolean;
}

/** A command, or a call. */
export interface Step {
  do?: string;
  as: string;
  method: string;
  request: JsonValue;
  repeat?: number;
  timeoutMs?: number;
}

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

/** The system, with clients to it as an application opens them. */
export class System {
  readonly about: Surroundings;
  readonly refusals: Refusal[];
  readonly behaviours: { name: string }[];

  constructor(file: string) {
    this.about = JSON.parse(readFileSync(file, "utf8")) as Surroundings;
    const list = JSON.parse(readFileSync(this.about.scenarios, "utf8")) as { refusals: Refusal[]; behaviours: { name: string }[] };
    this.refusals = list.refusals;
    this.behaviours = list.behaviours;
  }

  /** A client over both gateways, turn by turn. */
  overBoth(token: string, options: Partial<NodeOptions> = {}) {
    return this.open(this.about.gateways, token, options);
  }

  /** A client through one gateway. */
  through(gateway: number, token: string, options: Partial<NodeOptions> = {}) {
    return this.open([this.about.gateways[gateway] as string], token, options);
  }

  /** Has the harness do something to the system. */
  async command(what: string): Promise<void> {
    process.stdout.write(`do ${what}\n`);
    const { value } = await lines.next();
    if (value !== "done") throw new Error(`${what}: ${String(value)}`);
  }

  private open(addresses: string[], token: string, options: Partial<NodeOptions>) {
    return connect({ address: addresses.map((address) => `http://${address}`), token: () => this.about.tokens[token], ...options });
  }
}
