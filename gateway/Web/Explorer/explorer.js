// The explorer: methods from the OpenAPI document, one form and one call at a time.
import { element, messageControl, rich, useSchemas } from "/form.js";
import { languages, titles } from "/code.js";

const MOST_SHOWN = 300_000;
const $ = (id) => document.getElementById(id);
const state = { methods: new Map(), method: null, control: null, mode: "form", language: "curl", ending: null };

start().catch((error) => { $("loading").textContent = `The document could not be read: ${error.message}`; });

async function start() {
  const contract = await (await fetch("/openapi.json")).json();
  useSchemas(contract.components.schemas);
  state.grpc = `${location.protocol}//${location.hostname}:${contract["x-summit-grpc-port"]}`;
  state.services = new Map(contract.tags.map((tag) => [tag.name, tag.description]));
  for (const [path, operations] of Object.entries(contract.paths)) state.methods.set(path, operations.post);
  listMethods("");
  listLanguages();
  $("search").addEventListener("input", () => listMethods($("search").value));
  $("form").addEventListener("submit", (event) => { event.preventDefault(); call(); });
  $("form").addEventListener("input", showCode);
  $("json").addEventListener("input", showCode);
  $("token").addEventListener("input", showCode);
  $("stop").addEventListener("click", () => state.ending?.abort());
  $("sample").addEventListener("click", () => write(sample()));
  $("clear").addEventListener("click", () => write({}));
  $("copy").addEventListener("click", copy);
  for (const radio of document.querySelectorAll("[name=mode]")) radio.addEventListener("change", () => setMode(radio.value));
  addEventListener("hashchange", showMethod);
  addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !/INPUT|TEXTAREA|SELECT/.test(document.activeElement.tagName)) {
      event.preventDefault();
      $("search").focus();
    }
  });
  $("loading").hidden = true;
  showMethod();
}

function listMethods(search) {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const groups = Map.groupBy([...state.methods.keys()].filter((path) => words.every((word) => path.toLowerCase().includes(word))), (path) => path.split("/")[1]);
  $("methods").replaceChildren(...[...groups].map(([service, paths]) => {
    const open = words.length > 0 || location.hash.startsWith(`#/${service}/`);
    const links = paths.map((path) => element("li", {}, element("a", { href: `#${path}`, textContent: path.split("/")[2] })));
    const name = service.split(".").pop();
    const area = element("span", { className: "type", textContent: service.slice(0, -name.length - 1).replace(/^summit\./, "") });
    return element("details", { open }, element("summary", { title: state.services.get(service) ?? "" }, name, " ", area), element("ul", {}, ...links));
  }));
  if (groups.size === 0) $("methods").textContent = "No method has these words in its name.";
  markCurrent();
}

