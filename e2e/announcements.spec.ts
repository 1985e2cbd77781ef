import { expect, test } from "@playwright/test";
import { aCrowd } from "./support/announcements";
import { emulatorsUrl, type Mail, mailsTo } from "./support/emulators";
import { appUrl, enterAs, inDatabase } from "./support/marketplace";

const latency = (ms: number) => fetch(`${emulatorsUrl}/_control/resend/latency`, { method: "POST", body: JSON.stringify({ ms }) });
const mailsOf = async (subject: string) =>
  ((await (await fetch(`${emulatorsUrl}/_inspect/mails`)).json()) as Mail[]).filter((mail) => mail.subject === subject);

test.afterEach(() => latency(0));

test("an admin writes to many, sees it, gets it, sends it, pauses and resumes; a reader unsubscribes and takes it back", async ({ page, browser }) => {
  const crowd = await aCrowd(330);
  const subject = `Monsoon lessons ${Date.now().toString(36)}`;
  await enterAs(page.context(), "admin@example.com");
  await page.goto("/admin/announcements");
  await page.getByRole("button", { name: "Write an announcement" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Write an announcement");

  await page.getByRole("combobox", { name: "Region" }).selectOption("IN_INR");
  await page.getByRole("combobox", { name: "Activity" }).selectOption("new");
  await page.getByRole("textbox", { name: "Subject" }).fill(subject);
  await page
    .getByRole("textbox", { name: "What you have to say" })
    .fill("Hello,\n\nit rains, and <b>we play</b>.\nSee [the coaches](https://maestrohub.example/coaches).");
  const counted = page.getByText(/^This goes to [\d,]+ people\.$/);
  await expect(counted).toBeVisible();
  const number = Number(/[\d,]+/.exec((await counted.textContent()) ?? "")?.[0].replace(",", ""));
  expect(number).toBeGreaterThanOrEqual(crowd.length);

  const mail = page.frameLocator('iframe[title="The mail"]');
  await expect(mail.getByRole("heading", { name: subject })).toBeVisible();
  await expect(mail.getByText("it rains, and <b>we play</b>.")).toBeVisible();
  await expect(mail.getByRole("link", { name: "the coaches" })).toBeVisible();

  await page.getByRole("button", { name: "Send it to myself" }).click();
  await expect(page.getByText("It is on its way to admin@example.com.")).toBeVisible();
  await expect.poll(async () => (await mailsTo("admin@example.com")).filter((each) => each.subject === subject).length).toBe(1);

  // Slow enough to be met in the middle.
  await latency(3_000);
  await page.getByRole("button", { name: `Send to ${number} people…` }).click();
  await expect(page.getByRole("dialog")).toContainText(`“${subject}” goes to ${number} people: Clients and coaches, India (INR)`);
  await page
    .getByRole("dialog")
    .getByRole("button", { name: `Send to ${number} people` })
    .click();
  await expect(page.getByRole("heading", { level: 2, name: new RegExp(`^[1-9]\\d* of ${number} people$`) })).toBeVisible({ timeout: 20_000 });
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await expect(page.getByText("Nothing goes out until you resume it.")).toBeVisible();
  await expect.poll(() => inDatabase((db) => db.collection("announcements").findOne({ subject }))).toMatchObject({ status: "paused", batch: null });
  expect((await mailsOf(subject)).length).toBeLessThan(number);

  await latency(0);
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(page.getByRole("heading", { level: 2, name: `Sent to ${number} people` })).toBeVisible({ timeout: 20_000 });
  const sent = (await mailsOf(subject)).map(({ to }) => to[0] ?? "").filter((address) => crowd.includes(address));
  expect(sent.sort()).toEqual(crowd.sort());

  const [first = ""] = crowd;
  const reader = await browser.newPage({ baseURL: appUrl });
  const text = (await mailsTo(first)).find((each) => each.subject === subject)?.text ?? "";
  await reader.goto(/\/unsubscribe\/\S+/.exec(text)?.[0] ?? "");
  await reader.getByRole("button", { name: "Unsubscribe" }).click();
  await expect(reader.getByText("You get no more announcements by mail.")).toBeVisible();
  const off = () => inDatabase(async (db) => (await db.collection("users").findOne({ email: first }))?.notice_settings as { off: string[] } | undefined);
  expect((await off())?.off).toEqual(["announcement:mail"]);
  await reader.reload();
  await reader.getByRole("button", { name: /^Undo/ }).click();
  await expect(reader.getByText("You get announcements by mail, as before.")).toBeVisible();
  expect((await off())?.off).toEqual([]);
  await reader.close();
});
