"""Reads a list page by page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from google.protobuf.message import Message

TRequest = TypeVar("TRequest", bound=Message)
TItem = TypeVar("TItem")


def read_all(call: Callable[[TRequest], Any], request: TRequest, items: Callable[[Any], Iterable[TItem]]) -> Iterator[TItem]:
    """
    Yields every element of a list, asking for the next page when it is needed. All pages show the same revision.

        for nation in read_all(nations.ListNations, ListNationsRequest(), lambda page: page.nations): ...

    The request is not changed. SummitError with the reason POSITION_LOST means: start again.
    """
    following = type(request)()
    following.CopyFrom(request)
    while True:
        page = call(following)
        yield from items(page)
        token = page.next_page_token
        if not token:
            return
        setattr(following, "page_token", token)
