import { expect, type Page, test } from "@playwright/test";
import { expectForEverybody } from "./support/axe";
import { linkIn, type Mail, mailsTo } from "./support/emulators";
import { aCoach, appUrl, enterAs, inDatabase } from "./support/marketplace";
import { register } from "./support/people";

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

async function mailOf(email: string, subject: string): Promise<Mail> {
  const find = async () => (await mailsTo(email)).find((mail) => mail.subject === subject);
  await expect.poll(find, { timeout: 15_000 }).toBeDefined();
  const mail = await find();
  if (!mail) throw new Error("the mail is gone again");
  return mail;
}

async function signIn(page: Page, cookie: string) {
  const cookies = cookie.split("; ").map((pair) => pair.split(/=(.*)/s));
  await page.context().addCookies(cookies.map(([name, value]) => ({ name: name ?? "", value: value ?? "", url: appUrl })));
}

const expectClean = (page: Page) => expectForEverybody(page, { widths: [1440], impact: "any" });

test("a coach invites somebody, who follows the mail, registers and is remembered", async ({ page, browser }) => {
  const coach = await aCoach();
  await enterAs(page.context(), coach.email);
  await page.goto("/coach");
  const invites = page.getByRole("region", { name: "Invite your people" });
  const email = `friend-${Date.now().toString(36)}@example.com`;
  await invites.getByRole("textbox", { name: "Mail address" }).fill("friend at example");
  await invites.getByRole("button", { name: "Send the invitation" }).click();
  await expect(invites.getByText("Write the address like name@example.com.")).toBeVisible();
  await invites.getByRole("textbox", { name: "Mail address" }).fill(email);
  await invites.getByRole("textbox", { name: /A word from you/ }).fill("We spoke after the concert.");
  await invites.getByRole("button", { name: "Send the invitation" }).click();
  await expect(invites.getByText(`The invitation to ${email} is on its way.`)).toBeVisible();
  await expect(invites.getByRole("listitem").filter({ hasText: email })).toContainText("Sent");
  await expectClean(page);

  const mail = await mailOf(email, `${coach.name} invites you to a session on MaestroHub`);
  expect(mail.text).toContain("We spoke after the concert.");
  const elsewhere = await browser.newContext({ baseURL: appUrl });
  const guest = await elsewhere.newPage();
  const path = /\/invite\/[\w-]{27}/.exec(mail.text)?.[0] ?? "";
  await guest.goto(path);
  await expect(guest.getByText("We spoke after the concert.")).toBeVisible();
  await expectClean(guest);
  await guest.getByRole("link", { name: /free times$/ }).click();
  await expect(guest).toHaveURL(new RegExp(`/coaches/${coach.slug}`));
  await guest.goto("/register");
  await guest.getByRole("textbox", { name: "Name", exact: true }).fill("Friend of Amara");
  await guest.getByRole("textbox", { name: "Email" }).fill(email);
  await guest.getByLabel("Password", { exact: true }).fill("a long enough phrase");
  await guest.getByRole("checkbox", { name: /accept/i }).check();
  await button(guest, "Create account").click();
  await expect(guest).toHaveURL(/\/coaches$/);

  await page.reload();
  await expect(invites.getByRole("listitem").filter({ hasText: email })).toContainText("Registered");

  await guest.goto(`${path}?stop=1`);
  await expectClean(guest);
  await button(guest, "No more invitations").click();
  await expect(guest.getByText("You get no more invitations.")).toBeVisible();
  await elsewhere.close();
});

test("an address that mails come back from is told, proved by its owner, and written to again", async ({ page }) => {
  const { cookie, id, email: registeredAs } = await register(appUrl);
  const email = `bounced+${id.slice(5, 20)}@resend.dev`;
  // A mail goes where its owner's address is when it is sent: the one of registering must be out, else it is the one that bounces.
  await expect.poll(() => mailsTo(registeredAs), { timeout: 20_000 }).not.toHaveLength(0);
  await inDatabase(async (db) => {
    await db.collection<{ _id: string }>("users").updateOne({ _id: id }, { $set: { email, email_verified: true } });
    await db.collection("credentials").updateOne({ user_id: id }, { $set: { email } });
  });
  await signIn(page, cookie);
  await page.goto("/account");
  await expect(page.getByText("Mails to you come back")).toBeHidden();

  // A mail of theirs bounces: Resend's report reaches the app, which tells them.
  await page.request.post("/api/account/forgot-password", { data: { email }, headers: { origin: appUrl } });
  await expect.poll(() => inDatabase((db) => db.collection("notifications").countDocuments({ user_id: id, title: "Mails to you come back" })), { timeout: 20_000 }).toBe(1);
  await page.reload();
  await expect(page.getByText("Mails to you come back")).toBeVisible();
  await expectClean(page);
  await button(page, "Send a link to try it").click();
  await expect(page.getByText(`Sent to ${email}.`)).toBeVisible();

  const mail = await mailOf(email, "Confirm that your address works");
  await page.goto(linkIn(mail, "/account/confirm-address"));
  await button(page, "My address works").click();
  await expect(page.getByRole("status").filter({ hasText: "Confirmations and reminders come to it again." })).toBeVisible();
  await page.getByRole("link", { name: "Go to your account" }).click();
  await expect(page.getByRole("heading", { name: "Mail address" })).toBeVisible();
  await expect(page.getByText("Mails to you come back")).toBeHidden();
});
