import assert from "node:assert/strict";
import { fromJson, type DescService } from "@bufbuild/protobuf";
import { createClient, type CallOptions } from "@connectrpc/connect";
import { Code, SummitError } from "summit-client";
import * as budgets from "summit-client/budgets";
import * as logistics from "summit-client/logistics";
import * as nations from "summit-client/nations";
import type { Refusal, Step, System } from "./harness.js";

const services = new Map<string, DescService>(
  [nations, budgets, logistics].flatMap((area) => Object.values(area)).filter(isService).map((service) => [service.typeName, service]),
);

/** The name of a status as gRPC writes it. */
export const statusOf = (error: SummitError) => (error.code === Code.Canceled ? "CANCELLED" : Code[error.code].replace(/(?<=[a-z])[A-Z]/g, "_$&").toUpperCase());

/** The error with which a call ends. */
export async function refused(call: () => Promise<unknown>): Promise<SummitError> {
  try {
    await call();
  } catch (error) {
    if (error instanceof SummitError) return error;
    throw error;
  }
  assert.fail("the call was not refused");
}

/** Does the steps of a refusal and checks how the last call ended. */
export async function runRefusal(system: System, refusal: Refusal): Promise<void> {
  const last = refusal.steps.findLastIndex((step) => step.do === undefined);
  let error: SummitError;
  try {
    for (const step of refusal.steps.slice(0, last)) await (step.do === undefined ? call(system, step) : system.command(step.do));
    error = await refused(() => call(system, refusal.steps[last] as Step));
  } finally {
    for (const step of refusal.steps.slice(last + 1)) await system.command(step.do as string);
  }
  verify(refusal, error);
}

function verify(refusal: Refusal, error: SummitError): void {
  assert.equal(statusOf(error), refusal.status);
  if (refusal.orNoReason && error.reason === "") return;
  assert.deepEqual([error.reason, error.domain], [refusal.reason, "summit"]);
  assert.match(error.traceId ?? "", /^[0-9a-f]{32}$/);
  for (const fact of refusal.facts ?? []) assert.ok(fact in error.facts, `the fact ${fact} is missing`);
  if (refusal.retryInfo) assert.ok((error.retryDelayMs ?? 0) > 0, "it does not say when to try again");
  if (refusal.violations) assert.deepEqual(error.violations.map(({ field }) => field).sort(), refusal.violations);
}

async function call(system: System, step: Step): Promise<void> {
  const [, name = "", method = ""] = step.method.split("/");
  const service = services.get(name);
  const desc = service?.methods.find((one) => one.name === method);
  assert.ok(service && desc, `no method ${step.method}`);
  const client = createClient(service, system.through(0, step.as).transport) as Record<string, (request: unknown, options: CallOptions) => unknown>;
  for (let number = 0; number < (step.repeat ?? 1); number++) {
    const text = JSON.stringify(step.request).replaceAll("{id}", system.about.id).replaceAll("{n}", String(number));
    const options = step.timeoutMs === undefined ? {} : { timeoutMs: step.timeoutMs };
    const answer = client[desc.localName]?.(fromJson(desc.input, JSON.parse(text)), options);
    if (desc.methodKind === "server_streaming") for await (const _ of answer as AsyncIterable<unknown>);
    else await answer;
  }
}

function isService(value: unknown): value is DescService {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "service";
}
