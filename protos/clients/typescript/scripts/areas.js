// Writes one module an area, such as src/gen/nations.ts, that exports all messages and services of the area.
import { readdirSync, writeFileSync } from "node:fs";

const gen = new URL("../src/gen/", import.meta.url);
const root = new URL("summit/", gen);
for (const area of readdirSync(root)) {
  const files = readdirSync(new URL(`${area}/v1/`, root)).sort();
  const lines = files.map((file) => `export * from "./summit/${area}/v1/${file.replace(/\.ts$/, ".js")}";`);
  writeFileSync(new URL(`${area}.ts`, gen), `${lines.join("\n")}\n`);
}
