import { expect, type Locator, type Page, test } from "@playwright/test";
import { expectForEverybody } from "./support/axe";
import { cardFrame, cards, payButton, typeCard, typeDigits } from "./support/card";
import { aCoach, asMember, enterAs, freeTime, hold, inDatabase } from "./support/marketplace";

test.use({ contextOptions: { reducedMotion: "reduce" } });
// Each page is looked at four times, and some tests look at several pages.
test.describe.configure({ timeout: 150_000 });

const open = [
  { name: "the first page", path: "/" },
  { name: "the results", path: "/coaches?category=performance_arts" },
  { name: "a coach's page", path: "/coaches/amara-osei" },
  { name: "signing in", path: "/sign-in" },
  { name: "registering", path: "/register" },
  { name: "a forgotten password", path: "/forgot-password" },
  { name: "what is not there", path: "/nothing/here" },
];

for (const { name, path } of open) {
  test(`${name} can be used by everybody, in light and dark, wide and narrow`, async ({ page }) => {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.locator("[data-skeleton]")).toHaveCount(0);
    await expectForEverybody(page);
  });
}

const rooms = [
  { of: "amara@example.com", paths: ["/coach", "/coach/availability", "/coach/payouts", "/coach/payouts/refresh", "/coach/sponsorship", "/coach/onboarding/about", "/coach/onboarding/teaching", "/coach/onboarding/price", "/coach/onboarding/policy", "/coach/onboarding/pictures", "/coach/onboarding/check"] },
  { of: "maya@example.com", paths: ["/account", "/account/security", "/account/notices", "/account/privacy", "/notices"] },
  { of: "admin@example.com", paths: ["/admin", "/admin/approvals", "/admin/coaches", "/admin/integrations", "/admin/jobs", "/admin/problems", "/admin/announcements", "/admin/money", "/admin/sponsorships"] },
];

for (const { of, paths } of rooms) {
  for (const path of paths) {
    test(`${path} of ${of} can be used by everybody, in light and dark, wide and narrow`, async ({ page, context }) => {
      await enterAs(context, of);
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
      await expectForEverybody(page);
    });
  }
}

test("the profile that an admin decides about can be used by everybody", async ({ page, context }) => {
  await enterAs(context, "admin@example.com");
  await page.goto("/admin/approvals");
  await page.getByRole("main").getByRole("listitem").first().getByRole("link").click();
  await expect(page.getByRole("heading", { level: 2, name: "What was decided" })).toBeVisible();
  await expectForEverybody(page);
});

