"""Contracts and client of SummitServices."""

import pathlib
import sys

# The contracts import parts of google.api, google.rpc, google.type and buf.validate. Where another package brings them
# (googleapis-common-protos, protovalidate), that one is used: it comes first on the path.
sys.path.append(str(pathlib.Path(__file__).parent / "_standard"))
