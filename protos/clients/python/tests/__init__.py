"""Tests of the client against a gRPC server in the same process."""

import summit  # noqa: F401  The package says where the standard messages are; the modules here import them.
