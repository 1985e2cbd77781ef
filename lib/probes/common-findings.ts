import type { FindingEntry, FindingTable } from "./finding-entry";

const checkNow = "Press “Check now” here.";

/** What can happen to any service, worded for one; a table of its own takes the place of what it can say better. */
export function commonFindings(name: string, statusPage?: string): FindingTable {
  const look = statusPage ? `Look at ${statusPage} for an outage.` : "Look whether it runs.";
  const waiting: FindingEntry["steps"] = ["Nothing has to be done here: it is tried again by itself.", look];
  return {
    unreachable: {
      state: "failing",
      cause: `${name} cannot be reached.`,
      detail: "The connection failed: {reason}.",
      steps: [look, "If it is up, look whether this machine may open connections to it (firewall, DNS, proxy).", checkNow],
    },
    silent: {
      state: "failing",
      cause: `${name} takes a connection and does not answer.`,
      detail: "No answer within {seconds} seconds.",
      steps: [look, "If it is up, look at this machine’s network.", checkNow],
    },
    down: { state: "failing", cause: `${name} answers that it is out of order.`, detail: "It answered {status}.", steps: [...waiting, checkNow] },
    rate_limited: {
      state: "degraded",
      cause: `${name} says that we ask too often.`,
      detail: "It answered {status}.",
      steps: ["Wait a minute: what was refused is tried again by itself.", "If it stays, ask for a higher limit, or see who else uses the same key.", checkNow],
    },
    slow: { state: "degraded", is_quiet: true, cause: `${name} is slow.`, detail: "The answer took {seconds} s.", steps: [...waiting] },
    unexpected: {
      state: "failing",
      cause: `${name} gave an answer that we do not understand.`,
      detail: "It answered {status}.",
      steps: [look, "Compare the version of its API with docs/integrations.", checkNow],
    },
    probe_broke: {
      state: "failing",
      cause: `${name} could not be checked.`,
      detail: "The check itself broke: {reason}.",
      steps: ["The log has the error (“a probe broke”).", "If it stays, this is our bug: report it with that line.", checkNow],
    },
    clock_off: {
      state: "misconfigured",
      cause: "This machine’s clock is {minutes} minutes {direction}.",
      detail: `Told by the time in ${name}’s answer. Signatures, sign-in codes and holds go by the clock.`,
      steps: ["Switch time synchronisation on (timedatectl set-ntp true, or the host’s own way).", "Look that the time is right: date -u.", checkNow],
    },
  };
}
