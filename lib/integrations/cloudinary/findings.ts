import type { FindingTable } from "@/lib/probes/finding-entry";

const keys = "Open Cloudinary, Settings, API keys.";
const restart = "Restart the app, then press “Check now”.";

export const cloudinaryFindings: FindingTable = {
  key_refused: {
    state: "misconfigured",
    cause: "Cloudinary does not know our API key in this cloud.",
    detail: "It answered {status}. New pictures cannot be uploaded; those that are there are still shown.",
    steps: [
      keys,
      "Copy the cloud’s name, the key and the secret into CLOUDINARY_CLOUD_NAME, CLOUDINARY_API_KEY and CLOUDINARY_API_SECRET: all three of one line.",
      restart,
    ],
  },
  secret_wrong: {
    state: "misconfigured",
    cause: "CLOUDINARY_API_SECRET does not belong to CLOUDINARY_API_KEY.",
    detail: "It answered 401 (api_secret mismatch). Every upload would be refused.",
    steps: [keys, "Reveal the secret of exactly the key that CLOUDINARY_API_KEY holds, and copy it into CLOUDINARY_API_SECRET.", restart],
  },
  quota_exceeded: {
    state: "failing",
    cause: "Cloudinary’s credits of this month are used up.",
    detail: "{percent} % are used. Uploads are refused, and pictures may stop being shown.",
    steps: [
      "Open Cloudinary, Settings, Billing, and take a larger plan.",
      "Or remove what nobody needs (Media library, sorted by size).",
      "Press “Check now” here.",
    ],
  },
  quota_near: {
    state: "degraded",
    cause: "Cloudinary’s credits of this month are nearly used up.",
    detail: "{percent} % are used.",
    steps: ["Open Cloudinary, Reports, and see what uses them.", "Take a larger plan before they end: uploads are refused then.", "Press “Check now” here."],
  },
  calls_near: {
    state: "degraded",
    cause: "Cloudinary will soon refuse calls of its admin API for this hour.",
    detail: "{remaining} of {limit} are left.",
    steps: ["Uploads and pictures are not affected.", "See who else uses the same key (a migration, a script).", "It begins anew with the next hour."],
  },
  not_delivered: {
    state: "failing",
    cause: "Cloudinary does not show pictures that we stored there.",
    detail: "The newest one answered {status}: {reason}.",
    steps: [
      "Open Cloudinary, Media library, and look for the picture.",
      "Open Settings, Security: “Restricted media types” must not hold “Uploaded”, and strict transformations must be off.",
      "Press “Check now” here.",
    ],
  },
};
