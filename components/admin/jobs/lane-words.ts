import type { Lane } from "@/lib/outbox/schema";

interface LaneWords {
  name: string;
  /** What it means for people that the lane is down. */
  impact: string;
  /** What an admin can do about it. */
  mend: string;
  /** What it means that rows of it were given up. */
  loss: string;
}

export const laneWords: Record<Lane, LaneWords> = {
  resend: {
    name: "Mails, by Resend",
    impact: "Mails wait, and people are told that theirs is on its way.",
    mend: "If it is a refusal: check RESEND_API_KEY, FROM_EMAIL and the sender's domain at Resend.",
    loss: "These people have not got this mail.",
  },
  stripe: {
    name: "Money, by Stripe",
    impact: "Refunds and news of payments wait.",
    mend: "If it is a refusal: check STRIPE_SECRET_KEY and what it may do.",
    loss: "A client may wait for money, or a payment that came in is not in our books.",
  },
  cloudinary: {
    name: "Pictures, by Cloudinary",
    impact: "Pictures that were removed are still kept there.",
    mend: "If it is a refusal: check the three CLOUDINARY_ keys.",
    loss: "Pictures that were removed are still kept at Cloudinary.",
  },
  none: { name: "Everything else", impact: "It waits.", mend: "The log says why.", loss: "Something that was promised has not happened." },
};
