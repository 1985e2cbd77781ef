import { expect, type Page, test } from "@playwright/test";
import { emulatorsUrl } from "./support/emulators";
import { aCoach, asMember, freeTime, hold } from "./support/marketplace";
import { send } from "./support/people";

const both = [process.env.E2E_APP_URL ?? "", process.env.E2E_SECOND_APP_URL ?? ""];

async function moveClock(inspector: Page, minutes: string) {
  await inspector.goto(`${emulatorsUrl}/controls`);
  await inspector.getByLabel("Minutes on (with a minus: back)").fill(minutes);
  await inspector.getByRole("button", { name: "Move the clock" }).click();
  await expect(inspector.getByText("The clock was moved.")).toBeVisible();
}

test.afterEach(async () => {
  await fetch(`${emulatorsUrl}/_control/clock`, { method: "POST", body: JSON.stringify({ set_to: new Date().toISOString() }) });
});

test("nine minutes on in the inspector, the countdown shows the last one; eleven on, the hold has lapsed; a month on, the person is still signed in", async ({ page, context }) => {
  test.slow();
  const member = await asMember(context);
  const coach = await aCoach();
  const { id, checkout_path } = await hold(member, coach, await freeTime(coach));
  const inspector = await context.newPage();

  await moveClock(inspector, "9");
  await page.goto(checkout_path);
  const timer = page.getByRole("timer");
  await expect(timer).toContainText(/(1:00|0:\d\d)/);
  const shown = (await timer.textContent()) ?? "";
  await expect(timer).not.toHaveText(shown);

  await moveClock(inspector, "2");
  await page.reload();
  await expect(page.getByText("Your time is not held any more", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Hold it again" })).toBeVisible();
  for (const url of both) {
    const answer = await send(url, "POST", "/api/payments/create-intent", { cookie: member.cookie, body: { booking_id: id } });
    expect(await answer.json()).toMatchObject({ error: { code: "conflict", details: { reason: "expired" } } });
  }

  await moveClock(inspector, String(31 * 24 * 60));
  await page.goto("/bookings");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("My sessions");
});
