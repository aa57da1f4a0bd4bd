import { getOption, hasOption, type DescField, type DescMethod } from "@bufbuild/protobuf";
import { MethodOptions_IdempotencyLevel, type Duration } from "@bufbuild/protobuf/wkt";
import { reasons, timing, type ErrorReason } from "./gen/api.js";

const standardDeadlineMs = 10_000;
const known = new WeakMap<DescMethod, MethodPolicy>();

/** What the contract says about a method that matters to a caller. It is read from the options of the method. */
export interface MethodPolicy {
  /** Path on the wire, `/package.Service/Method`. */
  readonly path: string;
  /** Whether a call may change data. False only for methods that the contract marks NO_SIDE_EFFECTS. */
  readonly sideEffects: boolean;
  /** The `request_id` of the request, which makes it safe to repeat a write. */
  readonly requestId: DescField | undefined;
  /** Whether a failed call can be repeated safely: it has no side effects, or it has a `request_id`. */
  readonly repeatable: boolean;
  /** Deadline of a call that does not set one, ms. Undefined for streams that stay open. */
  readonly defaultDeadlineMs: number | undefined;
  /** Reasons with which the method itself can fail, beside those of every method. */
  readonly reasons: readonly ErrorReason[];
}

/** Returns the policy of a method. */
export function policyOf(method: DescMethod): MethodPolicy {
  let policy = known.get(method);
  if (!policy) {
    policy = read(method);
    known.set(method, policy);
  }
  return policy;
}

function read(method: DescMethod): MethodPolicy {
  const sideEffects = method.idempotency !== MethodOptions_IdempotencyLevel.NO_SIDE_EFFECTS;
  const requestId = method.input.fields.find((field) => field.name === "request_id");
  const limits = hasOption(method, timing) ? getOption(method, timing) : undefined;
  const open = method.methodKind !== "unary" && limits?.maxDeadline !== undefined && milliseconds(limits.maxDeadline) === 0;
  return {
    path: `/${method.parent.typeName}/${method.name}`,
    sideEffects,
    requestId,
    repeatable: !sideEffects || requestId !== undefined,
    defaultDeadlineMs: open ? undefined : limits?.defaultDeadline ? milliseconds(limits.defaultDeadline) : standardDeadlineMs,
    reasons: getOption(method, reasons),
  };
}

/** A duration in milliseconds. */
export function milliseconds(duration: Duration): number {
  return Number(duration.seconds) * 1_000 + duration.nanos / 1_000_000;
}
