"""The version, which is that of the whole system. Everything else is in pyproject.toml."""

import pathlib
import re

from setuptools import setup

PROPERTIES = pathlib.Path(__file__).resolve().parents[3] / "Directory.Build.props"

setup(version=re.search("<VersionPrefix>(.+)</VersionPrefix>", PROPERTIES.read_text(encoding="utf-8"))[1])
