"""Names of the metadata that calls and answers carry."""

from __future__ import annotations

from collections.abc import Iterable

AUTHORIZATION = "authorization"
MIN_REVISION = "summit-min-revision"
REPLAYED = "summit-replayed"
REVISION = "summit-revision"
STATUS_DETAILS = "grpc-status-details-bin"
TRACE_ID = "summit-trace-id"

Metadata = Iterable[tuple[str, "str | bytes"]]


def value_of(metadata: Metadata | None, name: str) -> str | bytes | None:
    """The first value of a name, or None."""
    return next((value for key, value in metadata or () if key == name), None)


def text_of(metadata: Metadata | None, name: str) -> str:
    """The first value of a name as text; empty when there is none."""
    value = value_of(metadata, name)
    return value if isinstance(value, str) else ""