function markCurrent() {
  for (const link of document.querySelectorAll("#methods a")) {
    if (link.hash === location.hash) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

function listLanguages() {
  $("languages").replaceChildren(...Object.keys(languages).map((name) => {
    const radio = element("input", { type: "radio", name: "language", value: name, checked: name === state.language });
    radio.addEventListener("change", () => { state.language = name; showCode(); });
    return element("label", {}, radio, ` ${titles[name]}`);
  }));
}

function showMethod() {
  const path = decodeURIComponent(location.hash.slice(1)) || [...state.methods.keys()][0];
  const method = state.methods.get(path);
  state.ending?.abort();
  if (!method) {
    $("method").hidden = true;
    $("loading").hidden = false;
    $("loading").textContent = `There is no method ${path}.`;
    return;
  }
  $("loading").hidden = true;
  $("method").hidden = false;
  $("answer").hidden = true;
  state.method = { path, ...method };
  const [, service, name] = path.split("/");
  document.title = `${name}: SummitServices`;
  $("name").textContent = `${service.split(".").pop()} / ${name}`;
  $("description").replaceChildren(...rich(method.description));
  facts($("facts"), {
    "May call": [...(method["x-summit-access"].roles ?? [])].map((role) => role.replace("ROLE_", "").toLowerCase()).join(", ") || "everybody",
    "Kind": `${method["x-summit-streaming"] === "Unary" ? "one answer" : "stream"}, ${method["x-summit-side-effects"] ? "may change something" : "changes nothing"}${method["x-summit-reads"] ? ", cached" : ""}`,
    "May fail with": [...method["x-summit-reasons"], "what every method may"].join(", "),
    "Deadline": method["x-summit-deadline-seconds"] ? `${method["x-summit-deadline-seconds"].default} s, at most ${method["x-summit-deadline-seconds"].most} s` : "none",
  });
  const media = Object.values(method.requestBody.content)[0];
  state.control = messageControl(media.schema);
  $("form").replaceChildren(state.control.element);
  write(sample());
  const group = [...document.querySelectorAll("#methods details")].find((d) => [...d.querySelectorAll("a")].some((a) => a.hash === `#${path}`));
  if (group) group.open = true;
  markCurrent();
}

function facts(list, pairs) {
  list.replaceChildren(...Object.entries(pairs).filter(([, value]) => value).flatMap(([name, value]) => [element("dt", { textContent: name }), element("dd", { textContent: value })]));
}

const sample = () => Object.values(state.method.requestBody.content)[0].example ?? {};

function setMode(mode) {
  try {
    const request = read();
    state.mode = mode;
    write(request);
  } catch (error) {
    $("request-fault").textContent = `This is not JSON: ${error.message}`;
    document.querySelector(`[name=mode][value=${state.mode}]`).checked = true;
  }
  $("form").hidden = state.mode !== "form";
  $("json-part").hidden = state.mode !== "json";
}

const read = () => (state.mode === "form" ? state.control.read() : JSON.parse($("json").value || "{}"));

function write(request) {
  $("request-fault").textContent = "";
  state.control.write(request);
  $("json").value = JSON.stringify(request, null, 2);
  showCode();
}

function showCode() {
  let request = {};
  try {
    request = read();
  } catch {
    // The call says what is wrong with it.
  }
  const [, service, method] = state.method.path.split("/");
  $("code").textContent = languages[state.language]({
    path: state.method.path, service: service.split(".").pop(), method, request, token: $("token").value !== "",
    origin: location.origin, grpc: state.grpc, streaming: state.method["x-summit-streaming"], types: state.method["x-summit-types"],
  });
  $("copied").textContent = "";
}

async function copy() {
  try {
    await navigator.clipboard.writeText($("code").textContent);
    $("copied").textContent = "Copied.";
  } catch {
    $("copied").textContent = "The browser does not allow it; select the text and copy it.";
  }
}

async function call() {
  let body;
  $("request-fault").textContent = "";
  try {
    body = state.mode === "form" ? JSON.stringify(read()) : $("json").value || "{}";
  } catch (error) {
    $("request-fault").textContent = `This is not JSON: ${error.message}`;
    return;
  }
  const stream = state.method["x-summit-streaming"] !== "Unary";
  const ending = (state.ending = new AbortController());
  const headers = { "content-type": stream ? "application/connect+json" : "application/json", "connect-protocol-version": "1" };
  if ($("token").value) headers.authorization = `Bearer ${$("token").value.trim()}`;
  $("answer").hidden = false;
  $("call").disabled = true;
  $("stop").hidden = false;
  $("outcome").className = "";
  $("outcome").textContent = "Waiting…";
  $("served").replaceChildren();
  $("body").textContent = "";
  const began = performance.now();
  const took = () => `${Math.round(performance.now() - began)} ms`;
  try {
    const response = await fetch(state.method.path, { method: "POST", headers, body: stream ? envelope(body) : body, signal: ending.signal, credentials: "omit", cache: "no-store" });
    facts($("served"), {
      "Cache": response.headers.get("summit-cache"),
      "Revision": response.headers.get("summit-revision"),
      "Out of date": response.headers.get("summit-stale"),
      "Replayed": response.headers.get("summit-replayed"),
      "Trace": response.headers.get("summit-trace-id"),
    });
    if (stream && response.ok) await readStream(response, took);
    else finish(response.ok, `HTTP ${response.status}, ${took()}`, shown(await response.text()));
  } catch (error) {
    finish(error.name === "AbortError", error.name === "AbortError" ? `Stopped after ${took()}` : `No answer: ${error.message}`);
  } finally {
    $("call").disabled = false;
    $("stop").hidden = true;
  }
}

function finish(good, text, body) {
  $("outcome").className = good ? "good" : "bad";
  $("outcome").textContent = text;
  if (body !== undefined) $("body").textContent = body;
}

function shown(text) {
  let pretty = text;
  try {
    pretty = JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // It is shown as it came.
  }
  return pretty.length > MOST_SHOWN ? `${pretty.slice(0, MOST_SHOWN)}\n… ${pretty.length - MOST_SHOWN} more characters` : pretty;
}

function envelope(text) {
  const message = new TextEncoder().encode(text);
  const framed = new Uint8Array(5 + message.length);
  new DataView(framed.buffer).setUint32(1, message.length);
  framed.set(message, 5);
  return framed;
}

async function readStream(response, took) {
  let rest = new Uint8Array();
  let count = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const bytes = new Uint8Array(rest.length + value.length);
    bytes.set(rest);
    bytes.set(value, rest.length);
    rest = bytes;
    while (rest.length >= 5) {
      const length = new DataView(rest.buffer, rest.byteOffset).getUint32(1);
      if (rest.length < 5 + length) break;
      const text = new TextDecoder().decode(rest.subarray(5, 5 + length));
      const last = (rest[0] & 2) !== 0;
      rest = rest.slice(5 + length);
      if (last) {
        const { error } = JSON.parse(text);
        if (error) $("body").append(`${shown(JSON.stringify(error))}\n`);
        finish(!error, error ? `${error.code} after ${count} messages, ${took()}` : `${count} messages, ${took()}`);
        return;
      }
      count++;
      $("outcome").textContent = `${count} messages so far`;
      if ($("body").textContent.length < MOST_SHOWN) $("body").append(`${shown(text)}\n`);
    }
  }
  finish(false, `The stream ended without its last message, ${took()}`);
}
