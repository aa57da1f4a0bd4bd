import { Code, ConnectError } from "@connectrpc/connect";
import type { SummitError } from "./errors.js";

/** When and how often a failed call is repeated. */
export interface RetryOptions {
  /**
   * Attempts for each call, the first included, 1 to 5. Only methods without side effects, or with a `request_id`, are repeated,
   * and only when the service was away. 1 switches repeating off. Default: 4.
   */
  maxAttempts?: number;
  /** Wait before the first repetition, ms. It doubles with each, with jitter. Default: 100. */
  initialBackoffMs?: number;
  /** Longest wait before a repetition, ms. Default: 2,000. A longer wait that the service asks for is kept. */
  maxBackoffMs?: number;
  /**
   * Failures that are repeated before repeating stops; every success gives a tenth back. Keeps an outage from being multiplied
   * by its callers. 1 to 1,000. Default: 20.
   */
  retryBudget?: number;
}

/** Decides about repetitions, for all calls of one client. */
export class Retries {
  private readonly options: Required<RetryOptions>;
  private tokens: number;

  /** @throws RangeError Options are out of range. */
  constructor(options: RetryOptions = {}) {
    this.options = { maxAttempts: 4, initialBackoffMs: 100, maxBackoffMs: 2_000, retryBudget: 20, ...options };
    const { maxAttempts, initialBackoffMs, maxBackoffMs, retryBudget } = this.options;
    if (!(maxAttempts >= 1 && maxAttempts <= 5)) throw new RangeError(`maxAttempts: ${maxAttempts} is outside what is allowed: 1 to 5`);
    if (!(retryBudget >= 1 && retryBudget <= 1_000)) throw new RangeError(`retryBudget: ${retryBudget} is outside what is allowed: 1 to 1000`);
    if (!(initialBackoffMs > 0 && maxBackoffMs >= initialBackoffMs)) {
      throw new RangeError(`initialBackoffMs: ${initialBackoffMs} must be above zero and at most maxBackoffMs, ${maxBackoffMs}`);
    }
    this.tokens = retryBudget;
  }

  /** Takes note of a success. */
  succeeded(): void {
    this.tokens = Math.min(this.tokens + 0.1, this.options.retryBudget);
  }

  /**
   * The wait before the next attempt, ms; undefined when the call has failed for good.
   * @param error How the attempt ended.
   * @param attempt Number of that attempt, from 1.
   * @param remainingMs Time to the deadline of the call.
   */
  waitAfter(error: SummitError, attempt: number, remainingMs: number): number | undefined {
    if (error.code !== Code.Unavailable) return undefined;
    this.tokens = Math.max(this.tokens - 1, 0);
    const { maxAttempts, initialBackoffMs, maxBackoffMs, retryBudget } = this.options;
    if (attempt >= maxAttempts || this.tokens <= retryBudget / 2) return undefined;
    const backoff = Math.min(initialBackoffMs * 2 ** (attempt - 1), maxBackoffMs) * (0.8 + 0.4 * Math.random());
    const wait = Math.max(backoff, error.retryDelayMs ?? 0);
    return wait < remainingMs ? wait : undefined;
  }
}

/** Waits, unless the caller ends the call. */
export function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const ended = () => {
      clearTimeout(timer);
      reject(new ConnectError("The caller ended the call.", Code.Canceled));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", ended);
      resolve();
    }, ms);
    if (signal?.aborted) ended();
    else signal?.addEventListener("abort", ended, { once: true });
  });
}
