import type { FindingTable } from "@/lib/probes/finding-entry";

export const workerFindings: FindingTable = {
  stalled: {
    state: "failing",
    cause: "Nobody works off what is due.",
    detail: "{due} jobs are due, the oldest for {minutes} minutes. Mails, refunds and webhooks wait; none is lost.",
    steps: [
      "Start a worker: every process of the app is one unless WORKER=off; `npm run worker` runs one alone.",
      "If one runs, restart it; its log says what it was at.",
      "Press “Check now” here: what is due is done within a minute.",
    ],
  },
  behind: {
    state: "degraded",
    cause: "The worker does not keep up.",
    detail: "{due} jobs are due, the oldest for {minutes} minutes.",
    steps: [
      "Look at the services above: what is slow there makes jobs slow.",
      "Start another worker: npm run worker. Any number may run.",
      "Press “Check now” here.",
    ],
  },
  dead_letters: {
    state: "degraded",
    cause: "{count} jobs were given up.",
    detail: "The newest reason: {reason}.",
    steps: ["Open Admin, Jobs: each stands there with its cause.", "Mend the cause, then press “Try again” there.", "Press “Check now” here."],
  },
  dead_letters_full: {
    state: "failing",
    cause: "{count} jobs were given up: something fails for everybody.",
    detail: "The newest reason: {reason}.",
    steps: ["Look at the services above for the cause.", "Open Admin, Jobs, and press “Try again” for all once it is mended.", "Press “Check now” here."],
  },
};
