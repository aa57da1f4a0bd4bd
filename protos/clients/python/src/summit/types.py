"""Standard messages that requests are made of, from wherever they are (see this package's __init__)."""

from google.type.date_pb2 import Date
from google.type.latlng_pb2 import LatLng
from google.type.money_pb2 import Money

__all__ = ["Date", "LatLng", "Money"]
