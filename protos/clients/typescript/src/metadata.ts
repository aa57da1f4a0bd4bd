/** Names of the metadata that calls and answers carry. The contracts describe them in `summit/api/v1/annotations.proto`. */
export const SummitMetadata = {
  /** Answer: id of the trace that the call belongs to, 32 hex digits. */
  traceId: "summit-trace-id",
  /** Answer: what was read or written, one revision for each service. */
  revision: "summit-revision",
  /** Call: the answer must be at least as new as this vector. */
  minRevision: "summit-min-revision",
  /** Answer of a write: `true` when its `request_id` was used before and this is the recorded answer. */
  replayed: "summit-replayed",
  /** Call: `strong` asks for an answer that is linearizable for each service. */
  consistency: "summit-consistency",
  /** Answer of the gateway: `hit`, `miss`, `stale` or `bypass`. */
  cache: "summit-cache",
  /** Answer of the gateway: revision and age of an answer that may be out of date. */
  stale: "summit-stale",
  /** Call: the bearer token, `Bearer …`. */
  authorization: "authorization",
} as const;
