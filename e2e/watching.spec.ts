import { expect, type Page, test } from "@playwright/test";
import { payButton, typeDigits } from "./support/card";
import { linkIn, mailsTo } from "./support/emulators";
import { aCoach, appUrl, asMember, freeTime, hold, inDatabase } from "./support/marketplace";
import { watch } from "./support/watch";
import { businessEvents, errorsWith, everythingTold, noticedWith, toldOf, transactionNames, unnamedTrouble } from "./support/watching";

const fresh = { cookies: [], origins: [] };
const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });
const unique = (word: string) => `${word}${Date.now().toString(36)}`;

test.describe("statistics", () => {
  test.use({ storageState: fresh });

  test("each step from the first page to the second sign-in is told once, with exactly its properties, under one id", async ({ page, context }) => {
    test.setTimeout(120_000);
    const email = `${unique("leela-")}@example.com`;
    const { complaints } = await watch(context);
    const before = (await everythingTold()).length;
    const coach = await aCoach();
    // A browser that comes for the first time says its zone and fetches the page once more; this one has been here.
    await context.addCookies([{ name: "mh_tz", value: "America%2FNew_York", url: appUrl }]);
    await page.goto("/");
    await expect(page.getByRole("button", { name: "Allow statistics" })).toBeVisible();
    // What was looked at before the yes is told to nobody; with it the page is shown anew, and that is the first step.
    expect((await everythingTold()).length).toBe(before);
    await page.getByRole("button", { name: "Allow statistics" }).click();
    await expect(page.getByText("Thank you, statistics are allowed.")).toBeAttached();
    const person = (await context.cookies()).find(({ name }) => name === "mh_visitor")?.value ?? "";
    await expect.poll(async () => (await toldOf(person, "server")).length).toBe(1);

    await page.goto(`/coaches/${coach.slug}`);
    const pagesTold = async () => (await toldOf(person, "browser")).map(({ properties }) => properties.page ?? properties.step);
    // It is told when the page has nothing else to do.
    await expect.poll(pagesTold).toContain("/coaches/[slug]");
    await page.goto("/coaches?category=academics");
    await page.getByRole("article").first().getByRole("button", { name: /^Book / }).first().click();
    await page.waitForURL(/\/checkout\/bk_/);
    const booking_id = page.url().split("/").at(-1) ?? "";
    for (const [label, text] of [["Name", "Leela Shakya"], ["Email", email], ["Password", "an unhurried evening raga"]] as const) await field(page, label).fill(text);
    await page.getByRole("checkbox", { name: /I accept the terms/ }).click();
    await page.getByRole("button", { name: "Create account and go on" }).click();
    await typeDigits(page);
    await payButton(page).click();
    await page.waitForURL(`**/bookings/${booking_id}`);

    await expect.poll(async () => (await mailsTo(email)).some(({ subject }) => /welcome/i.test(subject))).toBe(true);
    const welcome = (await mailsTo(email)).find(({ subject }) => /welcome/i.test(subject));
    await page.goto(linkIn(welcome!, "/verify-email"));
    await page.getByRole("button", { name: "Confirm my address" }).click();
    await expect(page.getByText("your address is confirmed")).toBeVisible();
    const change = await page.request.patch("/api/account/profile", { data: { language: "fr" }, headers: { origin: appUrl } });
    expect(change.status()).toBe(200);
    const picture = await page.request.put("/api/users/profile-picture", { multipart: { file: { name: "me.png", mimeType: "image/png", buffer: tinyPng } }, headers: { origin: appUrl } });
    expect(picture.status()).toBe(200);
    const signIn = await page.request.post("/api/account/sign-in", { data: { email, password: "an unhurried evening raga" }, headers: { origin: appUrl } });
    expect(signIn.status()).toBe(200);

    const row = await inDatabase((db) => db.collection<{ _id: string; price: number; tutor_id: string }>("bookings").findOne({ _id: booking_id }));
    const booked = await inDatabase((db) => db.collection<{ _id: string; categories: string[] }>("tutors").findOne({ _id: row?.tutor_id ?? "" }));
    const viewed = await inDatabase((db) => db.collection<{ _id: string; categories: string[] }>("tutors").findOne({ _id: coach.id }));
    const expected: [string, object][] = [
      ["landing_viewed", { page: "/" }],
      ["coach_viewed", { coach_id: coach.id, category: viewed?.categories[0] }],
      ["search_performed", { query: "", filters: ["category"] }],
      ["time_selected", { coach_id: row?.tutor_id }],
      ["user_signup", { role: "consumer", market: "US_USD" }],
      ["payment_started", { amount: row?.price }],
      ["payment_completed", { amount: row?.price, method: "card" }],
      ["booking_created", { category: booked?.categories[0], price: row?.price }],
      ["email_verified", { role: "consumer" }],
      ["profile_updated", { fields_changed: ["language"] }],
      ["image_upload", { folder: "maestrohub/profiles" }],
      ["user_login", { role: "consumer" }],
    ];
    const told = async () => (await toldOf(person, "server")).map(({ event, properties }) => [event, properties]);
    await expect.poll(told).toEqual(expected);

    // The browser tells of pages and forms, under the same id, and says no address.
    await expect.poll(pagesTold).toEqual(expect.arrayContaining(["/coaches/[slug]", "/checkout/[booking_id]", "checkout"]));
    expect(JSON.stringify(await toldOf(person, "browser"))).not.toMatch(/token=|localhost|127\.0\.0\.1/);
    const profile = ((await (await fetch(`${process.env.EMULATORS_URL}/_inspect/profiles`)).json()) as { distinct_id: string; properties: object }[]).find(({ distinct_id }) => distinct_id === person);
    expect(profile?.properties).toMatchObject({ $name: "Leela Shakya", $email: email, role: "consumer" });
    // Business figures ask nobody: they are of nobody.
    await expect.poll(() => businessEvents("BookingCreated"), { timeout: 20_000 }).toContainEqual(expect.objectContaining({ category: booked?.categories[0], price: row?.price }));
    expect(complaints).toEqual([]);
  });

  test("of somebody who says no nothing is told, no script of it is fetched, and the count knows nobody", async ({ page, context }) => {
    const { hosts, complaints } = await watch(context);
    const scripts: string[] = [];
    page.on("request", (request) => request.resourceType() === "script" && scripts.push(request.url()));
    await page.goto("/");
    const before = await everythingTold();
    await page.getByRole("button", { name: "Only necessary" }).click();
    await expect(page.getByText("Only what is necessary is kept.")).toBeAttached();
    await page.goto("/coaches?category=academics");
    await page.goto("/coaches");
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
    expect(await everythingTold()).toHaveLength(before.length);
    expect(await context.cookies().then((cookies) => cookies.map(({ name }) => name))).not.toContain("mh_visitor");
    for (const url of scripts) expect(await (await page.request.get(url)).text(), url).not.toContain("api-js.mixpanel.com");
    expect([...hosts]).toEqual([new URL(appUrl).host]);
    expect(complaints).toEqual([]);
    const rows = await inDatabase((db) => db.collection("analytics_events").find({ person: null }).toArray());
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row.properties).toEqual({});
  });
});

