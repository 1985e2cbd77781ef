import type { FindingTable } from "@/lib/probes/finding-entry";

const restart = "Restart the app, then press “Check now”.";

export const llmFindings: FindingTable = {
  key_refused: {
    state: "misconfigured",
    cause: "The language model’s endpoint refuses EMERGENT_LLM_KEY.",
    detail: "It answered {status}.",
    steps: ["Copy the key anew from where it was made into EMERGENT_LLM_KEY.", "Look that LLM_BASE_URL is the endpoint that the key is for.", restart],
  },
  model_unknown: {
    state: "misconfigured",
    cause: "The endpoint does not know the model {model}.",
    detail: "It has {count} others.",
    steps: ["Choose one that it has: {some}.", "Write it into LLM_MODEL.", restart],
  },
  quota_exceeded: {
    state: "failing",
    cause: "The language model’s credit is used up.",
    steps: ["Top the account of EMERGENT_LLM_KEY up.", "Press “Check now” here."],
  },
};
