import type { FindingTable } from "@/lib/probes/finding-entry";

const restart = "Restart the app, then press “Check now”.";

export const mixpanelFindings: FindingTable = {
  token_malformed: {
    state: "misconfigured",
    cause: "MIXPANEL_TOKEN is no project token.",
    detail: "It has {length} characters; a token has 32 letters and digits. Mixpanel takes events under any token and shows none of them.",
    steps: [
      "Open Mixpanel, Settings, Project settings, Overview.",
      "Copy “Project token” into MIXPANEL_TOKEN. The API secret and service accounts are something else.",
      restart,
    ],
  },
  key_refused: {
    state: "misconfigured",
    cause: "Mixpanel refuses our events.",
    detail: "It answered {status}.",
    steps: [
      "Open Mixpanel, Settings, Project settings, and compare the token with MIXPANEL_TOKEN.",
      "A project in the EU or in India has its own address: MIXPANEL_API_URL=https://api-eu.mixpanel.com or https://api-in.mixpanel.com.",
      restart,
    ],
  },
};
