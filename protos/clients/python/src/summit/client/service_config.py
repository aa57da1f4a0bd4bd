"""The one layer that repeats calls: gRPC's own, told which methods may be repeated."""

from __future__ import annotations

import json

from summit.client.methods import all_methods
from summit.client.options import ClientOptions


def service_config(options: ClientOptions) -> str:
    """The configuration of a channel as JSON."""
    config: dict[str, object] = {"loadBalancingConfig": [{"round_robin": {}}]}
    if options.max_attempts > 1:
        names = [{"service": m.service, "method": m.name} for m in all_methods().values() if m.repeatable and m.unary]
        policy = {
            "maxAttempts": options.max_attempts,
            "initialBackoff": f"{options.initial_backoff:.3f}s",
            "maxBackoff": f"{options.max_backoff:.3f}s",
            "backoffMultiplier": 2,
            "retryableStatusCodes": ["UNAVAILABLE"],
        }
        config["methodConfig"] = [{"name": names, "retryPolicy": policy}]
        config["retryThrottling"] = {"maxTokens": options.retry_budget, "tokenRatio": 0.1}
    return json.dumps(config)
