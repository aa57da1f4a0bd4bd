// The explorer page as a person uses it: by keyboard, at 320 pixels, light and dark; nothing may break its own rules.
import { chromium } from "playwright-core";
import assert from "./assert.js";

export async function useExplorer(web) {
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  try {
    for (const [width, colorScheme] of [[320, "light"], [1280, "dark"]]) {
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
      const faults = [];
      page.on("console", (message) => message.type() === "error" && !message.text().includes("status of 404") && faults.push(message.text())); // One is asked for.
      page.on("pageerror", (error) => faults.push(error.message));
      page.on("request", (request) => request.url().startsWith(`http://${web}/`) || request.url() === "data:," || faults.push(`asked ${request.url()}`));
      await page.goto(`http://${web}/#/summit.nations.v1.NationService/GetNation`);
      await page.locator("#name").filter({ hasText: "GetNation" }).waitFor();
      await readNation(page);
      await followAWatch(page, web);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width, `it is wider than ${width} pixels`);
      assert.deepEqual(faults, []);
      await page.close();
    }
  } finally {
    await browser.close();
  }
}

async function readNation(page) {
  await page.locator("body").press("/");
  await page.keyboard.type("getnation");
  await page.keyboard.press("Tab");
  await page.getByLabel("name (required)").focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("nations/FRA");
  await page.keyboard.press("Enter");
  await page.locator("#outcome").filter({ hasText: "HTTP 200" }).waitFor();
  assert.equal(JSON.parse(await page.locator("#body").textContent()).displayName, "France");
  assert.match(await page.locator("#served").textContent(), /Cache(hit|miss)Revisionsummit\.nations\.v1=\d+@\w+Trace[0-9a-f]{32}/);
  for (const [language, part] of Object.entries({ curl: "curl http", csharp: "GetNationAsync", typescript: "client.getNation", python: "stub.GetNation" })) {
    await page.locator(`[name=language][value=${language}]`).check();
    assert.ok((await page.locator("#code").textContent()).includes(part));
  }
  await page.getByLabel("name (required)").fill("nations/XXX");
  await page.keyboard.press("Enter");
  await page.locator("#outcome").filter({ hasText: "HTTP 404" }).waitFor();
}

async function followAWatch(page, web) {
  await page.goto(`http://${web}/#/summit.nations.v1.ChangeService/WatchChanges`);
  await page.locator("#name").filter({ hasText: "WatchChanges" }).waitFor();
  await page.locator("#call").press("Enter");
  await page.locator("#stop").press("Enter");
  await page.locator("#outcome").filter({ hasText: "Stopped" }).waitFor();
}
