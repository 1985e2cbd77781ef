import { randomBytes } from "node:crypto";
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { expectForEverybody } from "./support/axe";
import { type AppProcess, freePort, startApp } from "./support/app-process";
import { openSessions } from "./support/database";
import { moneyOf, stripeEmulator } from "./support/emulators";
import { aCoach, aMember, appUrl, asMember, freeTime, hold, inDatabase, type Member } from "./support/marketplace";
import { send } from "./support/people";
import { openStream } from "./support/stream";

const secondUrl = process.env.E2E_SECOND_APP_URL ?? "";

/** As a process of the app writes it; which one is nothing that a reader could tell. */
async function tell(userId: string, parts: { title?: string; kind?: string; is_read?: boolean; created_at?: Date } = {}): Promise<string> {
  const { title = "A session of yours is cancelled", kind = "booking", is_read = false, created_at = new Date() } = parts;
  const id = `notice_${randomBytes(12).toString("hex")}`;
  const row = {
    user_id: userId,
    key: id,
    kind,
    title,
    body: "The client gets everything back.",
    href: "/bookings",
    read_at: is_read ? created_at : null,
    created_at,
    is_unnumbered: true,
  };
  await inDatabase((db) => db.collection<{ _id: string }>("notifications").insertOne({ _id: id, ...row }));
  return id;
}

const bell = (page: Page, name: string | RegExp = /^Notices/) => page.getByRole("banner").getByRole("button", { name });
const panel = (page: Page) => page.getByRole("dialog", { name: "Notices" });

/** Everything that was said to screen readers by the bell, in order. */
async function listen(page: Page): Promise<string[]> {
  const said: string[] = [];
  await page.exposeFunction("__said", (text: string) => void said.push(text));
  await page.addInitScript(() => {
    new MutationObserver(() => {
      const text = document.querySelector("header p[role=status]")?.textContent?.trim() ?? "";
      const seen = window as unknown as { last?: string; __said?: (text: string) => void };
      if (text && text !== seen.last) seen.__said?.(text);
      seen.last = text;
    }).observe(document, { childList: true, subtree: true, characterData: true });
  });
  return said;
}

function countStreams(context: BrowserContext): { opened: string[] } {
  const opened: string[] = [];
  context.on("request", (request) => request.url().includes("/api/notices/stream") && opened.push(request.url()));
  return { opened };
}

async function bookAndPay(member: Member, at: string): Promise<{ booking_id: string; coach_user_id: string; coach_cookie: string }> {
  const coach = await aCoach();
  const { id } = await hold(member, coach, await freeTime(coach));
  const { cookie } = member;
  const order = await send(at, "POST", "/api/payments/create-intent", { cookie, body: { booking_id: id } });
  const { payment_intent_id } = (await order.json()) as { payment_intent_id: string };
  const [coach_cookie, coach_user_id] = await inDatabase(async (db) => {
    const user = await db.collection<{ _id: string }>("users").findOne({ email: coach.email });
    return [(await openSessions(db, [user?._id ?? ""]))[0] ?? "", user?._id ?? ""] as const;
  });
  const stream = await openStream(appUrl, { cookie: coach_cookie });
  await expect.poll(stream.types).toEqual(["state"]);
  // From here on the webhook may be as quick as the answer to the browser.
  await stripeEmulator().paymentIntents.confirm(payment_intent_id, { payment_method: "pm_card_visa", return_url: at });
  expect((await send(at, "POST", "/api/payments/confirm", { cookie, body: { payment_intent_id } })).status).toBe(200);
  await expect.poll(() => stream.notices.length).toBe(1);
  stream.leave();
  return { booking_id: id, coach_user_id, coach_cookie };
}

