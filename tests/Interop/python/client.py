"""Runs cases with grpcio: client.py ADDRESS DESCRIPTORS TOKEN CASE... Prints a line of JSON for each, {"case": "read", "fault": ""};
the fault is empty if the case holds."""

import json
import re
import sys
import traceback

import grpc
from contract import Contract

NATIONS = "summit.nations.v1.NationService"
POSITIONS = "summit.nations.v1.PositionService"
CHANGES = "summit.nations.v1.ChangeService"
TIMEOUT_SECONDS = 60


class Client:
    def __init__(self, channel, contract, token):
        self.channel, self.contract, self.token = channel, contract, token

    def unary(self, service, method, signed=False, **fields):
        return self._call("unary_unary", service, method)(self._request(service, method, fields), **self._options(signed))

    def stream(self, service, method, **fields):
        return self._call("unary_stream", service, method)(self._request(service, method, fields), **self._options(False))

    def duplex(self, service, method, requests):
        return self._call("stream_stream", service, method)(iter(requests), **self._options(False))

    def details(self, error):
        """The details of an error by their short names."""
        raw = dict(error.trailing_metadata())["grpc-status-details-bin"]
        found = {}
        for packed in self.contract.message("google.rpc.Status").FromString(raw).details:
            name = packed.type_url.rsplit("/", 1)[1]
            found[name.rsplit(".", 1)[1]] = self.contract.message(name).FromString(packed.value)
        return found

    def _call(self, kind, service, method):
        request, answer = self.contract.method(service, method)
        return getattr(self.channel, kind)(f"/{service}/{method}", request.SerializeToString, answer.FromString)

    def _request(self, service, method, fields):
        return self.contract.method(service, method)[0](**fields)

    def _options(self, signed):
        metadata = [("authorization", f"Bearer {self.token}")] if signed else []
        return {"timeout": TIMEOUT_SECONDS, "metadata": metadata}


def position(client, name, **changes):
    source = {"title": "Example", "publisher": "Example", "publish_date": {"year": 2025, "month": 2, "day": 18}}
    fields = {
        "issue": "issues/troop-deployment",
        "actor": "government",
        "stance": "STANCE_SUPPORT",
        "position_date": {"year": 2025, "month": 2, "day": 18},
        "summary": "An example.",
        "publish_state": "PUBLISH_STATE_PUBLISHED",
        "source": source,
    }
    return {"position_id": name, "position": {**fields, **changes}}


def refused(call):
    try:
        call()
    except grpc.RpcError as error:
        return error
    raise AssertionError("the call was not refused")


def read(client):
    nation = client.unary(NATIONS, "GetNation", name="nations/FRA")
    assert nation.display_name == "France" and "@" in nation.etag, nation


def pages(client):
    names, token = [], ""
    while True:
        page = client.unary(NATIONS, "ListNations", page_size=7, page_token=token)
        assert len(page.nations) <= 7
        names += [nation.name for nation in page.nations]
        token = page.next_page_token
        if not token:
            break
    assert len(names) > 14 and names == sorted(set(names)), names


def write(client):
    made = client.unary(POSITIONS, "CreatePosition", True, parent="nations/FRA", **position(client, "interop-python"))
    assert made.name == "nations/FRA/positions/interop-python"
    assert client.unary(POSITIONS, "GetPosition", True, name=made.name).etag == made.etag
    error = refused(lambda: client.unary(POSITIONS, "CreatePosition", True, parent="nations/DEU", **position(client, "interop-python")))
    assert error.code() == grpc.StatusCode.PERMISSION_DENIED, error


def errors(client):
    wrong = position(client, "interop-wrong", stance="STANCE_UNSPECIFIED", position_date={"year": 2025, "month": 2, "day": 31})
    error = refused(lambda: client.unary(POSITIONS, "CreatePosition", True, parent="nations/FRA", **wrong))
    assert error.code() == grpc.StatusCode.INVALID_ARGUMENT, error
    details = client.details(error)
    fields = {violation.field for violation in details["BadRequest"].field_violations}
    assert {"position.stance", "position.position_date"} <= fields, fields
    assert (details["ErrorInfo"].reason, details["ErrorInfo"].domain) == ("INVALID_FIELDS", "summit")
    assert re.fullmatch("[0-9a-f]{32}", details["RequestInfo"].request_id)
    unknown = refused(lambda: client.unary(NATIONS, "GetNation", name="nations/XXX"))
    assert unknown.code() == grpc.StatusCode.NOT_FOUND, unknown
    assert client.details(unknown)["ErrorInfo"].reason == "RESOURCE_NOT_FOUND"


def watch(client):
    revision = client.unary(CHANGES, "ProbeRevision").revision
    call = client.stream(CHANGES, "WatchChanges", after_revision=revision, names_only=True)
    made = client.unary(POSITIONS, "CreatePosition", True, parent="nations/FRA", **position(client, "interop-watch-python"))
    for message in call:
        if any(change.name == made.name for change in message.changes):
            call.cancel()
            return
    raise AssertionError("the watch ended without the change")


def reflection(client):
    service, method = "grpc.reflection.v1.ServerReflection", "ServerReflectionInfo"
    request = client.contract.method(service, method)[0]
    asked = [request(list_services="*"), request(file_containing_symbol="summit.logistics.v1.AssessmentService")]
    listed, file = client.duplex(service, method, asked)
    names = {one.name for one in listed.list_services_response.service}
    expected = {name for name in client.contract.services if name.startswith("summit.")}
    assert expected <= names, expected - names
    assert any(b"AssessDeployment" in one for one in file.file_descriptor_response.file_descriptor_proto)


def main():
    address, descriptors, token, *asked = sys.argv[1:]
    contract = Contract(descriptors)
    for case in asked:
        fault = ""
        try:
            with grpc.insecure_channel(address) as channel:
                CASES[case](Client(channel, contract, token))
        except Exception:
            fault = traceback.format_exc()
        print(json.dumps({"case": case, "fault": fault}))


CASES = {case.__name__: case for case in (read, pages, write, errors, watch, reflection)}

if __name__ == "__main__":
    main()
