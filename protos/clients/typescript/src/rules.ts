import type { DescField, DescMessage, Message } from "@bufbuild/protobuf";
import { pathToString, type Path } from "@bufbuild/protobuf/reflect";
import { FieldMaskSchema, type FieldMask } from "@bufbuild/protobuf/wkt";
import { createValidator, type Violation } from "@bufbuild/protovalidate";
import type { FieldViolation } from "./errors.js";

const validator = createValidator();

/**
 * Checks a request against the `buf.validate` rules of its contract. Returns all violations; empty when the request is valid.
 * The service checks the same and more: rules that need no option, such as that a date exists, are its own.
 */
export function check(schema: DescMessage, request: Message): FieldViolation[] {
  const { violations } = validator.validate(schema, request);
  const mask = maskOf(schema, request);
  return (violations ?? [])
    .filter((violation) => !mask || !isExcused(violation, mask))
    .map(({ field, message }) => ({ field: pathToString(field), description: message }));
}

/** An update names the fields that it changes. A required field of the resource must be set only if the mask names it. */
interface UpdateMask {
  readonly resource: DescField;
  readonly paths: readonly string[];
}

function maskOf(schema: DescMessage, request: Message): UpdateMask | undefined {
  const mask = schema.fields.find((field) => field.name === "update_mask" && field.message === FieldMaskSchema);
  const resource = schema.fields.find((field) => field.fieldKind === "message" && field !== mask);
  if (!mask || !resource) return undefined;
  const value = (request as unknown as Record<string, FieldMask | undefined>)[mask.localName];
  return { resource, paths: value?.paths ?? [] };
}

function isExcused({ ruleId, field }: Violation, mask: UpdateMask): boolean {
  const [first, second] = field as Path;
  return (
    ruleId === "required" && field.length === 2 && first === mask.resource && second?.kind === "field" && !mask.paths.includes(second.name) && !mask.paths.includes("*")
  );
}
