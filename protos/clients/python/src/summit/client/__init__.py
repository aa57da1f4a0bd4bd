"""Client of SummitServices: one channel with deadlines, retries, tokens, revisions and typed errors."""

from summit.client.channel import SummitClient
from summit.client.errors import FieldViolation, SummitError
from summit.client.options import ClientOptions
from summit.client.pages import read_all
from summit.client.replay import is_replayed
from summit.client.watch import Watch

__all__ = ["ClientOptions", "FieldViolation", "SummitClient", "SummitError", "Watch", "is_replayed", "read_all"]
