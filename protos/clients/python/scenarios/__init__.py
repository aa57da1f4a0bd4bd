"""The scenarios of tests/Scenarios with the Python client."""
