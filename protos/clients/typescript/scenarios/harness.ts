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

/** Protocols of the client. The scenarios run over all of them. */
export type Protocol = NonNullable<NodeOptions["protocol"]>;

/** The system, with clients to it as an application opens them. */
export class System {
  constructor(
    readonly about: Surroundings,
    private readonly protocol: Protocol = "grpc",
  ) {}

  static read(file: string): System {
    return new System(JSON.parse(readFileSync(file, "utf8")) as Surroundings);
  }

  /** The refusals of the list. */
  refusals(): Refusal[] {
    return (JSON.parse(readFileSync(this.about.scenarios, "utf8")) as { refusals: Refusal[] }).refusals;
  }

  /** The same system over another protocol; what is created there has other names. */
  over(protocol: Protocol): System {
    return new System({ ...this.about, id: protocol === "grpc" ? this.about.id : `${this.about.id}-${protocol}` }, protocol);
  }

  /** A client over both gateways, turn by turn. */
  overBoth(token: string, options: Partial<NodeOptions> = {}) {
    return this.open([0, 1], token, options);
  }

  /** A client through one gateway. */
  through(gateway: number, token: string, options: Partial<NodeOptions> = {}) {
    return this.open([gateway], token, options);
  }

  /** Has the harness do something to the system. */
  async command(what: string): Promise<void> {
    process.stdout.write(`do ${what}\n`);
    const { value } = await lines.next();
    if (value !== "done") throw new Error(`${what}: ${String(value)}`);
  }

  private open(gateways: number[], token: string, options: Partial<NodeOptions>) {
    const ports = this.protocol === "grpc" ? this.about.gateways : this.about.web;
    return connect({
      address: gateways.map((gateway) => `http://${ports[gateway]}`),
      protocol: this.protocol,
      token: () => this.about.tokens[token],
      ...options,
    });
  }
}