test("a booking that one process confirms is told to both by another, once each", async () => {
  const member = await aMember();
  const mine = await openStream(appUrl, { cookie: member.cookie });
  expect([mine.status, mine.headers.get("content-type"), mine.headers.get("content-encoding")]).toEqual([200, "text/event-stream; charset=utf-8", null]);
  const { booking_id, coach_user_id } = await bookAndPay(member, secondUrl);
  await expect.poll(() => mine.notices.length).toBe(1);
  mine.leave();
  const told = await inDatabase((db) =>
    db
      .collection("notifications")
      .find({ href: { $regex: booking_id } })
      .toArray(),
  );
  expect(told.map(({ user_id }) => user_id as string).sort()).toEqual([member.id, coach_user_id].sort());
  expect((await moneyOf(booking_id)).intents).toHaveLength(1);
});

test("a stream goes on at another process with what was missed while its own was killed, all of it once", async () => {
  const port = await freePort();
  let app: AppProcess = await startApp(port, {});
  const member = await aMember();
  const written: string[] = [];
  const heard: string[] = [];
  let lastId = "none";
  const hear = async (at: string, count: number) => {
    const stream = await openStream(at, { cookie: member.cookie, lastId });
    await expect.poll(() => stream.notices.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(count);
    return stream;
  };
  for (let killed = 0; killed < 2; killed += 1) {
    const stream = await hear(app.url, 0);
    written.push(await tell(member.id), await tell(member.id));
    await expect.poll(() => stream.notices.length).toBe(2);
    // These may be told before the process dies, or not.
    written.push(await tell(member.id), await tell(member.id));
    await app.kill();
    await expect.poll(stream.isOver).toBe(true);
    heard.push(...stream.notices);
    lastId = stream.lastId();
    written.push(await tell(member.id));
    const other = await hear(appUrl, written.length - heard.length);
    written.push(await tell(member.id));
    await expect.poll(() => other.notices.length).toBe(written.length - heard.length);
    other.leave();
    heard.push(...other.notices);
    lastId = other.lastId();
    app = await startApp(port, {});
  }
  await app.kill();
  expect(heard).toEqual(written);
});

test("a process that is asked to end does not wait for its streams", async () => {
  const port = await freePort();
  const app = await startApp(port, {});
  const stream = await openStream(app.url, { cookie: (await aMember()).cookie });
  await expect.poll(stream.types).toEqual(["state"]);
  app.askToEnd();
  await expect.poll(stream.isOver).toBe(true);
  await expect.poll(app.hasEnded, { timeout: 15_000 }).toBe(true);
});

test("a browser whose server was killed comes back by itself, and counts and announces what it missed once", async ({ context, page }) => {
  test.setTimeout(120_000);
  const port = await freePort();
  let app = await startApp(port, {});
  const member = await asMember(context);
  const said = await listen(page);
  await page.goto(`${app.url}/how-it-works`);
  // With the first the stream is there; one that was there before it is counted, and not announced.
  await tell(member.id, { title: "First" });
  await expect(bell(page, "Notices, 1 unread")).toBeVisible();
  await tell(member.id, { title: "Before" });
  await expect(bell(page, "Notices, 2 unread")).toBeVisible();
  await app.kill();
  await tell(member.id, { title: "Meanwhile" });
  app = await startApp(port, {});
  await expect(bell(page, "Notices, 3 unread")).toBeVisible({ timeout: 20_000 });
  await tell(member.id, { title: "Afterwards" });
  await expect(bell(page, "Notices, 4 unread")).toBeVisible();
  await expect.poll(() => said.filter((line) => !line.includes("First"))).toEqual(["New notice: Before.", "New notice: Meanwhile.", "New notice: Afterwards."]);
  await page.goto("about:blank");
  await app.kill();
});

test("the windows of a browser share one stream, which the next one takes over, and what is read in one is read in all", async ({ context }) => {
  const member = await asMember(context);
  const { opened } = countStreams(context);
  const [first, second] = [await context.newPage(), await context.newPage()];
  await first.goto("/how-it-works");
  await second.goto("/for-coaches");
  await tell(member.id);
  for (const page of [first, second]) await expect(bell(page, "Notices, 1 unread")).toBeVisible();
  expect(opened).toHaveLength(1);

  // From page to page, too.
  await first.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "For coaches" }).click();
  await first.waitForURL("**/for-coaches");
  await tell(member.id);
  await expect(bell(first, "Notices, 2 unread")).toBeVisible();
  expect(opened).toHaveLength(1);

  await bell(second).click();
  await panel(second).getByRole("button", { name: "Mark all as read" }).click();
  for (const page of [first, second]) await expect(bell(page, "Notices")).toBeVisible();

  await first.close();
  await expect.poll(() => opened.length).toBe(2);
  expect(opened[1]).toContain("after=notice_");
  await tell(member.id);
  await expect(bell(second, "Notices, 1 unread")).toBeVisible();
});

