import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import sharp from "sharp";
import { demoLogins } from "../scripts/seed/demo-logins";
import { totpOf } from "./support/authenticator";
import { payButton, typeCard } from "./support/card";
import { linkIn, mailsTo } from "./support/emulators";
import { asMember, inDatabase } from "./support/marketplace";

const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });
const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name });
const bio =
  "I have taught the cello for twelve years, to children who could not sit still and to grandparents who always wanted to. " +
  "We begin with the sound of one open string, and we end every lesson with a piece that you can play to somebody. " +
  "Bring your own instrument or borrow one of mine for the first month.";

/** SHOTS=folder keeps a picture of every step at both widths. */
async function shoot(page: Page, name: string) {
  const folder = process.env.SHOTS;
  if (!folder) return;
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
    await page.waitForTimeout(400);
    await page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true });
  }
}

test("a coach comes from a blank page to the first booking: profile, approval, search, payment", async ({ page, context, browser }) => {
  test.setTimeout(240_000);
  const email = `ines-${Date.now().toString(36)}@example.com`;
  const name = `Ines Duarte ${Date.now().toString(36).slice(-4)}`;

  await page.goto("/register?role=tutor");
  await shoot(page, "01-register");
  await field(page, "Name").fill(name);
  await field(page, "Email").fill(email);
  await field(page, "Password").fill("an unhurried evening raga");
  await page.getByRole("checkbox", { name: /I accept the terms/ }).check();
  await page.getByRole("button", { name: "Create account" }).click();
  await page.waitForURL("**/verify-email");
  await expect.poll(async () => (await mailsTo(email)).length).toBe(1);
  await page.goto(linkIn((await mailsTo(email))[0]!, "/verify-email"));
  await page.getByRole("button", { name: "Confirm my address" }).click();
  await expect(page.getByText("your address is confirmed")).toBeVisible();

  await page.goto("/coach");
  await expect(page.getByRole("heading", { name: "Your profile is not finished" })).toBeVisible();
  await shoot(page, "02-blank-room");
  await page.getByRole("link", { name: "Go on with it" }).click();
  await expect(heading(page, "About you")).toBeVisible();
  await fillProfile(page);

  // On another device everything is there.
  const other = await browser.newContext({ storageState: await context.storageState() });
  const second = await other.newPage();
  await second.goto("/coach/onboarding");
  await expect(second.getByRole("button", { name: "Submit my profile" })).toBeEnabled();
  await second.goto("/coach/onboarding/about");
  await expect(field(second, "Headline")).toHaveValue("Cello for late beginners");
  await other.close();

  await page.getByRole("button", { name: "Submit my profile" }).click();
  await expect.poll(() => statusOf(email)).toBe("submitted");
  await shoot(page, "10-submitted");

  const admin = await browser.newContext();
  await approve(await signInAdmin(admin), name);
  await admin.close();
  await expect.poll(async () => (await mailsTo(email)).length).toBe(2);
  expect((await mailsTo(email)).map(({ subject }) => subject).join()).toContain("approved");
  await page.goto("/coach");
  await expect(page.getByRole("region", { name: "Notices" })).toBeVisible();
  await shoot(page, "14-approved-room");

  const consumer = await browser.newContext();
  await asMember(consumer);
  const client = await consumer.newPage();
  await client.goto(`/coaches?text=${encodeURIComponent(name)}`);
  await shoot(client, "15-found");
  await client.getByRole("link", { name }).first().click();
  await client.waitForURL(/\/coaches\/[\w-]+$/);
  await expect(heading(client, name)).toBeVisible();
  await shoot(client, "16-public-page");
  await client.setViewportSize({ width: 1440, height: 900 });
  await client.getByRole("button", { name: /^Book .*\d:\d\d/ }).click();
  await client.waitForURL(/\/checkout\//);
  await typeCard(client);
  await payButton(client).click();
  await client.waitForURL(/\/bookings\/bk_/);
  await expect(heading(client, "You are booked")).toBeVisible();
  await shoot(client, "17-booked");
  await consumer.close();

  await expect.poll(async () => (await mailsTo(email)).length).toBe(3);
  const booking = await inDatabase(async (db) => {
    const tutor = await db.collection("tutors").findOne({ name });
    return db.collection("bookings").findOne({ tutor_id: String(tutor?._id), status: "confirmed" });
  });
  expect(booking).toMatchObject({ price: 5_000, fee_amount: 500, tutor_amount: 4_500 });
  await page.goto(`/coach/bookings/${String(booking?._id)}`);
  await expect(page.getByText("$45.00")).toBeVisible();
});

async function fillProfile(page: Page) {
  await field(page, "Headline").fill("Cello for late beginners");
  await field(page, "About you").fill(bio);
  await saved(page);
  await shoot(page, "03-about");
  await page.getByRole("link", { name: /^Next/ }).click();

  await expect(heading(page, "What you teach")).toBeVisible();
  await page.getByRole("checkbox", { name: /^Performing arts/ }).check({ force: true });
  await page.getByRole("checkbox", { name: "Cello" }).check({ force: true });
  await saved(page);
  await shoot(page, "04-teaching");
  await page.getByRole("link", { name: /^Next/ }).click();

  await expect(heading(page, "Your price")).toBeVisible();
  await page.getByLabel("60 minutes", { exact: true }).fill("50");
  await expect(page.getByText("$45.00").first()).toBeVisible();
  await saved(page);
  await shoot(page, "05-price");
  await page.getByRole("link", { name: /^Next/ }).click();

  await expect(heading(page, "Your hours")).toBeVisible();
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole("button", { name: "Weekdays, 9 to 5" }).click();
  await expect(page.getByText("40 h a week")).toBeVisible();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await shoot(page, "06-hours");
  await page.getByRole("link", { name: /^Next/ }).click();

  await expect(heading(page, "Your rules")).toBeVisible();
  await shoot(page, "07-policy");
  await page.getByRole("link", { name: /^Next/ }).click();

  await expect(heading(page, "Pictures and documents")).toBeVisible();
  const photo = await sharp({ create: { width: 900, height: 700, channels: 3, background: "#7d9a86" } }).jpeg().toBuffer();
  await page.getByRole("group", { name: "Your picture" }).locator("input[type=file]").first().setInputFiles({ name: "me.jpg", mimeType: "image/jpeg", buffer: photo });
  await page.getByRole("dialog").locator("button[type=submit]").click();
  await expect(page.getByText("Your picture is stored.")).toBeAttached();
  await shoot(page, "08-pictures");
  await page.getByRole("link", { name: /^Next/ }).click();

  await expect(heading(page, "Check and submit")).toBeVisible();
  await shoot(page, "09-check");
  await page.setViewportSize({ width: 1440, height: 900 });
}

async function saved(page: Page) {
  await expect(page.getByText(/^(Everything is saved|All saved|Saved)/).first()).toBeVisible();
}

function statusOf(email: string): Promise<unknown> {
  return inDatabase(async (db) => {
    const user = await db.collection<{ _id: string }>("users").findOne({ email });
    return (await db.collection("tutors").findOne({ user_id: user?._id ?? "" }))?.status;
  });
}

/** As a person does it: password, then the code that the authenticator app shows; a code that was used already waits for the next one. */
async function signInAdmin(context: BrowserContext): Promise<Page> {
  const login = demoLogins.find(({ role }) => role === "admin");
  const page = await context.newPage();
  await page.goto("/sign-in");
  await field(page, "Email").fill("admin@example.com");
  await field(page, "Password").fill(login?.password ?? "");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  for (const steps of [0, 1]) {
    await page.getByLabel(/^Code/).fill(totpOf(login?.authenticator_secret ?? "", { steps }));
    await shoot(page, "11-second-step");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    const isIn = await page.waitForURL("**/admin", { timeout: 5_000 }).then(
      () => true,
      () => false,
    );
    if (isIn) break;
  }
  return page;
}

async function approve(page: Page, name: string) {
  await page.goto("/admin/approvals");
  await shoot(page, "12-queue");
  await page.getByRole("link", { name }).click();
  await expect(heading(page, name)).toBeVisible();
  await shoot(page, "13-review");
  await page.getByRole("button", { name: "Approve and publish" }).click();
  await expect(page.getByText("Approved by")).toBeVisible();
}
