import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

type Impact = "grave" | "any";

/** The header's parts come and go between them. */
const phones = [430, 390, 375, 360, 320];

/** The page as it is now, in both schemes and at these widths, and whether it fits there and on all phones down to the narrowest. */
export async function expectForEverybody(page: Page, { widths = [1440, 390], impact = "grave" }: { widths?: number[]; impact?: Impact } = {}): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const look = () => findViolations(page, { what: colorScheme === "light" ? "everything" : "colors", impact });
      // The card's frame takes the other scheme some moments after the page; what is really wrong is so in every look.
      let told = await look();
      for (let looks = 1; told.length > 0 && looks < 4; looks += 1) told = await look();
      expect.soft(told, `${page.url()} ${colorScheme} ${width}`).toEqual([]);
    }
  }
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  for (const width of [...widths, ...phones]) {
    await page.setViewportSize({ width, height: 900 });
    let overflow = await overflowOf(page);
    // A page that was wide a moment ago has parts that move to their new place.
    for (let looks = 1; overflow > 0 && looks < 10; looks += 1) overflow = await page.waitForTimeout(100).then(() => overflowOf(page));
    expect.soft(overflow, `${page.url()} scrolls sideways at ${width}`).toBe(0);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

/** In the dark only colors are others: `colors` looks at nothing else, which takes a part of the time. */
async function findViolations(page: Page, { what, impact }: { what: "everything" | "colors"; impact: Impact }): Promise<string[]> {
  await nextFrames(page);
  await layFramesOnTheirGround(page);
  const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"], ...(what === "colors" && { runOnly: ["color-contrast"] }) });
  // In a sandbox no script of axe's ever answers; what is shown there is a mail, which has tests of its own.
  const sandboxed = await page.locator("iframe[sandbox]").count();
  if (sandboxed > 0) axe.exclude("iframe[sandbox]");
  // Only for frames of another origin does it need a window more at each look.
  if (page.frames().length - sandboxed === 1) axe.setLegacyMode();
  const { violations } = await axe.analyze();
  const counted = violations.filter((found) => impact === "any" || found.impact === "serious" || found.impact === "critical");
  return counted.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(" ")} ${failureSummary?.split("\n").slice(1).join(";")}`).join(" | ")}`);
}

function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Until the page has been drawn in what was just asked of it. */
function nextFrames(page: Page): Promise<void> {
  return page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))));
}

/** The card field's page is transparent, and axe, which looks at one document at a time, takes white for what lies under it. */
async function layFramesOnTheirGround(page: Page): Promise<void> {
  for (const frame of page.frames().filter((each) => each.parentFrame() === page.mainFrame())) {
    const ground = await (await frame.frameElement()).evaluate((element) => {
      for (let under = element as Element | null; under; under = under.parentElement) {
        const { backgroundColor } = getComputedStyle(under);
        if (!/, 0\)$|transparent/.test(backgroundColor)) return backgroundColor;
      }
      return "";
    });
    await frame.evaluate((color) => document.documentElement.style.setProperty("background-color", color), ground);
  }
}
