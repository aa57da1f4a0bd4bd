import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { create, type DescService } from "@bufbuild/protobuf";
import { checkRequest, policyOf, RevisionVector } from "summit-client";
import * as budgets from "summit-client/budgets";
import * as logistics from "summit-client/logistics";
import * as nations from "summit-client/nations";

const methods = [nations, budgets, logistics]
  .flatMap((area) => Object.values(area) as { kind?: string }[])
  .filter((value): value is DescService => value?.kind === "service")
  .flatMap(({ methods }) => methods);

test("every call that answers once can be repeated and has a deadline", () => {
  assert.ok(methods.length > 150, `${methods.length} methods`);
  for (const method of methods.filter(({ methodKind }) => methodKind === "unary")) {
    const { path, repeatable, defaultDeadlineMs } = policyOf(method);
    assert.ok(repeatable && defaultDeadlineMs, path);
  }
});

test("a watch has no deadline, and an assessment has the one of its contract", () => {
  assert.equal(policyOf(nations.ChangeService.method.watchChanges).defaultDeadlineMs, undefined);
  assert.equal(policyOf(logistics.AssessmentService.method.assessDeployment).defaultDeadlineMs, 30_000);
});

test("an update needs only what its mask names", () => {
  const schema = nations.UpdatePositionRequestSchema;
  const position = { name: "nations/FRA/positions/p", summary: "x" };
  const faults = (paths?: string[]) => checkRequest(schema, create(schema, { position, ...(paths && { updateMask: { paths } }) })).map(({ field }) => field);
  assert.deepEqual(faults(), []);
  assert.deepEqual(faults(["summary"]), []);
  assert.deepEqual(faults(["stance"]), ["position.stance"]);
  assert.deepEqual(faults(["*"]).sort(), ["position.actor", "position.issue", "position.position_date", "position.source", "position.stance"]);
});

test("of two vectors the newer entries count, and another epoch is newer", () => {
  const newest = (a: string, b: string) => RevisionVector.parse(a).newest(RevisionVector.parse(b)).toString();
  assert.equal(newest("x=2@a,y=9@a", "x=3@a,y=8@a"), "x=3@a,y=9@a");
  assert.equal(newest("x=9@a", "x=1@b"), "x=1@b");
  assert.equal(newest("x=1@a", "nonsense,=,y=@a,z=1@c"), "x=1@a,z=1@c");
  assert.equal(newest("", ""), "");
});

test("the package holds the code, its types and the messages of the contracts, and no more", () => {
  const [{ files }] = JSON.parse(execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { encoding: "utf8" })) as [{ files: { path: string }[] }];
  const paths = files.map(({ path }) => path);
  for (const path of ["README.md", "dist/index.js", "dist/index.d.ts", "dist/node.js", "dist/web.js", "dist/gen/nations.d.ts", "dist/gen/summit/nations/v1/nation_pb.js"]) {
    assert.ok(paths.includes(path), `${path} is missing`);
  }
  assert.deepEqual(paths.filter((path) => !path.startsWith("dist/")).sort().filter((path) => path !== "LICENSE"), ["README.md", "package.json"]);
});
