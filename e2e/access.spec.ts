import { expect, test } from "@playwright/test";
import { startApp, freePort } from "./support/app-process";
import { payButton, typeCard } from "./support/card";
import { appUrl, aCoach, aMember, asMember, freeTime, hold, inDatabase } from "./support/marketplace";
import { send } from "./support/people";
import { watch } from "./support/watch";

test("somebody else's session and checkout are not there, signed in or not", async ({ page, context, browser }) => {
  const owner = await aMember();
  const coach = await aCoach();
  const { id, checkout_path } = await hold(owner, coach, await freeTime(coach));
  await asMember(context);
  const stranger = await browser.newContext();
  const visitor = await stranger.newPage();

  expect((await page.goto(checkout_path))?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("A rest, where you expected a note");
  expect((await page.goto(`/bookings/${id}`))?.status()).toBe(404);
  expect((await page.request.get(`/api/bookings/${id}`)).status()).toBe(404);
  expect((await page.request.get(`/bookings/${id}/invite.ics`)).status()).toBe(404);
  expect((await page.request.get(`/bookings/${id}/receipt.pdf`)).status()).toBe(404);
  expect((await page.request.get("/packages/pkg_000000000000000000000000/receipt.pdf")).status()).toBe(404);
  // The very same answer as for what nobody has.
  expect((await page.goto("/bookings/bk_000000000000000000000000"))?.status()).toBe(404);

  expect((await visitor.goto(checkout_path))?.status()).toBe(404);
  await visitor.goto(`/bookings/${id}`);
  expect(new URL(visitor.url()).pathname).toBe("/sign-in");
  await stranger.close();

  expect((await send(appUrl, "GET", checkout_path, { cookie: owner.cookie })).status).toBe(200);
});

test("coaches who are not approved or not published are nowhere: no page, no result, no times, no line of the sitemap", async ({ page, request }) => {
  const hidden = await inDatabase((db) =>
    db.collection<{ _id: string; slug: string; name: string; status: string }>("tutors").find({ $or: [{ status: { $ne: "approved" } }, { is_published: false }] }).toArray(),
  );
  expect(hidden.map(({ status }) => status)).toEqual(expect.arrayContaining(["draft", "submitted", "approved"]));
  const sitemap = await (await request.get("/sitemap.xml")).text();
  expect(sitemap).toContain("/coaches/amara-osei");
  for (const { _id, slug, name } of hidden) {
    expect((await page.goto(`/coaches/${slug}`))?.status()).toBe(404);
    await page.goto(`/coaches?text=${encodeURIComponent(name)}`);
    await expect(page.getByRole("article").first()).toBeVisible();
    await expect(page.getByRole("link", { name, exact: true })).toHaveCount(0);
    expect(sitemap).not.toContain(slug);
    expect((await request.get(`/api/tutors/${_id}/slots?duration_minutes=60&from=2027-01-04&days=7&timezone=UTC`)).status()).toBe(404);
    const starts_at = new Date(Math.ceil(Date.now() / 3_600_000 + 48) * 3_600_000).toISOString();
    expect((await send(appUrl, "POST", "/api/bookings", { body: { tutor_id: _id, starts_at, duration_minutes: 60 } })).status).toBe(404);
  }
});

test("pages of one person are kept by no cache, neither are answers about them", async ({ context }) => {
  const member = await asMember(context);
  const coach = await aCoach();
  const { id, checkout_path } = await hold(member, coach, await freeTime(coach));
  for (const path of ["/bookings", `/bookings/${id}`, checkout_path, "/", "/coaches", `/coaches/${coach.slug}`, `/api/bookings/${id}`]) {
    const answer = await context.request.get(path);
    expect(answer.status(), path).toBe(200);
    expect(answer.headers()["cache-control"], path).toMatch(/no-store/);
    expect(answer.headers()["cache-control"], path).toMatch(/private/);
  }
});

test("each page carries the headers that keep a browser safe, with a nonce of its own", async ({ request }) => {
  const nonces = new Set<string>();
  const paths = ["/", "/coaches", "/sign-in", "/register", "/forgot-password", "/nothing/here", "/coaches/nobody", "/checkout/bk_nothing", "/api/health/integrations", "/bookings"];
  for (const path of paths) {
    const answer = await request.get(path, { maxRedirects: 0 });
    const headers = answer.headers();
    const rules = new Map((headers["content-security-policy"] ?? "").split("; ").map((rule) => [rule.split(" ")[0], rule.split(" ").slice(1)]));
    const scripts = rules.get("script-src") ?? [];
    const nonce = scripts.find((source) => source.startsWith("'nonce-")) ?? "";
    expect(nonce, path).toMatch(/^'nonce-[\w+/=]{20,}'$/);
    nonces.add(nonce);
    expect(scripts, path).not.toContain("'unsafe-inline'");
    expect(scripts, path).not.toContain("'unsafe-eval'");
    expect(scripts, path).not.toContain("*");
    expect(rules.get("frame-ancestors"), path).toEqual(["'none'"]);
    expect(rules.get("object-src"), path).toEqual(["'none'"]);
    expect(rules.get("base-uri"), path).toEqual(["'none'"]);
    expect(headers["x-content-type-options"], path).toBe("nosniff");
    expect(headers["referrer-policy"], path).toMatch(/^(strict-origin|strict-origin-when-cross-origin|no-referrer)$/);
    expect(headers["permissions-policy"], path).toMatch(/camera=\(\).*microphone=\(\).*geolocation=\(\)/);
    expect(headers["x-powered-by"], path).toBeUndefined();
    // A promise of https that http cannot keep locks people out of their own machine.
    expect(headers["strict-transport-security"], path).toBeUndefined();
    if (!headers["content-type"]?.startsWith("text/html")) continue;
    const inline = [...(await answer.text()).matchAll(/<script(?![^>]*\ssrc=)([^>]*)>/g)].filter(([, attributes = ""]) => !/type="application\/ld\+json"/.test(attributes));
    for (const [tag] of inline) expect(tag, path).toContain(`nonce="${nonce.slice(7, -1)}"`);
  }
  expect(nonces.size).toBe(paths.length);
});

test("where the app lives at https, browsers are told to stay there", async () => {
  const port = await freePort();
  const app = await startApp(port, { APP_URL: "https://maestrohub.example" });
  try {
    const answer = await fetch(app.url, { redirect: "manual" });
    expect(answer.headers.get("strict-transport-security")).toMatch(/^max-age=\d{8}; includeSubDomains/);
  } finally {
    await app.kill();
  }
});

test("from the first page to a booked session nothing is refused, nothing fails, and nothing leaves this machine", async ({ page, context }) => {
  await asMember(context);
  const { complaints, hosts } = await watch(context);
  await page.goto("/");
  await page.getByRole("combobox", { name: "When" }).selectOption({ label: "any time" });
  await page.getByRole("button", { name: "Find a time" }).click();
  await page.waitForURL(/\/coaches\?/);
  await page.getByRole("article").first().getByRole("link").first().click();
  await page.waitForURL(/\/coaches\/[\w-]+$/);
  await page.getByRole("button", { name: "Next week" }).click();
  await expect(page.getByRole("button", { name: /^Book .*\d:\d\d/ })).toBeEnabled();
  await page.getByRole("button", { name: /^Book .*\d:\d\d/ }).click();
  await page.waitForURL(/\/checkout\//);
  await typeCard(page);
  await payButton(page).click();
  await page.waitForURL(/\/bookings\/bk_/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are booked");
  await page.getByRole("link", { name: "My sessions" }).first().click();
  await page.waitForURL("**/bookings");
  await expect(page.getByRole("heading", { level: 2, name: "Coming up" })).toBeVisible();

  expect(complaints).toEqual([]);
  expect([...hosts].sort()).toEqual([new URL(appUrl).host, new URL(process.env.EMULATORS_URL ?? "").host].sort());
});