test.describe("errors", () => {
  test("of a route, a page, the worker and the browser are seen in Sentry and New Relic with user, release, area and route", async ({ page, context }) => {
    test.setTimeout(300_000);
    const member = await asMember(context);
    const coach = await aCoach();
    const { id } = await hold(member, coach, await freeTime(coach));
    // A booking such as no code of ours writes: whatever reads it, breaks.
    await inDatabase((db) => db.collection<{ _id: string }>("bookings").updateOne({ _id: id }, { $set: { starts_at: "never", status: "confirmed" } }));

    const answer = await page.request.get(`/api/bookings/${id}`);
    expect(answer.status()).toBe(500);
    await page.goto(`/bookings/${id}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("That came out wrong");
    const worker = unique("pay_worker");
    await inDatabase((db) =>
      db.collection<{ _id: string }>("outbox").insertOne({ _id: unique("out_"), key: worker, task: { kind: "refund", refund_id: worker }, lane: "stripe", order_key: null, due_at: new Date(), status: "pending", attempts: 0, run_at: new Date(), last_error: null, done_at: null, created_at: new Date() } as never),
    );
    await page.goto("/bookings");
    const browser = unique("inbrowser");
    await page.evaluate((word) => void setTimeout(() => {
      throw new RangeError(word);
    }), browser);

    const user = { id: member.id, role: "consumer" };
    const wanted: [word: string, area: string, route: string | RegExp, user: object | null][] = [
      ["starts_at", "bookings", "GET /api/bookings/[booking_id]", user],
      ["starts_at", "bookings", "GET /bookings/[booking_id]", user],
      [worker, "worker", "worker", null],
      [browser, "bookings", /^\/bookings/, user],
    ];
    for (const [word, area, route, whose] of wanted) {
      const isIt = (tags: Record<string, unknown>) => (typeof route === "string" ? tags.route === route : route.test(String(tags.route)));
      await expect.poll(async () => (await errorsWith(word)).filter(({ tags }) => isIt(tags)).length, { message: `Sentry: ${word} ${route}`, timeout: 20_000 }).toBeGreaterThan(0);
      const [seen] = (await errorsWith(word)).filter(({ tags }) => isIt(tags));
      expect(seen).toMatchObject({ tags: { area }, release: expect.any(String), environment: "production", ...(whose && { user: whose }) });
      await expect.poll(async () => (await noticedWith(word)).filter(({ user: attributes }) => isIt(attributes)).length, { message: `New Relic: ${word} ${route}`, timeout: 130_000 }).toBeGreaterThan(0);
      const [noticed] = (await noticedWith(word)).filter(({ user: attributes }) => isIt(attributes));
      expect(noticed?.user).toMatchObject({ area, release: seen?.release, ...(whose && { user_id: member.id }) });
    }
    // They come with the next harvest.
    await expect.poll(transactionNames, { timeout: 130_000 }).toEqual(expect.arrayContaining([expect.stringContaining("GET /api/bookings/[booking_id]"), expect.stringContaining("GET//bookings/[booking_id]")]));
    // Every page and route that broke has its name there.
    expect(await unnamedTrouble()).toEqual([]);
    await inDatabase((db) => db.collection<{ _id: string }>("bookings").deleteOne({ _id: id }));
  });
});

const tinyPng = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
