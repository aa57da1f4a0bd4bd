"""Positions of France that a scenario writes."""

from summit.api.v1 import resource_pb2
from summit.api.v1.source_pb2 import Source
from summit.nations.v1 import position_pb2
from summit.nations.v1.position_service_pb2 import CreatePositionRequest
from summit.types import Date

DAY = Date(year=2025, month=2, day=18)


def new(identifier: str, published: bool = True) -> CreatePositionRequest:
    """A position; one that is not published is a draft, which can be changed."""
    state = resource_pb2.PUBLISH_STATE_PUBLISHED if published else resource_pb2.PUBLISH_STATE_DRAFT
    source = Source(title="Example", publisher="Example", publish_date=DAY)
    position = position_pb2.Position(
        issue="issues/troop-deployment",
        actor="government",
        stance=position_pb2.STANCE_SUPPORT,
        position_date=DAY,
        publish_state=state,
        source=source,
    )
    return CreatePositionRequest(parent="nations/FRA", position_id=identifier, position=position)