test("a window that is left open while somebody else signs in is told nothing of theirs", async ({ context, page }) => {
  const member = await asMember(context);
  await page.goto("/how-it-works");
  await tell(member.id);
  await expect(bell(page, "Notices, 1 unread")).toBeVisible();
  expect((await send(appUrl, "POST", "/api/account/sign-out", { cookie: member.cookie, body: {} })).status).toBe(200);
  const other = await asMember(context);
  await tell(other.id);
  const theirs = await context.newPage();
  await theirs.goto("/how-it-works");
  await expect(bell(theirs, "Notices, 1 unread")).toBeVisible();
  await tell(other.id);
  await expect(bell(theirs, "Notices, 2 unread")).toBeVisible();
  await expect(bell(page, "Notices, 1 unread")).toBeVisible();
});

test("where streams do not come through, the bell asks instead", async ({ context, page }) => {
  await context.route("**/api/notices/stream*", (route) => route.fulfill({ status: 502, body: "no streams here" }));
  const member = await aMember();
  await tell(member.id);
  const asked = page.waitForResponse("**/api/notices/news*");
  await enter(context, member);
  await page.goto("/how-it-works");
  expect((await asked).status()).toBe(200);
  await expect(bell(page, "Notices, 1 unread")).toBeVisible();
});