test("an announcement that is written, asked about and canceled can be used by everybody", async ({ page, context }) => {
  await enterAs(context, "admin@example.com");
  await page.goto("/admin/announcements");
  await page.getByRole("button", { name: "Write an announcement" }).click();
  await page.getByRole("textbox", { name: "Subject" }).fill("There is news");
  await page.getByRole("textbox", { name: "What you have to say" }).fill("It is good: https://maestrohub.example/news");
  await expect(page.frameLocator('iframe[title="The mail"]').getByRole("heading", { name: "There is news" })).toBeVisible();
  await expect(page.getByText(/^This goes to /)).toBeVisible();
  await expectForEverybody(page);
  await page.getByRole("button", { name: /^Send to .*…$/ }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectForEverybody(page);
  await page.getByRole("button", { name: "Not yet" }).click();
  const id = page.url().split("/").at(-1) ?? "";
  const parts = { status: "paused" as const, started_at: new Date(), expanded_at: new Date(), leg: 1, people: 12, counts: { total: 14, sent: 5, refused: 1, uncertain: 1, left_out: { unsubscribed: 1, unverified: 1, complained: 0, undeliverable: 0, deleted: 0 } } };
  await inDatabase((db) => db.collection<{ _id: string }>("announcements").updateOne({ _id: id }, { $set: parts }));
  await page.reload();
  await expect(page.getByRole("button", { name: "Resume" })).toBeVisible();
  await expectForEverybody(page);
});

test("a visitor's checkout can be used by everybody", async ({ page }) => {
  const coach = await aCoach();
  await page.goto(`/coaches/${coach.slug}`);
  await page.getByRole("button", { name: /^Book .*\d:\d\d/ }).click();
  await page.waitForURL(/\/checkout\//);
  await expect(page.getByRole("button", { name: "Create account and go on" })).toBeVisible();
  await expectForEverybody(page);
  await page.getByRole("button", { name: "Create account and go on" }).click();
  await expect(page.locator("[aria-invalid=true]").first()).toBeFocused();
  await expectForEverybody(page);
});

test("a member's checkout, a declined card on it, the booked session and the list of sessions can be used by everybody", async ({ page, context }) => {
  const member = await asMember(context);
  const coach = await aCoach();
  const { id, checkout_path } = await hold(member, coach, await freeTime(coach));
  await page.goto("/bookings");
  await expect(page.getByRole("heading", { level: 2, name: "Waiting for your payment" })).toBeVisible();
  await expectForEverybody(page);

  await page.goto(checkout_path);
  await expect(cardFrame(page).getByLabel("Card number")).toBeVisible();
  await expectForEverybody(page);
  await typeCard(page, cards.declined);
  await payButton(page).click();
  await expect(page.getByRole("alert").filter({ hasText: "Your bank declined this card." })).toBeVisible();
  await expectForEverybody(page);

  await typeCard(page);
  await payButton(page).click();
  await page.waitForURL(`**/bookings/${id}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are booked");
  await expectForEverybody(page);
  await page.goto("/bookings");
  await expect(page.getByRole("heading", { level: 2, name: "Coming up" })).toBeVisible();
  await expectForEverybody(page);
});

/** Tab, as often as it takes; every stop on the way must show where one is. */
async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab") {
  for (let pressed = 0; pressed < 90; pressed += 1) {
    await page.keyboard.press(key);
    expect(await showsFocus(page), `the stop after ${pressed + 1} tabs at ${page.url()} does not show itself`).toBe("yes");
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`no way by Tab to ${target}`);
}

/** An outline on what has the focus or, for a control that hides itself, on its label. */
function showsFocus(page: Page): Promise<string> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body || focused instanceof HTMLIFrameElement) return "yes";
    const shown = [focused, focused.closest("label")].filter((element) => element !== null);
    const isOutlined = shown.some((element) => getComputedStyle(element).outlineStyle !== "none" && parseFloat(getComputedStyle(element).outlineWidth) > 0);
    return isOutlined ? "yes" : focused.outerHTML.slice(0, 200);
  });
}

test("a visitor books a session from the first page on with nothing but a keyboard", async ({ page }) => {
  await page.goto("/");
  await tabTo(page, page.getByRole("combobox", { name: "I want to learn" }).or(page.getByRole("textbox", { name: "I want to learn" })).first());
  await page.keyboard.type("piano");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/coaches\?.*text=piano/);

  const coach = page.getByRole("article").first().getByRole("link").first();
  await expect(coach).toBeVisible();
  await tabTo(page, coach);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/coaches\/[\w-]+$/);

  // Days and times are one stop of Tab each; arrows walk inside.
  const day = page.getByRole("grid", { name: "Days" }).locator("[aria-selected=true]");
  await expect(day).toBeVisible();
  await tabTo(page, day);
  await page.keyboard.press("PageDown");
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await expect(day).toBeFocused();
  await page.keyboard.press("ArrowDown");
  const times = page.getByRole("grid", { name: /^Times on/ });
  const time = times.locator("[aria-selected=true]");
  await expect(time).toBeFocused();
  const before = await time.getAttribute("data-start");
  await page.keyboard.press("ArrowRight");
  await expect(time).toBeFocused();
  const chosen = await time.getAttribute("data-start");
  expect(chosen).not.toBe(before);
  const book = page.getByRole("button", { name: /^Book .*\d:\d\d/ });
  await tabTo(page, book);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/checkout\/bk_/);

  await tabTo(page, page.getByRole("textbox", { name: "Name", exact: true }));
  await page.keyboard.type("Leela Shakya");
  await tabTo(page, page.getByRole("textbox", { name: "Email", exact: true }));
  await page.keyboard.type(`leela-${Date.now().toString(36)}@example.com`);
  await tabTo(page, page.getByRole("textbox", { name: "Password", exact: true }));
  await page.keyboard.type("an unhurried evening raga");
  await tabTo(page, page.getByRole("checkbox", { name: /I accept the terms/ }));
  await page.keyboard.press("Space");
  await tabTo(page, page.getByRole("button", { name: "Create account and go on" }));
  await page.keyboard.press("Enter");

  // The card takes the focus by itself.
  await typeDigits(page);
  await tabTo(page, payButton(page));
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/bookings\/bk_/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are booked");
});

test("turning the weeks by keyboard keeps one's place, on a slow machine too", async ({ page, context }) => {
  const coach = await aCoach();
  await page.goto(`/coaches/${coach.slug}`, { waitUntil: "networkidle" });
  const day = page.getByRole("grid", { name: "Days" }).locator("[aria-selected=true]");
  await day.focus();
  // Slow enough that a new week is drawn some frames after it has come.
  await (await context.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: 6 });
  for (const key of ["PageDown", "PageDown", "PageUp"]) {
    const before = await day.getAttribute("data-date");
    await page.keyboard.press(key);
    await expect(day).not.toHaveAttribute("data-date", before ?? "");
    await expect(day).toBeFocused();
  }
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("grid", { name: /^Times on/ }).locator("[aria-selected=true]")).toBeFocused();
});
