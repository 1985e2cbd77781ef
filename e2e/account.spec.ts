import { expect, type Page, test } from "@playwright/test";
import { expectForEverybody } from "./support/axe";
import { totpOf } from "./support/authenticator";
import { linkIn, type Mail, mailsTo } from "./support/emulators";
import { inDatabase } from "./support/marketplace";
import { register as registerPerson, send } from "./support/people";

const appUrl = process.env.E2E_APP_URL ?? "http://localhost:3000";
const password = "a long enough phrase";
const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** Somebody new, signed in in this browser. */
async function arrive(page: Page): Promise<{ email: string; id: string }> {
  const { cookie, email, id } = await registerPerson(appUrl);
  const cookies = cookie.split("; ").map((pair) => pair.split("="));
  await page.context().addCookies(cookies.map(([name, ...value]) => ({ name: name ?? "", value: value.join("="), url: appUrl })));
  return { email, id };
}

const userOf = (email: string) => inDatabase((db) => db.collection("users").findOne({ email }));

async function mailWith(email: string, path: string): Promise<Mail> {
  const find = async () => (await mailsTo(email)).find(({ text }) => text.includes(path));
  await expect.poll(find).toBeDefined();
  const mail = await find();
  if (!mail) throw new Error("the mail is gone again");
  return mail;
}

const expectClean = (page: Page) => expectForEverybody(page, { widths: [1440], impact: "any" });

