import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";
import { afterAll, beforeAll, expect, it } from "vitest";
import { templates } from "../emails/render-mail";
import { startEmailPreview } from "./email-preview.ts";

let preview: Awaited<ReturnType<typeof startEmailPreview>>;
beforeAll(async () => void (preview = await startEmailPreview({ port: 0 })));
afterAll(() => preview.close());
const get = async (path: string) => {
  const answer = await fetch(preview.url + path);
  return { status: answer.status, text: await answer.text() };
};

it.each(Object.keys(templates))("%s has a page that leads to every other", async (name) => {
  const { status, text } = await get(`/${name}`);
  expect(status).toBe(200);
  for (const other of Object.keys(templates)) expect(text).toContain(`href="/${other}?`);
  expect(text).toContain(`src="/${name}/document?`);
});

it("a mail is looked at dark, in another language and as plain text", async () => {
  const { text: document } = await get("/session-reminder/document?scheme=dark&language=de");
  expect(document).toContain("@media (min-width: 0px)");
  expect(document).toContain("Demnächst: Piano mit <bdi>Amara</bdi>");
  expect((await get("/session-reminder?part=text&language=hi")).text).toContain("आने वाला है");
});

it("what people write is text on the page too, and runs nowhere", async () => {
  for (const path of ["/new-booking?sample=markup", "/new-booking?sample=markup&part=text", "/new-booking/document?sample=markup"]) expect((await get(path)).text).not.toContain("<script");
});

it("an unknown name is no mail", async () => {
  expect((await get("/constructor")).status).toBe(404);
});

const executable = [process.env.CHROMIUM_PATH, chromium.executablePath(), "/usr/bin/chromium"].find((path) => path !== undefined && existsSync(path));

it.skipIf(executable === undefined)("no mail is wider than a phone, whatever name stands in it", async () => {
  const browser = await chromium.launch({ executablePath: executable, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const page = await browser.newPage({ viewport: { width: 320, height: 800 } });
    const wide: string[] = [];
    for (const name of Object.keys(templates)) {
      await page.goto(`${preview.url}/${name}/document?sample=long`);
      if ((await page.evaluate(() => document.documentElement.scrollWidth)) > 320) wide.push(name);
    }
    expect(wide).toEqual([]);
  } finally {
    await browser.close();
  }
}, 60_000);
