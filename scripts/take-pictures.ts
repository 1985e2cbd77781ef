import { mkdirSync, statSync } from "node:fs";
import { parseArgs } from "node:util";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { findBrowser } from "./find-browser.ts";
import { demoLogins } from "./seed/demo-logins.ts";

/**
 * `node scripts/take-pictures.ts http://localhost:3000 [--to docs/pictures]`: photographs the pages of a running app with
 * demonstration data. It books a session on the way, so take it of a demonstration only.
 */
const { positionals, values } = parseArgs({ allowPositionals: true, options: { to: { type: "string", default: "docs/pictures" } } });
const [app] = positionals;
if (!app) throw new Error("Say where the app runs: node scripts/take-pictures.ts http://localhost:3000");
const origin = new URL(app).origin;
mkdirSync(values.to, { recursive: true });

const sizes = [
  { name: "phone", width: 390, height: 844 },
  { name: "desktop", width: 1440, height: 900 },
];
const cardFrame = 'iframe[title="Secure payment input frame"]';
const browser = await chromium.launch({ executablePath: await findBrowser(), args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });

for (const size of sizes) {
  const context = await open(size, "light");
  const page = await context.newPage();
  await publicPages(page, size.name, ["home", "results", "coach"]);
  await signIn(context);
  await takeTime(page);
  await picture(page, `checkout-${size.name}`);
  await pay(page, "4000000000000002");
  await page.getByRole("alert").filter({ hasText: "declined" }).waitFor();
  await picture(page, `checkout-declined-${size.name}`);
  await pay(page, "4242424242424242");
  await page.waitForURL(/\/bookings\/bk_/);
  await picture(page, `booking-${size.name}`);
  await page.goto(`${origin}/bookings`);
  await picture(page, `my-bookings-${size.name}`);
  await context.close();
}

const dark = await open(sizes[1]!, "dark");
const page = await dark.newPage();
await publicPages(page, "desktop-dark", ["home", "coach"]);
await signIn(dark);
await takeTime(page);
await picture(page, "checkout-desktop-dark");
await page.getByRole("button", { name: /^Choose another time/ }).click();
await page.waitForURL(/\/coaches\//);
await browser.close();

function open({ width, height }: { width: number; height: number }, colorScheme: "light" | "dark"): Promise<BrowserContext> {
  return browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: "reduce", timezoneId: "America/New_York", locale: "en-US" });
}

async function publicPages(page: Page, name: string, wanted: ("home" | "results" | "coach")[]): Promise<void> {
  const paths = { home: "/", results: "/coaches?category=performance_arts", coach: "/coaches/amara-osei" };
  for (const what of wanted) {
    await page.goto(origin + paths[what], { waitUntil: "networkidle" });
    await picture(page, `${what}-${name}`);
  }
}

async function signIn(context: BrowserContext): Promise<void> {
  const [{ email, password }] = demoLogins;
  const answer = await context.request.post(`${origin}/api/account/sign-in`, { headers: { origin }, data: { email, password } });
  if (!answer.ok()) throw new Error(`signing in as ${email} answered ${answer.status()}; does the app have the demonstration data?`);
}

/** The first free time of the coach's next week: far enough away that cancelling is still free. */
async function takeTime(page: Page): Promise<void> {
  // A press before the script has come would be lost.
  await page.goto(`${origin}/coaches/amara-osei`, { waitUntil: "networkidle" });
  const open = page.getByRole("button", { name: "See times" });
  if (await open.isVisible()) await open.click();
  await page.getByRole("button", { name: "Next week" }).click();
  await page.waitForFunction(() => !document.querySelector("[aria-busy=true]"));
  await page.getByRole("button", { name: /^Book .*\d:\d\d/ }).click();
  await page.waitForURL(/\/checkout\/bk_/);
  await page.frameLocator(cardFrame).getByLabel("Card number").waitFor();
}

async function pay(page: Page, number: string): Promise<void> {
  const frame = page.frameLocator(cardFrame);
  await frame.getByLabel("Card number").fill(number);
  await frame.getByLabel("Expiry date").fill("12 / 34");
  await frame.getByLabel("Security code").fill("123");
  await page.getByRole("button", { name: /^Pay / }).click();
}

async function picture(page: Page, name: string): Promise<void> {
  await page.waitForFunction(() => document.fonts.status === "loaded" && !document.querySelector("[data-skeleton]") && [...document.images].every((image) => image.complete || image.loading === "lazy"));
  const path = `${values.to}/${name}.jpg`;
  await page.screenshot({ path, type: "jpeg", quality: 75 });
  console.log(`${path}  ${Math.round(statSync(path).size / 1024)} kB`);
}
