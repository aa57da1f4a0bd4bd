import { Code, ConnectError } from "@connectrpc/connect";
import type { Message } from "@bufbuild/protobuf";
import type { GenMessage } from "@bufbuild/protobuf/codegenv2";
import { BadRequestSchema, ErrorInfoSchema, RequestInfoSchema, RetryInfoSchema } from "./gen/google/rpc/error_details_pb.js";
import { SummitMetadata } from "./metadata.js";
import { milliseconds } from "./policy.js";

/** A field of a request that broke a rule. */
export interface FieldViolation {
  /** Path of the field as the contract writes it, for example `position.source.title`. */
  readonly field: string;
  /** What is wrong. */
  readonly description: string;
}

/** A call that failed, with what the service said about it. */
export class SummitError extends ConnectError {
  /** Path of the method that was called, `/package.Service/Method`. */
  readonly method: string;
  /** Stable reason, a name of `summit.api.v1.ErrorReason` without its prefix, for example `ETAG_STALE`. Empty when none was sent. */
  readonly reason: string;
  /** Whose reason it is; `summit` for ours. */
  readonly domain: string;
  /** Facts that belong to the reason, for example the current etag. */
  readonly facts: Readonly<Record<string, string>>;
  /** Every field of the request that broke a rule. Empty for other errors. */
  readonly violations: readonly FieldViolation[];
  /** Trace of the failed call, 32 hex digits. Undefined when the call did not reach a service. */
  readonly traceId: string | undefined;
  /** When to try again, ms, if the service said so. */
  readonly retryDelayMs: number | undefined;

  private constructor(cause: ConnectError, method: string, code: Code, local?: { reason: string; violations: FieldViolation[] }) {
    super(cause.rawMessage, code, cause.metadata, undefined, cause.cause);
    this.details = cause.details;
    this.method = method;
    const info = this.detail(ErrorInfoSchema);
    this.reason = local?.reason ?? info?.reason ?? "";
    this.domain = local ? "summit" : (info?.domain ?? "");
    this.facts = info?.metadata ?? {};
    this.violations = local?.violations ?? this.detail(BadRequestSchema)?.fieldViolations.map(({ field, description }) => ({ field, description })) ?? [];
    this.traceId = this.detail(RequestInfoSchema)?.requestId ?? cause.metadata.get(SummitMetadata.traceId) ?? undefined;
    const delay = this.detail(RetryInfoSchema)?.retryDelay;
    this.retryDelayMs = delay ? milliseconds(delay) : undefined;
  }

  /** Reads what a failed call carried. An error that is one already comes back unchanged. */
  static fromCall(cause: unknown, method: string): SummitError {
    if (cause instanceof ConnectError && "violations" in cause) return cause as SummitError;
    const error = ConnectError.from(cause);
    return new SummitError(error, method, isLost(error) ? Code.Unavailable : error.code);
  }

  /** The error of a request that breaks rules of its contract. It was not sent. */
  static invalid(violations: FieldViolation[], method: string): SummitError {
    const text = violations.map(({ field, description }) => `${field}: ${description}`).join("; ");
    return new SummitError(new ConnectError(text, Code.InvalidArgument), method, Code.InvalidArgument, { reason: "INVALID_FIELDS", violations });
  }

  /** The first detail of a type. */
  detail<T extends Message>(schema: GenMessage<T>): T | undefined {
    return this.findDetails(schema)[0] as T | undefined;
  }
}

/**
 * Whether the connection was lost under the call. Transports report that with different codes and never with details; gRPC
 * calls it UNAVAILABLE.
 */
function isLost(error: ConnectError): boolean {
  if (error.details.length > 0 || (error as { isWireError?: boolean }).isWireError) return false;
  switch (error.code) {
    case Code.Aborted:
      return true;
    case Code.Canceled:
      return error.rawMessage.startsWith("http/2 stream closed");
    case Code.Internal:
    case Code.Unknown:
      return error.cause !== undefined || /stream closed|missing (trailer|EndStream|status)/i.test(error.rawMessage);
    default:
      return false;
  }
}
