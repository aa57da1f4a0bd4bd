// A form from a JSON schema of the document: each control reads what stands in it and writes a value into itself.
let schemas = {};
let counter = 0;

export const useSchemas = (all) => { schemas = all; };

const resolve = (schema) => (schema.$ref ? { name: schema.$ref.split("/").pop(), ...schemas[schema.$ref.split("/").pop()], ...without(schema, "$ref") } : schema);
const without = (object, name) => Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
const isEmpty = (value) => value === undefined || value === "";

export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made && key !== "list") made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

// What a comment writes in backquotes is code.
export const rich = (text) => text.split("`").map((part, i) => (i % 2 === 1 ? element("code", { textContent: part }) : part));

// A control for the fields of a message.
export function messageControl(schema) {
  const message = resolve(schema);
  const box = element("div");
  const rows = Object.entries(message.properties ?? {}).filter(([, field]) => !field.readOnly).map(([name, field]) => {
    const row = fieldRow(name, field, message.required?.includes(name));
    box.append(row.element);
    return { name, control: row.control };
  });
  if (rows.length === 0) box.append(element("p", { textContent: "The request has no fields." }));
  return {
    element: box,
    read() {
      const fields = rows.map(({ name, control }) => [name, control.read()]).filter(([, value]) => value !== undefined);
      return Object.fromEntries(fields);
    },
    write(value) {
      for (const { name, control } of rows) control.write(value?.[name]);
    },
  };
}

function fieldRow(name, field, required) {
  const id = `field-${++counter}`;
  const schema = resolve(field);
  const control = controlOf(schema, id);
  const title = name + (required ? " (required)" : "");
  const help = [field.description ?? schema.description, ruleText(schema)].filter(Boolean).join("\n");
  const label = control.labels
    ? element("label", { htmlFor: id, textContent: title })
    : element("span", { className: "label", id: `${id}-label`, textContent: title });
  const row = element("div", { className: "row" }, label, " ", element("span", { className: "type", textContent: typeText(schema) }), control.element);
  if (help) {
    row.append(element("small", { id: `${id}-help` }, ...rich(help)));
    control.element.setAttribute("aria-describedby", `${id}-help`);
  }
  if (!control.labels) {
    control.element.setAttribute("role", "group");
    control.element.setAttribute("aria-labelledby", `${id}-label`);
  }
  return { element: row, control };
}

function controlOf(schema, id) {
  if (schema.name === "google.type.Date") return dateControl(id);
  if (schema.enum) return choiceControl(id, schema.enum, (text) => text, schema["x-summit-values"]);
  if (schema.type === "boolean") return choiceControl(id, ["true", "false"], (text) => text === "true");
  if (schema.type === "array") return listControl(schema.items);
  if (schema.properties) return nestedControl(schema);
  if (schema.type === "object") return schema.additionalProperties ? mapControl(schema.additionalProperties) : jsonControl(id);
  return textControl(id, schema);
}

function textControl(id, schema) {
  const isNumber = schema.type === "number" || schema.type === "integer";
  const input = schema.maxLength >= 1000 ? element("textarea", { id, rows: 3 }) : element("input", { id, type: "text", autocomplete: "off", spellcheck: false });
  if (isNumber || schema.format === "int64") input.inputMode = "decimal";
  return {
    element: input,
    labels: true,
    read() {
      if (input.value === "") return undefined;
      const number = Number(input.value);
      return isNumber && input.value.trim() !== "" && Number.isFinite(number) ? number : input.value; // What is no number is for the gateway to refuse.
    },
    write(value) { input.value = value ?? ""; },
  };
}

function choiceControl(id, values, parse, help = {}) {
  const select = element("select", { id }, element("option", { value: "", textContent: "" }), ...values.map((value) => element("option", { value, textContent: value, title: help[value] ?? "" })));
  return {
    element: select,
    labels: true,
    read: () => (select.value === "" ? undefined : parse(select.value)),
    write(value) { select.value = value === undefined || value === null ? "" : String(value); },
  };
}

