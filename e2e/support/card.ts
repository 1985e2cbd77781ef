import { expect, type FrameLocator, type Page } from "@playwright/test";

export const cards = { good: "4242424242424242", declined: "4000000000000002", authenticated: "4000002500003155" } as const;

/** The provider's own page inside ours, where the card is typed. */
export function cardFrame(page: Page): FrameLocator {
  return page.frameLocator('iframe[title="Secure payment input frame"]');
}

/** Types a card as a person does: one press into the number, then digits only, as the fields lead on by themselves. */
export async function typeCard(page: Page, number: string = cards.good): Promise<void> {
  const field = cardFrame(page).getByLabel("Card number");
  await expect(payButton(page)).toBeEnabled();
  // Once its frame is being drawn: a press before that is lost in the browser.
  await field.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await field.click();
  await typeDigits(page, number);
}

/** Digits at wherever the focus is; it must be the card's number. */
export async function typeDigits(page: Page, number: string = cards.good): Promise<void> {
  const frame = cardFrame(page);
  await expect(frame.getByLabel("Card number")).toBeFocused();
  // Over what is there, as after a card that was declined.
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(number);
  await expect(frame.getByLabel("Expiry date")).toBeFocused();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("1234");
  await expect(frame.getByLabel("Security code")).toBeFocused();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("123");
}

export function payButton(page: Page) {
  return page.getByRole("button", { name: /^(Pay|Paying|Paid|Checking)/ });
}

/** The page of the bank, asked for by some cards. */
export async function answerBank(page: Page, answer: "Complete authentication" | "Fail authentication"): Promise<void> {
  const frame = page.frameLocator('iframe[title="Payment authentication"]');
  await expect(frame.getByRole("button", { name: answer })).toBeVisible();
  const dialog = page.getByRole("dialog", { name: "Payment authentication" });
  // A press that comes within the frame's first moments is lost in the browser, as a person's would be; they press again.
  await expect(async () => {
    if (await dialog.isVisible()) await frame.getByRole("button", { name: answer }).click({ timeout: 2_000 });
    await expect(dialog).toHaveCount(0, { timeout: 2_000 });
  }).toPass();
}
