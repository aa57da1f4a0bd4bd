"""Runs every scenario: python3 -m scenarios SURROUNDINGS. tests/Scenarios/README.md says what is read and written."""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable

from scenarios import behaviours, refusals
from scenarios.surroundings import Surroundings


def main() -> None:
    system = Surroundings.read(sys.argv[1])
    with open(system.scenarios, encoding="utf-8") as file:
        listed = json.load(file)
    for name in (behaviour["name"] for behaviour in listed["behaviours"]):
        _run(name, lambda: behaviours.ALL[name](system))
    for refusal in listed["refusals"]:
        _run(refusal["name"], lambda: refusals.run(system, refusal))


def _run(name: str, scenario: Callable[[], None]) -> None:
    try:
        scenario()
        outcome = "holds"
    except Exception as error:  # Whatever went wrong is the outcome.
        traceback.print_exc()
        outcome = f"{type(error).__name__}: {error}".replace("\n", " ")
    print(f"scenario {name} {outcome}", flush=True)


if __name__ == "__main__":
    main()
