"""The refusals of the list: calls by name with JSON requests, the last of which is refused."""

from __future__ import annotations

import importlib
import json
import re
from typing import Any

from google.protobuf import descriptor_pool, json_format, message_factory

from scenarios.check import equal, refused
from scenarios.surroundings import Surroundings, command
from summit.client import SummitError
from summit.client.methods import all_methods

Members = dict[str, Any]


def run(system: Surroundings, refusal: Members) -> None:
    steps = refusal["steps"]
    last = max(i for i, step in enumerate(steps) if "method" in step)
    try:
        for step in steps[:last]:
            command(step["do"]) if "do" in step else _call(system, step)
        error = refused(lambda: _call(system, steps[last]))
    finally:
        for step in steps[last + 1 :]:
            command(step["do"])
    _check(refusal, error)


def _check(refusal: Members, error: SummitError) -> None:
    equal(refusal["status"], error.code().name)
    if refusal.get("orNoReason") and not error.reason:
        return
    equal((refusal["reason"], "summit"), (error.reason, error.domain))
    assert re.fullmatch("[0-9a-f]{32}", error.trace_id), f"no trace id: {error.trace_id!r}"
    missing = set(refusal.get("facts", [])) - set(error.facts)
    assert not missing, f"facts that are missing: {missing}"
    assert not refusal.get("retryInfo") or (error.retry_delay or 0) > 0, "it does not say when to try again"
    if "violations" in refusal:
        equal(refusal["violations"], sorted(violation.field for violation in error.violations))


def _call(system: Surroundings, step: Members) -> None:
    request, answer = _types(step["method"])
    unary = all_methods()[step["method"]].unary
    timeout = step["timeoutMs"] / 1000 if "timeoutMs" in step else None
    text = json.dumps(step["request"]).replace("{id}", system.id)
    with system.through(0, step["as"]) as client:
        kind = client.channel.unary_unary if unary else client.channel.unary_stream
        call = kind(step["method"], request_serializer=request.SerializeToString, response_deserializer=answer.FromString)
        for number in range(step.get("repeat", 1)):
            made = call(json_format.Parse(text.replace("{n}", str(number)), request()), timeout=timeout)
            if not unary:
                for _ in made:
                    pass


def _types(path: str) -> tuple[Any, Any]:
    """The classes of request and answer of a method. Its package names the module, as every service has a file of its own."""
    service, name = path[1:].split("/")
    package, short = service.rsplit(".", 1)
    importlib.import_module(f"{package}.{re.sub('(?<!^)(?=[A-Z])', '_', short).lower()}_pb2")
    pool = descriptor_pool.Default()
    method = pool.FindServiceByName(service).FindMethodByName(name)
    # protobuf 4.22 moved this from the factory to its module.
    of = getattr(message_factory, "GetMessageClass", None) or message_factory.MessageFactory(pool).GetPrototype
    return of(method.input_type), of(method.output_type)
