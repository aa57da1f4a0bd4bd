"""The system that the scenarios run against, as the harness wrote it to a file."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass

from summit.client import ClientOptions, SummitClient


@dataclass(frozen=True)
class Surroundings:
    id: str
    gateways: list[str]
    nobody: str
    tokens: dict[str, str]
    scenarios: str

    @staticmethod
    def read(path: str) -> Surroundings:
        with open(path, encoding="utf-8") as file:
            members = json.load(file)
        return Surroundings(*(members[name] for name in ("id", "gateways", "nobody", "tokens", "scenarios")))

    def through(self, gateway: int, caller: str) -> SummitClient:
        return self.open(f"ipv4:{self.gateways[gateway]}", lambda: self.tokens[caller])

    def over_both(self, caller: str) -> SummitClient:
        return self.open("ipv4:" + ",".join(self.gateways), lambda: self.tokens[caller])

    def open(self, address: str, token: Callable[[], str]) -> SummitClient:
        return SummitClient(address, ClientOptions(token=token))


def command(text: str) -> None:
    """Has the harness do something to the system; returns when it is done."""
    print(f"do {text}", flush=True)
    answer = sys.stdin.readline().strip()
    if answer != "done":
        raise AssertionError(f"{text}: {answer}")
