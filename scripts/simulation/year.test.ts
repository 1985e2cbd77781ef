import { expect, it, vi } from "vitest";
import { expectedMails } from "./expected-mails.ts";
import { mailProblems } from "./invariants/mails.ts";
import { reminderProblems } from "./invariants/reminders.ts";
import { stateProblems } from "./invariants/states.ts";
import { zones } from "./population.ts";
import { setUpStage } from "./test-stage.ts";

vi.mock("@/emails/render-mail", async (original) => {
  const { renderMail } = await original<typeof import("@/emails/render-mail")>();
  return { renderMail: (await import("./post-office.ts")).sampling(renderMail) };
});
vi.mock("@/lib/integrations/email/send-mail", async (original) => {
  const { sendMail } = await original<typeof import("@/lib/integrations/email/send-mail")>();
  return { sendMail: (await import("./post-office.ts")).counting(sendMail) };
});

const playOn = await setUpStage();

it("in a year in twelve zones every reminder comes within a minute of its moment, none for a cancelled or a moved session, none twice", async () => {
  const starts = new Date("2027-01-01T00:00:00Z");
  const evidence = await playOn({ seed: 12, starts, days: 365, coaches: 12, consumers: 24, demand: 0.4, outages: [] }, 200);
  expect([...reminderProblems(evidence), ...mailProblems(evidence), ...stateProblems(evidence)]).toEqual([]);

  const { sessions } = evidence.story;
  expect(new Set(sessions.map(({ errand }) => errand.coach.timezone)).size).toBe(zones.length);
  const asked = expectedMails(evidence).filter(({ template }) => template === "session-reminder");
  expect(asked.length).toBeGreaterThan(200);
  // Of versions that were given up, and of sessions that were called off, reminders were planned too.
  const planned = sessions.filter(({ booked_at }) => booked_at).reduce((sum, { times }) => sum + times.length * 4, 0);
  expect(planned - asked.length).toBeGreaterThan(20);
}, 120_000);
