import { expect, type Page, test } from "@playwright/test";
import { linkIn, mailsTo } from "./support/emulators";
import { inDatabase } from "./support/marketplace";

const password = "an unhurried evening raga";
let made = 0;
const newAddress = () => `person-${Date.now().toString(36)}-${(made += 1)}@example.com`;

const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });

async function register(page: Page, person: { email: string; role: "I look for a coach" | "I am a coach"; at?: string }) {
  await page.goto(person.at ?? "/register");
  await page.getByRole("radio", { name: person.role }).check({ force: true });
  await field(page, "Name").fill("Leela Shakya");
  await field(page, "Email").fill(person.email);
  await field(page, "Password").fill(password);
  await page.getByRole("checkbox", { name: /I accept the terms/ }).check();
  await page.getByRole("button", { name: "Create account" }).click();
}

async function signIn(page: Page, person: { email: string; password: string; at?: string }) {
  if (person.at) await page.goto(person.at);
  await field(page, "Email").fill(person.email);
  await field(page, "Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

async function signOut(page: Page) {
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("button", { name: /^Account of/ })).toHaveCount(0);
}

test("a consumer registers, signs out, is asked to sign in where a page is theirs alone, and comes back to it", async ({ page }) => {
  const email = newAddress();
  await register(page, { email, role: "I look for a coach" });
  await page.waitForURL("**/coaches");
  await expect(page.getByRole("button", { name: "Account of Leela Shakya" })).toBeVisible();
  expect(await inDatabase((db) => db.collection("users").findOne({ email }))).toMatchObject({ role: "consumer" });

  await signOut(page);
  await page.goto("/bookings");
  await page.waitForURL("**/sign-in?next=%2Fbookings");
  await signIn(page, { email, password });
  await page.waitForURL("**/bookings");
  await expect(page.getByRole("heading", { level: 1, name: "My sessions" })).toBeVisible();
});

test("a coach registers as a coach and is led to the mail that confirms the address", async ({ page }) => {
  const email = newAddress();
  await register(page, { email, role: "I am a coach", at: "/register?role=tutor" });
  await page.waitForURL("**/verify-email");
  await expect(page.getByText(email)).toBeVisible();
  expect(await inDatabase((db) => db.collection("users").findOne({ email }))).toMatchObject({ role: "tutor" });

  await expect.poll(async () => (await mailsTo(email)).length).toBe(1);
  const [welcome] = await mailsTo(email);
  await page.goto(linkIn(welcome!, "/verify-email"));
  await page.getByRole("button", { name: "Confirm my address" }).click();
  await expect(page.getByText("your address is confirmed")).toBeVisible();
  expect(await inDatabase((db) => db.collection("users").findOne({ email }))).toMatchObject({ email_verified: true });
});

test("an address in another site's hands is never where signing in leads", async ({ page }) => {
  const email = newAddress();
  await register(page, { email, role: "I look for a coach", at: "/register?next=%2F%2Felsewhere.example%2Fbookings" });
  await page.waitForURL((url) => url.pathname === "/coaches" && url.origin === new URL(process.env.E2E_APP_URL ?? "").origin);
});

test("a wrong password and an unknown address read the same", async ({ page }) => {
  const email = newAddress();
  await register(page, { email, role: "I look for a coach" });
  await page.waitForURL("**/coaches");
  await signOut(page);

  const told = page.getByRole("main").getByRole("alert");
  await signIn(page, { email, password: "not the evening raga", at: "/sign-in" });
  await expect(told).toBeVisible();
  const wrongPassword = await told.textContent();
  await signIn(page, { email: newAddress(), password, at: "/sign-in" });
  await expect(told).toBeVisible();
  expect(await told.textContent()).toBe(wrongPassword);
  expect(wrongPassword).toBe("That address and password do not go together. Check both and try again.");
});

test("after five wrong passwords the address is locked, for the right one too", async ({ page }) => {
  const email = newAddress();
  await register(page, { email, role: "I look for a coach" });
  await page.waitForURL("**/coaches");
  await signOut(page);

  await page.goto("/sign-in");
  const told = page.getByRole("main").getByRole("alert");
  for (let tried = 1; tried <= 5; tried += 1) {
    const answered = page.waitForResponse("**/api/account/sign-in");
    await signIn(page, { email, password: `not the evening raga ${tried}` });
    expect((await answered).status()).toBe(401);
    await expect(told).toHaveText(/do not go together/);
  }
  await signIn(page, { email, password });
  await expect(told).toHaveText(/^Too many attempts with this address\. Try again in 1[45] minutes, or reset the password\.$/);
});

test("a forgotten password is set anew by mail: the old one and other devices are out, the link works once", async ({ page, browser }) => {
  const email = newAddress();
  const elsewhere = await (await browser.newContext()).newPage();
  await register(elsewhere, { email, role: "I look for a coach" });
  await elsewhere.waitForURL("**/coaches");

  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await page.waitForURL("**/forgot-password");
  const unknown = newAddress();
  await field(page, "Email").fill(unknown);
  const ask = page.getByRole("main").locator("form").getByRole("button");
  const told = page.getByRole("status").filter({ hasText: "Look into your mail" });
  await ask.click();
  await expect(told).toBeVisible();
  const said = await told.textContent();
  await page.reload();
  await field(page, "Email").fill(email);
  await ask.click();
  await expect(told).toBeVisible();
  // Nobody learns here which addresses have an account.
  expect(await told.textContent()).toBe(said);

  const resets = async () => (await mailsTo(email)).filter(({ text }) => text.includes("/reset-password"));
  await expect.poll(async () => (await resets()).length).toBe(1);
  const link = linkIn((await resets())[0]!, "/reset-password");
  await page.goto(link);
  await field(page, "New password").fill("a quite different nocturne");
  await page.getByRole("button", { name: "Set the password" }).click();
  await page.waitForURL("**/sign-in?reset=done");
  await signIn(page, { email, password });
  await expect(page.getByRole("main").getByRole("alert")).toHaveText(/do not go together/);
  await signIn(page, { email, password: "a quite different nocturne" });
  await page.waitForURL("**/bookings");

  await elsewhere.goto("/bookings");
  await elsewhere.waitForURL(/\/sign-in/);
  await elsewhere.context().close();
  await page.goto(link);
  await expect(page.getByRole("heading", { name: "This link does not work any more" })).toBeVisible();
  expect(await mailsTo(unknown)).toHaveLength(0);
});
