"""The channel that the generated stubs call through."""

from __future__ import annotations

from types import TracebackType
from urllib.parse import urlsplit

import grpc

from summit.client.interceptor import CallInterceptor
from summit.client.options import ClientOptions
from summit.client.service_config import service_config

_KEEP_ALIVE_ANSWER_MS = 10_000


class SummitClient:
    """
    A connection to the gateway. Keep it as long as your program runs; it is safe to use from many threads.

        with SummitClient("http://127.0.0.1:5080") as client:
            nations = NationServiceStub(client.channel)
    """

    def __init__(self, address: str = "http://localhost:5080", options: ClientOptions | None = None) -> None:
        """
        `address`: `http://host:port`, `https://host:port`, or a target of gRPC: `dns:///host:port` (every address behind the
        name gets its share), `ipv4:10.0.0.1:5080,10.0.0.2:5080`. Connects with the first call.
        """
        options = options or ClientOptions()
        target, tls = _target(address, options.tls)
        self._channel = _open(target, tls, options)
        self.channel: grpc.Channel = grpc.intercept_channel(self._channel, CallInterceptor(options))
        """For the generated stubs."""

    def close(self) -> None:
        """Ends all calls and the connections."""
        self._channel.close()

    def __enter__(self) -> SummitClient:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _target(address: str, tls: bool) -> tuple[str, bool]:
    if not address.startswith(("http:", "https:")):
        return address, tls
    parts = urlsplit(address)
    if not parts.hostname or parts.path not in ("", "/"):
        raise ValueError(f'"{address}" is not an address such as http://localhost:5080 or dns:///gateway:5080')
    secure = parts.scheme == "https"
    return f"dns:///{parts.hostname}:{parts.port or (443 if secure else 80)}", secure


def _open(target: str, tls: bool, options: ClientOptions) -> grpc.Channel:
    settings: list[tuple[str, str | int]] = [
        ("grpc.service_config", service_config(options)),
        ("grpc.enable_retries", 1),
        ("grpc.initial_reconnect_backoff_ms", int(options.initial_backoff * 1000)),
        ("grpc.min_reconnect_backoff_ms", int(options.connect_timeout * 1000)),
        ("grpc.max_reconnect_backoff_ms", int(options.max_backoff * 1000)),
        ("grpc.keepalive_time_ms", int(options.keep_alive * 1000)),
        ("grpc.keepalive_timeout_ms", _KEEP_ALIVE_ANSWER_MS),
        ("grpc.primary_user_agent", "summit-client-python"),
        # Two clients of one program share no connection, and no retry budget.
        ("grpc.use_local_subchannel_pool", 1),
    ]
    if "," in target:
        # A list of addresses is no authority; servers refuse it.
        settings.append(("grpc.default_authority", target.partition(":")[2].lstrip("/").partition(",")[0]))
    if tls:
        return grpc.secure_channel(target, grpc.ssl_channel_credentials(options.root_certificates), settings)
    return grpc.insecure_channel(target, settings)
