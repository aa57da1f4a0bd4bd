// A headless Chromium with a page of another origin, so that every call is a call across origins.
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";

export const browserNames = ["connect-web", "connect-web-json", "connect-web-grpcweb", "summit-client", "summit-client-grpcweb"];

export async function openBrowser(client) {
  const script = client.startsWith("summit-client") ? "browser-client.js" : "browser-page.js";
  const bundle = await build({ entryPoints: [fileURLToPath(new URL(script, import.meta.url))], bundle: true, write: false, format: "iife", logLevel: "error" });
  const server = createServer((request, response) => response.end("<!doctype html><title>Another origin</title>")).listen(0, "127.0.0.1");
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  return {
    // A context of its own for each case: no cache or connection of the one before.
    async run(parameters) {
      const context = await browser.newContext();
      try {
        const page = await context.newPage();
        await page.goto(`http://localhost:${server.address().port}/`);
        await page.addScriptTag({ content: bundle.outputFiles[0].text });
        await page.evaluate((all) => globalThis.runCase(all), parameters);
      } finally {
        await context.close();
      }
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}