test("the panel is used by keyboard alone: opened, read from, left, and the focus is where it was", async ({ context, page }) => {
  const member = await asMember(context);
  await tell(member.id, { title: "Moved to Thursday" });
  await page.goto("/how-it-works");
  await bell(page, "Notices, 1 unread").focus();
  await page.keyboard.press("Enter");
  const line = panel(page).getByRole("link", { name: "Unread: Moved to Thursday" });
  await expect(line).toBeVisible();
  const stops: string[] = [];
  for (let pressed = 0; pressed < 5; pressed += 1) {
    await page.keyboard.press("Tab");
    stops.push(await page.evaluate(() => document.activeElement?.textContent?.trim() ?? ""));
  }
  expect(stops).toEqual(["Mark all as read", "Which notices you get", "Unread: Moved to Thursday", "Mark as read: Moved to Thursday", "All notices"]);
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Space");
  await expect(bell(page, "Notices")).toBeVisible();
  await expect(panel(page).getByRole("link", { name: "Moved to Thursday", exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(panel(page)).toBeHidden();
  await expect(bell(page)).toBeFocused();

  // What comes while it is open comes in at the top.
  await page.keyboard.press("Enter");
  await tell(member.id, { title: "And another" });
  await expect(panel(page).getByRole("listitem").first()).toContainText("And another");
  await panel(page).getByRole("link", { name: "Unread: And another" }).click();
  await page.waitForURL("**/bookings");
  await expect(bell(page, "Notices")).toBeVisible();
});

test("the page of all notices has pages, kinds and an empty state, and offers what comes meanwhile", async ({ context, page }) => {
  const member = await asMember(context);
  await page.goto("/notices");
  await expect(page.getByRole("heading", { name: "Nothing yet" })).toBeVisible();
  const now = Date.now();
  for (let i = 0; i < 25; i += 1)
    await tell(member.id, {
      title: `Notice ${i}`,
      kind: i % 5 === 0 ? "payment" : "booking",
      is_read: i < 20,
      created_at: new Date(now - (25 - i) * 3_600_000),
    });
  await page.reload();
  const lines = page
    .getByRole("main")
    .getByRole("listitem")
    .filter({ has: page.locator("time") });
  await expect(lines).toHaveCount(20);
  await expect(lines.first()).toContainText("Notice 24");
  await page.getByRole("link", { name: "Older notices" }).click();
  await expect(lines).toHaveCount(5);
  await expect(lines.last()).toContainText("Notice 0");
  await page.getByRole("link", { name: "Newest notices" }).click();
  await expect(lines).toHaveCount(20);
  await page.getByRole("navigation", { name: "Kinds of notices" }).getByRole("link", { name: "Payments" }).click();
  await expect(lines).toHaveCount(5);
  await page.getByRole("navigation", { name: "Kinds of notices" }).getByRole("link", { name: "All" }).click();
  await expect(lines).toHaveCount(20);

  await tell(member.id, { title: "Just now" });
  await page.getByRole("button", { name: "Show 1 new notice" }).click();
  await expect(lines.first()).toContainText("Just now");
  await page.getByRole("main").getByRole("button", { name: "Mark all as read" }).click();
  await expect(page.getByText("Everything is read.")).toBeVisible();
  await expect(page.getByText("Unread: ")).toHaveCount(0);
  await expect(bell(page, "Notices")).toBeVisible();
});

test("settings save themselves, name the zone, and say when they could not be saved", async ({ context, page }) => {
  const member = await asMember(context);
  await page.goto("/account/notices");
  const settings = () =>
    inDatabase(async (db) => (await db.collection<{ _id: string; notice_settings?: unknown }>("users").findOne({ _id: member.id }))?.notice_settings);
  const choice = (name: string) => page.getByRole("switch", { name, exact: true });
  await choice("A day before, by mail").click();
  await expect(choice("A day before, by mail")).not.toBeChecked();
  await choice("News from MaestroHub, by mail").press("Space");
  await expect.poll(settings).toEqual({ off: ["reminder_day:mail", "announcement:mail"], quiet_hours: null });
  await expect(choice("Sessions, by mail")).toHaveCount(0);

  await choice("Quiet hours").click();
  await page.getByLabel("From", { exact: true }).fill("23:30");
  await expect.poll(settings).toMatchObject({ quiet_hours: { start_minute: 23 * 60 + 30, end_minute: 7 * 60 } });
  await expect(page.getByText(/On the clock of New York \(E[SD]T\), until the next morning\./)).toBeVisible();
  await page.getByLabel("Until", { exact: true }).fill("23:30");
  await expect(page.getByText("Quiet hours end at another time than they begin.").first()).toBeVisible();
  await page.getByLabel("Until", { exact: true }).fill("06:00");
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();

  await context.route("**/api/account/notices", (route) => route.abort());
  await choice("Reviews, in the app").click();
  await expect(page.getByText(/^Not saved\./)).toBeVisible();
  await context.unroute("**/api/account/notices");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await page.reload();
  await expect(choice("Reviews, in the app")).not.toBeChecked();
  await expect(choice("A day before, by mail")).not.toBeChecked();
  await expect(page.getByLabel("Until")).toHaveValue("06:00");
});

test("bell, panel, page and settings can be used by everybody, in light and dark, wide and narrow", async ({ context, page }) => {
  test.setTimeout(120_000);
  const member = await asMember(context);
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const [i, kind] of ["booking", "reminder", "payment", "account"].entries()) await tell(member.id, { kind, is_read: i > 1 });
  const opened = {
    "/notices": async () => {},
    "/account/notices": async () => page.getByRole("switch", { name: "Quiet hours", exact: true }).click(),
    "/how-it-works": async () => {
      await bell(page).click();
      await expect(panel(page).getByRole("listitem").first()).toBeVisible();
    },
  };
  for (const [path, prepare] of Object.entries(opened)) {
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(path);
      await prepare();
      await expectForEverybody(page, { widths: [width], impact: "any" });
    }
  }
});

async function enter(context: BrowserContext, { cookie }: Member): Promise<void> {
  const [name = "", value = ""] = cookie.split(/=(.*)/s);
  await context.addCookies([{ name, value, url: appUrl, httpOnly: true, sameSite: "Lax" }]);
}
