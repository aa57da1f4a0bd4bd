"""What the metadata of an answer say beside the answer itself."""

from __future__ import annotations

import grpc

from summit.client.headers import REPLAYED, text_of


def is_replayed(call: grpc.Call) -> bool:
    """
    Whether the answer of a write is the recorded one of an earlier call with the same request_id; nothing was done again.

        answer, call = positions.CreatePosition.with_call(request)
        if is_replayed(call): ...
    """
    return text_of(call.initial_metadata(), REPLAYED) == "true"