test.describe("the question about statistics", () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test("is asked once, moves nothing, and is answered and taken back by the keyboard", async ({ page, context }) => {
    await page.addInitScript(() => {
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          (window as unknown as { shift: number }).shift =
            ((window as unknown as { shift?: number }).shift ?? 0) + (entry as unknown as { value: number }).value;
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto("/privacy");
    const question = page.getByRole("region", { name: "Question about statistics" });
    await expect(question).toBeVisible();
    expect((await context.cookies()).map(({ name }) => name).filter((name) => name !== "mh_tz")).toEqual([]);
    const shift = () => page.evaluate(() => (window as unknown as { shift?: number }).shift ?? 0);
    const before = await shift();
    expect(before).toBeLessThan(0.02);

    for (const _stop of ["the skip link", "what that means", "no", "yes"]) await page.keyboard.press("Tab");
    await expect(button(page, "Allow statistics")).toBeFocused();
    await page.keyboard.press("Enter");
    const choice = page.getByRole("switch", { name: "Allow statistics" });
    await expect(choice).toBeChecked();
    await expect(page.getByText("Thank you, statistics are allowed.")).toBeFocused();
    expect((await context.cookies()).find(({ name }) => name === "mh_consent")).toMatchObject({ value: "yes", httpOnly: true, sameSite: "Lax" });
    expect((await shift()) - before).toBeLessThan(0.02);

    await choice.press("Space");
    await expect(choice).not.toBeChecked();
    await expect.poll(async () => (await context.cookies()).find(({ name }) => name === "mh_consent")?.value).toBe("no");
    await page.goto("/");
    await expect(button(page, "Only necessary")).toHaveCount(0);

    await context.clearCookies();
    await page.goto("/privacy");
    await expect(question).toBeVisible();
    await expectClean(page);
  });

  test("is not asked where the browser has answered", async ({ browser }) => {
    const context = await browser.newContext({ baseURL: appUrl, extraHTTPHeaders: { "sec-gpc": "1" }, storageState: { cookies: [], origins: [] } });
    const page = await context.newPage();
    await page.goto("/privacy");
    await expect(page.getByText("We take that as your no")).toBeVisible();
    await expect(button(page, "Only necessary")).toHaveCount(0);
    await context.close();
  });
});

test("a person changes what is theirs, and a refused field says why and takes the focus", async ({ page }) => {
  const { email } = await arrive(page);
  await page.goto("/account");
  await expectClean(page);
  await field(page, "Phone (optional)").fill("12");
  await button(page, "Save").click();
  await expect(field(page, "Phone (optional)")).toBeFocused();
  await expect(page.getByText("Write the number with its country code")).toBeVisible();
  await field(page, "Name").fill("Noor H.");
  await field(page, "Phone (optional)").fill("+44 20 7946 0958");
  await page.getByRole("combobox", { name: "Time zone" }).selectOption("Asia/Kathmandu");
  await button(page, "Save").click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await expect(button(page, "Account of Noor H.")).toBeVisible();
  expect(await userOf(email)).toMatchObject({ name: "Noor H.", phone: "+442079460958", timezone: "Asia/Kathmandu" });

  await button(page, "Make an address").click();
  const address = await field(page, "Your address").inputValue();
  expect((await page.request.get(address)).status()).toBe(200);
  await button(page, "Remove").click();
  await button(page, "Remove it").click();
  await expect(page.getByText("The address is removed")).toBeFocused();
  expect((await page.request.get(address)).status()).toBe(404);

  await button(page, "Become a coach").click();
  await page.waitForURL("**/coach/onboarding**");
  await button(page, "Account of Noor H.").click();
  await expect(page.getByRole("navigation", { name: "Account", exact: true }).getByRole("link")).toHaveText(["My room", "Sessions I booked", "Packages I bought", "Account"]);
});

test("an address changes by the link in the new mailbox, and goes back by the link in the old one", async ({ page }) => {
  const { email } = await arrive(page);
  const wanted = `new-${email}`;
  await page.goto("/account");
  await button(page, "Change the address").click();
  await field(page, "New address").fill(wanted);
  await field(page, "Your password").fill("not it at all");
  await button(page, "Send the link").click();
  await expect(field(page, "Your password")).toBeFocused();
  await field(page, "Your password").fill(password);
  await button(page, "Send the link").click();
  await expect(page.getByText(`Waiting for ${wanted}`)).toBeVisible();
  await expectClean(page);

  const mail = await mailWith(wanted, "/account/confirm-address");
  await page.goto(linkIn(mail, "/account/confirm-address"));
  expect(await userOf(wanted)).toBeNull();
  await expectClean(page);
  await button(page, "Use this address").click();
  await expect(page.getByText(`Your address is ${wanted}`)).toBeVisible();
  expect(await userOf(wanted)).not.toBeNull();
  await page.goto(linkIn(mail, "/account/confirm-address"));
  await button(page, "Use this address").click();
  await expect(page.getByText("This link was used already")).toBeVisible();
  await expectClean(page);

  await page.goto(linkIn(await mailWith(email, "/account/undo-address"), "/account/undo-address"));
  await expectClean(page);
  await button(page, "Give me my account back").click();
  await expect(page.getByText(`Your address is ${email}`)).toBeVisible();
  await page.goto("/account");
  await page.waitForURL("**/sign-in?next=%2Faccount");
});

test("two-factor sign-in is set up, its codes are kept before the page lets go, and it is asked for from then on", async ({ page }) => {
  const { email } = await arrive(page);
  await page.goto("/account/security");
  await expectClean(page);
  await button(page, "Set it up").click();
  await expect(page.getByRole("heading", { name: "Step 1 of 3: your password" })).toBeFocused();
  await expectClean(page);
  await field(page, "Your password").fill(password);
  await button(page, "Go on").click();
  await expect(page.getByRole("heading", { name: "Step 2 of 3: your app" })).toBeFocused();
  const secret = ((await page.locator("code").textContent()) ?? "").replaceAll(" ", "");
  await expectClean(page);
  await field(page, "The six digits that the app shows now").fill("000000");
  await button(page, "Turn it on").click();
  await expect(page.getByText("That is not the code that the app shows now.")).toBeVisible();
  await field(page, "The six digits that the app shows now").fill(totpOf(secret));
  await button(page, "Turn it on").click();

  await expect(page.getByRole("heading", { name: "Keep your recovery codes" })).toBeFocused();
  const codes = await page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem").allTextContents();
  expect(codes).toHaveLength(10);
  await expectClean(page);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("list", { name: "Recovery codes" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Devices" })).toBeHidden();
  await page.emulateMedia({ media: "screen" });
  await page.getByRole("link", { name: "Privacy" }).first().click();
  await expect(page.getByText("These codes are gone when you leave this page.")).toBeVisible();
  const saved = page.waitForEvent("download");
  await button(page, "Download").click();
  expect((await saved).suggestedFilename()).toBe("maestrohub-recovery-codes.txt");
  await page.getByRole("checkbox", { name: "I have kept them" }).check();
  await button(page, "Done").click();
  await expect(page.getByText("Two-factor sign-in is on.")).toBeFocused();
  await expect(page.getByText("10 recovery codes are left")).toBeVisible();
  await expectClean(page);

  await button(page, "Account of Noor Haddad").click();
  await button(page, "Sign out").click();
  await page.waitForURL(`${appUrl}/`);
  await page.goto("/account/security");
  await field(page, "Email").fill(email);
  await field(page, "Password").fill(password);
  await button(page, "Sign in").click();
  await expect(field(page, "Code from your authenticator app")).toBeFocused();
  await expectClean(page);
  await field(page, "Code from your authenticator app").fill("111111");
  await button(page, "Sign in").click();
  await expect(page.getByText("That is not the code that the app shows now.")).toBeVisible();
  await button(page, "No access to the app? Use a recovery code").click();
  await expect(field(page, "Recovery code")).toBeFocused();
  await field(page, "Recovery code").fill((codes[0] ?? "").toUpperCase().replace("-", " "));
  await button(page, "Sign in").click();
  await page.waitForURL("**/account/security");
  await expect(page.getByText("9 recovery codes are left")).toBeVisible();

  await button(page, "Turn it off").click();
  await field(page, "Your password").fill(password);
  await field(page, "Code from your authenticator app").fill(totpOf(secret, { steps: 1 }));
  await expectClean(page);
  await page.getByRole("button", { name: "Turn it off" }).click();
  await expect(page.getByText("Two-factor sign-in is off.")).toBeFocused();
});

test("a new password signs out the other device, and a device is signed out by its button", async ({ page }) => {
  const { email } = await arrive(page);
  const elsewhere = () => send(appUrl, "POST", "/api/account/sign-in", { body: { email, password } });
  await elsewhere();
  await page.goto("/account/security");
  await page.getByRole("button", { name: /^Sign out on/ }).click();
  await expect(page.getByText("Signed out there.")).toBeFocused();
  await expect(page.getByText("You are signed in nowhere else.")).toBeVisible();

  await elsewhere();
  await field(page, "Present password").fill(password);
  await field(page, "New password").fill("short");
  await button(page, "Change the password").click();
  await expect(field(page, "New password")).toBeFocused();
  await field(page, "New password").fill("another long phrase");
  await button(page, "Change the password").click();
  await expect(page.getByText("Your password is changed")).toBeVisible();
  await expect(page.getByText("Signed out on one other device.")).toBeVisible();
});

test("a person takes their data along, deletes the account, and is nobody then", async ({ page }) => {
  const { email, id } = await arrive(page);
  await page.goto("/account/privacy");
  await expectClean(page);
  await page.getByRole("switch", { name: "Allow statistics" }).click();
  await expect.poll(async () => (await userOf(email))?.analytics_consent?.allowed).toBe(true);
  const saved = page.waitForEvent("download");
  await button(page, "Download my data").click();
  expect((await saved).suggestedFilename()).toMatch(/^maestrohub-\d{4}-\d\d-\d\d\.zip$/);
  await expect(page.getByText("Your file is in your downloads.")).toBeVisible();

  await button(page, "Delete my account").click();
  await field(page, "Your password").fill(password);
  await field(page, "Type the word delete").fill("remove");
  await button(page, "Delete my account").click();
  await expectClean(page);
  await button(page, "Delete for good").click();
  await expect(field(page, "Type the word delete")).toBeFocused();
  await expect(page.getByText("Type the word delete.")).toBeVisible();
  await field(page, "Type the word delete").fill("delete");
  await button(page, "Delete my account").click();
  await button(page, "Delete for good").click();
  await page.waitForURL("**/goodbye");
  await expectClean(page);
  expect(await inDatabase((db) => db.collection("users").findOne({ _id: id as never }))).toMatchObject({ name: "Deleted account" });
  await page.goto("/account");
  await page.waitForURL("**/sign-in?next=%2Faccount");
});