function dateControl(id) {
  const input = element("input", { id, type: "date" });
  return {
    element: input,
    labels: true,
    read() {
      if (isEmpty(input.value)) return undefined;
      const [year, month, day] = input.value.split("-").map(Number);
      return { year, month, day };
    },
    write(value) {
      input.value = value?.year ? `${String(value.year).padStart(4, "0")}-${String(value.month ?? 1).padStart(2, "0")}-${String(value.day ?? 1).padStart(2, "0")}` : "";
    },
  };
}

function jsonControl(id) {
  const input = element("textarea", { id, rows: 3, className: "mono" });
  return {
    element: input,
    labels: true,
    read: () => (input.value.trim() === "" ? undefined : JSON.parse(input.value)),
    write(value) { input.value = value === undefined ? "" : JSON.stringify(value); },
  };
}

// Fields of an inner message are made when they are looked at: a message may contain itself.
function nestedControl(schema) {
  let inner;
  const box = element("details", { className: "nested" }, element("summary", { textContent: "Fields" }));
  const open = () => {
    if (!inner) {
      inner = messageControl(schema);
      box.append(inner.element);
    }
  };
  box.addEventListener("toggle", open);
  return {
    element: box,
    read() {
      const value = inner?.read();
      return value && Object.keys(value).length > 0 ? value : undefined;
    },
    write(value) {
      if (value !== undefined) {
        open();
        box.open = true;
      }
      inner?.write(value);
    },
  };
}

function listControl(itemSchema) {
  const schema = resolve(itemSchema);
  const items = element("div");
  const box = element("div", {}, items, element("button", { type: "button", className: "small", textContent: "Add", onclick: () => add().element.querySelector("input, select, textarea, summary")?.focus() }));
  let controls = [];
  function add() {
    const control = controlOf(schema, `field-${++counter}`);
    if (control.labels) control.element.setAttribute("aria-label", `Element ${controls.length + 1}`);
    const entry = element("div", { className: "item" }, control.element);
    entry.append(element("button", {
      type: "button", className: "small", textContent: "Remove", "aria-label": `Remove element ${controls.length + 1}`,
      onclick: () => {
        controls = controls.filter((c) => c !== control);
        entry.remove();
        box.dispatchEvent(new Event("input", { bubbles: true }));
      },
    }));
    items.append(entry);
    controls.push(control);
    return { element: entry, control };
  }
  return {
    element: box,
    read() {
      const values = controls.map((c) => c.read() ?? (schema.properties ? {} : undefined)).filter((v) => v !== undefined);
      return values.length > 0 ? values : undefined;
    },
    write(values) {
      controls = [];
      items.replaceChildren();
      for (const value of values ?? []) add().control.write(value);
    },
  };
}

function mapControl(valueSchema) {
  const pairs = listControl({ properties: { key: { type: "string" }, value: valueSchema } });
  return {
    element: pairs.element,
    read() {
      const entries = (pairs.read() ?? []).map((pair) => [pair.key ?? "", pair.value]);
      return entries.length > 0 ? Object.fromEntries(entries) : undefined;
    },
    write(value) { pairs.write(value && Object.entries(value).map(([key, item]) => ({ key, value: item }))); },
  };
}

function typeText(schema) {
  if (schema.type === "array") return `list of ${typeText(resolve(schema.items))}`;
  if (schema.name) return schema.name.split(".").slice(3).join(".") || schema.name.split(".").pop();
  return schema["x-summit-type"] ?? schema.format ?? [schema.type].flat()[0] ?? "";
}

function ruleText(schema) {
  const rules = [];
  const range = schema.anyOf?.[1] ?? schema;
  if (range.minimum !== undefined && range.maximum !== undefined) rules.push(`${range.minimum} to ${range.maximum}`);
  else if (range.minimum !== undefined) rules.push(`${range.minimum} or more`);
  else if (range.maximum !== undefined) rules.push(`${range.maximum} or less`);
  if (schema["x-summit-pattern-hint"]) rules.push(schema["x-summit-pattern-hint"]);
  else if (schema.pattern) rules.push(`matches ${schema.pattern}`);
  if (schema.maxLength) rules.push(`at most ${schema.maxLength} characters`);
  if (schema.maxItems) rules.push(`at most ${schema.maxItems} elements`);
  if (schema["x-summit-oneof"]) rules.push(`one of the fields of ${schema["x-summit-oneof"]}`);
  return rules.length > 0 ? `Allowed: ${rules.join("; ")}.` : "";
}
