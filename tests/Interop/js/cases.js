// What every foreign client must be able to do, through the gateway. A case throws when it does not hold.
import assert from "./assert.js";

const NATIONS = "summit.nations.v1.NationService";
const POSITIONS = "summit.nations.v1.PositionService";
const CHANGES = "summit.nations.v1.ChangeService";
const day = { year: 2025, month: 2, day: 18 };

const position = (nation, id) => ({
  parent: `nations/${nation}`,
  positionId: id,
  position: {
    issue: "issues/troop-deployment",
    actor: "government",
    stance: "STANCE_SUPPORT",
    positionDate: day,
    summary: "An example.",
    publishState: "PUBLISH_STATE_PUBLISHED",
    source: { title: "Example", publisher: "Example", publishDate: day },
  },
});

async function refused(call) {
  try {
    await call();
  } catch (error) {
    if (error.code) return error;
    throw error;
  }
  assert.fail("the call was not refused");
}

const detail = (error, name) => error.details.find((d) => d["@type"] === `type.googleapis.com/google.rpc.${name}`);

export const cases = {
  async read({ client }) {
    const nation = await client.unary(NATIONS, "GetNation", { name: "nations/FRA" });
    assert.equal(nation.displayName, "France");
    assert.match(nation.etag, /^\d+@/);
  },

  async pages({ client }) {
    const names = [];
    let pageToken = "";
    do {
      const page = await client.unary(NATIONS, "ListNations", { pageSize: 7, pageToken });
      assert.ok(page.nations.length <= 7);
      names.push(...page.nations.map((n) => n.name));
      pageToken = page.nextPageToken;
    } while (pageToken);
    assert.ok(names.length > 14);
    assert.deepEqual(names, [...new Set(names)].sort());
  },

  async write({ client, token, name }) {
    const id = `interop-${name}`;
    const made = await client.unary(POSITIONS, "CreatePosition", position("FRA", id), token);
    assert.equal(made.name, `nations/FRA/positions/${id}`);
    const read = await client.unary(POSITIONS, "GetPosition", { name: made.name }, token);
    assert.equal(read.etag, made.etag);
    const foreign = await refused(() => client.unary(POSITIONS, "CreatePosition", position("DEU", id), token));
    assert.equal(foreign.code, "PERMISSION_DENIED");
  },

  async errors({ client, token }) {
    const request = position("FRA", "interop-wrong");
    request.position.stance = "STANCE_UNSPECIFIED";
    request.position.positionDate = { year: 2025, month: 2, day: 31 };
    const error = await refused(() => client.unary(POSITIONS, "CreatePosition", request, token));
    assert.equal(error.code, "INVALID_ARGUMENT");
    const fields = detail(error, "BadRequest").fieldViolations.map((v) => v.field);
    assert.ok(["position.stance", "position.position_date"].every((f) => fields.includes(f)), fields.join(", "));
    assert.equal(detail(error, "ErrorInfo").reason, "INVALID_FIELDS");
    assert.equal(detail(error, "ErrorInfo").domain, "summit");
    assert.match(detail(error, "RequestInfo").requestId, /^[0-9a-f]{32}$/);
    const unknown = await refused(() => client.unary(NATIONS, "GetNation", { name: "nations/XXX" }));
    assert.equal(unknown.code, "NOT_FOUND");
    assert.equal(detail(unknown, "ErrorInfo").reason, "RESOURCE_NOT_FOUND");
  },

  async watch({ client, token, name }) {
    const { revision } = await client.unary(CHANGES, "ProbeRevision", {});
    const made = client.unary(POSITIONS, "CreatePosition", position("FRA", `interop-watch-${name}`), token);
    for await (const message of client.watch(CHANGES, "WatchChanges", { afterRevision: revision, namesOnly: true })) {
      if (message.changes.some((c) => c.name === `nations/FRA/positions/interop-watch-${name}`)) {
        await made;
        return;
      }
    }
    assert.fail("the watch ended without the change");
  },
};
