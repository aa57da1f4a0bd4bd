import { clone, create, type MessageInitShape } from "@bufbuild/protobuf";
import { Code, type CallOptions } from "@connectrpc/connect";
import { WatchChangesRequestSchema, WatchChangesResponseSchema, type WatchChangesResponse } from "./gen/changes.js";
import { SummitError } from "./errors.js";
import { sleep } from "./retry.js";

const firstWaitMs = 100;
const longestWaitMs = 5_000;

/** The last change of a commit that came in parts. */
interface Place {
  readonly revision: string;
  readonly name: string;
}

/**
 * Follows a change feed across restarts, without a gap and without a repetition, until the caller ends it: by leaving the loop or
 * by `signal`. When the service goes away or ends the watch, the feed goes on from the last revision seen. A large commit comes
 * in several steps: all but the last are `partial`.
 *
 * ```ts
 * for await (const step of follow(changes.watchChanges, { afterRevision })) …
 * ```
 *
 * @param call The watch method of a client.
 * @param request Where to begin. It is not changed.
 * @param options Options of each call.
 * @throws SummitError The feed cannot go on from there: `POSITION_LOST` means list again; other reasons are the caller's.
 */
export async function* follow(
  call: (request: MessageInitShape<typeof WatchChangesRequestSchema>, options?: CallOptions) => AsyncIterable<WatchChangesResponse>,
  request: MessageInitShape<typeof WatchChangesRequestSchema>,
  options: CallOptions = {},
): AsyncGenerator<WatchChangesResponse, void, undefined> {
  const next = clone(WatchChangesRequestSchema, create(WatchChangesRequestSchema, request));
  let waitMs = firstWaitMs;
  let seen: Place | undefined;
  for (;;) {
    const ending = new AbortController();
    const signal = options.signal ? AbortSignal.any([options.signal, ending.signal]) : ending.signal;
    try {
      for await (const answer of call(next, { ...options, signal })) {
        next.afterRevision = answer.revision;
        waitMs = firstWaitMs;
        const step = withoutRepeated(answer, seen);
        if (step.partial) {
          const last = step.changes.at(-1);
          if (!last) continue;
          seen = { revision: last.revision, name: last.name };
        }
        yield step;
      }
    } catch (cause) {
      const error = SummitError.fromCall(cause, "");
      if (options.signal?.aborted || !resumes(error)) throw error;
    } finally {
      ending.abort(); // A reader who leaves the loop ends the call with it.
    }
    await sleep(waitMs * (0.5 + Math.random()), options.signal);
    waitMs = Math.min(waitMs * 2, longestWaitMs);
  }
}

/** Leaves out what was seen before the watch broke inside a commit: that commit begins again, in the order of the names. */
function withoutRepeated(step: WatchChangesResponse, seen: Place | undefined): WatchChangesResponse {
  const repeated = seen ? step.changes.findIndex(({ revision, name }) => revision !== seen.revision || compare(name, seen.name) > 0) : 0;
  if (repeated === 0) return step;
  const copy = clone(WatchChangesResponseSchema, step);
  copy.changes.splice(0, repeated < 0 ? copy.changes.length : repeated);
  return copy;
}

/** Names have ASCII only, so their order in UTF-16 is that of the service. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function resumes(error: SummitError): boolean {
  // WATCH_TOO_SLOW: the reader was too slow for the service's buffer, not for the feed. What it missed is still there.
  return error.code === Code.Unavailable || (error.code === Code.ResourceExhausted && error.reason === "WATCH_TOO_SLOW");
}
