import { clone, create, type DescMessage, type DescMethodStreaming, type DescMethodUnary, type MessageInitShape, type MessageShape } from "@bufbuild/protobuf";
import { reflect } from "@bufbuild/protobuf/reflect";
import type { ContextValues, Interceptor, StreamResponse, Transport, UnaryResponse } from "@connectrpc/connect";
import { SummitError } from "./errors.js";
import { SummitMetadata } from "./metadata.js";
import { policyOf, type MethodPolicy } from "./policy.js";
import { Retries, sleep, type RetryOptions } from "./retry.js";
import { RevisionMemory } from "./revisions.js";
import { check } from "./rules.js";

/** Returns the bearer token of the next attempt, or undefined for none. */
export type TokenProvider = () => string | undefined | Promise<string | undefined>;

/** How the client behaves, over whatever transport. */
export interface CallBehaviour extends RetryOptions {
  /** Asked before each attempt. Default: no token. */
  token?: TokenProvider;
  /** Whether the newest revision seen is sent back, so that a caller sees its own writes and never goes back. Default: true. */
  rememberRevisions?: boolean;
  /** Whether requests are checked against the rules of their contract before they are sent. Default: true. */
  checkRequests?: boolean;
}

/** Options of every client. */
export interface SummitOptions extends CallBehaviour {
  /**
   * Address of the gateway, such as `http://localhost:5080`, or of several gateways, which are called turn by turn. A repeated
   * attempt goes to the next one.
   */
  address: string | readonly string[];
  /** Interceptors of your own, between the client and the wire. */
  interceptors?: Interceptor[];
}

/**
 * The transport of a client: gives every call what its contract promises. Deadline, request id, token, revisions, rules,
 * repetition and typed errors; the transports below it only carry the bytes.
 */
export class SummitTransport implements Transport {
  private readonly retries: Retries;
  private readonly memory: RevisionMemory | undefined;
  private turn = 0;

  /**
   * @param transports One for each gateway.
   * @param behaviour Token, rules, revisions and repetition.
   */
  constructor(
    private readonly transports: readonly Transport[],
    private readonly behaviour: CallBehaviour = {},
  ) {
    if (transports.length === 0) throw new RangeError("address: at least one is needed");
    this.retries = new Retries(behaviour);
    this.memory = (behaviour.rememberRevisions ?? true) ? new RevisionMemory() : undefined;
  }

  /** Makes a call with one answer. */
  async unary<I extends DescMessage, O extends DescMessage>(
    method: DescMethodUnary<I, O>,
    signal: AbortSignal | undefined,
    timeoutMs: number | undefined,
    header: HeadersInit | undefined,
    input: MessageInitShape<I>,
    context?: ContextValues,
  ): Promise<UnaryResponse<I, O>> {
    const policy = policyOf(method);
    const request = this.prepared(method.input, withRequestId(method.input, create(method.input, input), policy), policy);
    const deadline = deadlineOf(timeoutMs, policy);
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await this.next().unary(method, signal, remaining(deadline), await this.headers(header), request, context);
        this.memory?.observe(answer.header, answer.trailer);
        this.retries.succeeded();
        return answer;
      } catch (cause) {
        const error = this.failed(cause, policy);
        const wait = policy.repeatable ? this.retries.waitAfter(error, attempt, remaining(deadline) ?? Infinity) : undefined;
        if (wait === undefined || signal?.aborted) throw error;
        await sleep(wait, signal);
      }
    }
  }

  /** Makes a call with streams. It is not repeated; `follow` resumes a watch. */
  async stream<I extends DescMessage, O extends DescMessage>(
    method: DescMethodStreaming<I, O>,
    signal: AbortSignal | undefined,
    timeoutMs: number | undefined,
    header: HeadersInit | undefined,
    input: AsyncIterable<MessageInitShape<I>>,
    context?: ContextValues,
  ): Promise<StreamResponse<I, O>> {
    const policy = policyOf(method);
    try {
      const requests = this.allPrepared(method.input, input, policy);
      const answer = await this.next().stream(method, signal, remaining(deadlineOf(timeoutMs, policy)), await this.headers(header), requests, context);
      return { ...answer, message: this.observed(answer, policy) };
    } catch (cause) {
      throw this.failed(cause, policy);
    }
  }

  /** The typed error of a call. An error, too, tells what the service has seen: a NOT_FOUND must not be followed by an older answer. */
  private failed(cause: unknown, policy: MethodPolicy): SummitError {
    const error = SummitError.fromCall(cause, policy.path);
    if (error.metadata) this.memory?.observe(error.metadata);
    return error;
  }

  private next(): Transport {
    const transport = this.transports[this.turn % this.transports.length] as Transport;
    this.turn++;
    return transport;
  }

  private async headers(own: HeadersInit | undefined): Promise<Headers> {
    const headers = new Headers(own);
    if (this.behaviour.token && !headers.has(SummitMetadata.authorization)) {
      const token = await this.behaviour.token();
      if (token) headers.set(SummitMetadata.authorization, `Bearer ${token}`);
    }
    if (this.memory && !this.memory.seen.isEmpty && !headers.has(SummitMetadata.minRevision)) {
      headers.set(SummitMetadata.minRevision, this.memory.seen.toString());
    }
    return headers;
  }

  private prepared<I extends DescMessage>(schema: I, request: MessageShape<I>, policy: MethodPolicy): MessageShape<I> {
    const violations = (this.behaviour.checkRequests ?? true) ? check(schema, request) : [];
    if (violations.length > 0) throw SummitError.invalid(violations, policy.path);
    return request;
  }

  private async *allPrepared<I extends DescMessage>(schema: I, requests: AsyncIterable<MessageInitShape<I>>, policy: MethodPolicy): AsyncIterable<MessageShape<I>> {
    for await (const request of requests) yield this.prepared(schema, create(schema, request), policy);
  }

  private async *observed<I extends DescMessage, O extends DescMessage>(answer: StreamResponse<I, O>, policy: MethodPolicy): AsyncIterable<MessageShape<O>> {
    try {
      yield* answer.message;
      this.memory?.observe(answer.header, answer.trailer);
    } catch (cause) {
      throw this.failed(cause, policy);
    }
  }
}

/** The request with a `request_id` when its method has one and the caller set none. The second attempt must be the same request. */
function withRequestId<I extends DescMessage>(schema: I, request: MessageShape<I>, { requestId }: MethodPolicy): MessageShape<I> {
  if (!requestId || reflect(schema, request).isSet(requestId)) return request;
  const copy = clone(schema, request);
  reflect(schema, copy).set(requestId, crypto.randomUUID());
  return copy;
}

/** When a call must have ended, in ms of the monotonic clock; undefined for never. */
function deadlineOf(timeoutMs: number | undefined, policy: MethodPolicy): number | undefined {
  const limit = timeoutMs ?? policy.defaultDeadlineMs;
  return limit === undefined || limit <= 0 ? undefined : performance.now() + limit;
}

function remaining(deadline: number | undefined): number | undefined {
  // Whole milliseconds: gRPC and Connect have no others on the wire.
  return deadline === undefined ? undefined : Math.max(Math.ceil(deadline - performance.now()), 1);
}
