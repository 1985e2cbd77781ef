import "server-only";
import { clockNow } from "@/lib/clock/clock";
import { MailError } from "@/lib/integrations/email/mail-error";
import { sendMail } from "@/lib/integrations/email/send-mail";
import { outboxQueue } from "@/lib/jobs/queues";
import { workOff } from "@/lib/jobs/work-off";
import { log } from "@/lib/log/log";
import { listAdmins } from "@/lib/users/store";
import { checkServices } from "./check-services";
import { tellFinding } from "./findings";
import type { Report } from "./schema";
import { listStates } from "./store";

const everyMs = 60_000;
/** The schedule looks every minute; after two and a half it is taken to stand still. */
const unwatchedMs = 150_000;
/** An alert that nobody has sent for so long is sent from here. */
const unsentMs = 90_000;

/**
 * Looks after what the schedule and the outbox cannot tell of themselves, in every process of the app: that no worker runs, and that
 * the database is away.
 */
export function watchServices(): void {
  const watch = newWatch();
  setInterval(() => void watch(clockNow()).catch((error: unknown) => log().warn({ err: error }, "the watch broke")), everyMs).unref();
}

/** One round a call; what it remembers is for the time when there is no database to remember it. */
export function newWatch(): (now: Date) => Promise<void> {
  const memory: Memory = { addresses: [], down_since: null, is_told: false };
  return async (now) => {
    const states = await listStates().catch(() => null);
    if (!states) return watchDatabase(memory, now);
    if (memory.down_since) await tellOfReturn(memory, now);
    memory.addresses = (await listAdmins()).map(({ email }) => email);
    const newest = Math.max(0, ...states.map(({ report }) => report.checked_at.getTime()));
    if (Math.abs(now.getTime() - newest) > unwatchedMs) await checkServices({ now });
    await sendUnsentAlerts(now);
  };
}

interface Memory {
  addresses: string[];
  down_since: Date | null;
  is_told: boolean;
}

/** The worker itself may be what the mail is about. The rows are taken as a worker takes them, so each goes out once, whoever does it. */
async function sendUnsentAlerts(now: Date): Promise<void> {
  const queue = outboxQueue("resend");
  const only = { ...queue.only, "task.template": "service-alert", due_at: { $lte: new Date(now.getTime() - unsentMs) } };
  await workOff({ ...queue, only }, { bell: "outbox", at_once: 1, over: AbortSignal.timeout(everyMs / 2), whenIdle: "end" });
}

/** Without a database there is no outbox: the mail goes out at once, to whom this process knew as admins. */
async function watchDatabase(memory: Memory, now: Date): Promise<void> {
  const [report] = await checkServices({ now, only: "database", is_pressed: true });
  if (!report?.finding) return;
  if (!memory.down_since) {
    memory.down_since = now;
    return;
  }
  if (!memory.is_told) memory.is_told = await sendToAll(memory, "down", wordsOf(report));
}

async function tellOfReturn(memory: Memory, now: Date): Promise<void> {
  const minutes = Math.max(1, Math.round((now.getTime() - (memory.down_since?.getTime() ?? 0)) / 60_000));
  if (memory.is_told) await sendToAll(memory, "up", { subject: "MongoDB works again", lines: [`It was away for about ${minutes} min.`] });
  memory.down_since = null;
  memory.is_told = false;
}

function wordsOf({ finding }: Report): { subject: string; lines: string[] } {
  const { cause, detail, steps } = finding ? tellFinding(finding) : { cause: "The database is away.", detail: null, steps: [] };
  return { subject: `MongoDB: ${cause}`, lines: [cause, ...(detail ? [detail] : []), ...steps.map((step, i) => `${i + 1}. ${step}`)] };
}

/** Several processes see the same outage: their mails share a key of the hour, and Resend takes the first. False where none was taken. */
async function sendToAll({ addresses, down_since }: Memory, stage: "down" | "up", { subject, lines }: { subject: string; lines: string[] }): Promise<boolean> {
  const hour = down_since?.toISOString().slice(0, 13) ?? "";
  const html = lines.map((line) => `<p>${line.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</p>`).join("");
  const taken = await Promise.all(
    addresses.map((to) =>
      sendMail({ to, subject, html, text: lines.join("\n\n"), idempotency_key: `watch:database:${stage}:${hour}:${to}` }).then(
        () => true,
        // Another process said it in other words: it is said.
        (error: unknown) => error instanceof MailError && error.reason === "invalid_idempotent_request",
      ),
    ),
  );
  return taken.every(Boolean);
}
