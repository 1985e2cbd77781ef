/** What speaks against deleting an account now. */
export interface OpenMatters {
  /** Paid sessions that have not ended, as client and as coach. */
  sessions_booked: number;
  sessions_taught: number;
  /** A time is held and its payment was begun, by this person or by somebody else for a session with them. */
  is_paying: boolean;
  is_being_paid: boolean;
  /** Money on its way back, to this person or from a session with them. */
  refunds_under_way: number;
  /** Shares of sessions that were held, and are not with Stripe yet. */
  shares_unsent: number;
  /** Their sponsorship would be charged again, or may be paid at this moment. */
  sponsorship_renews: boolean;
  /** Paid packages that run, as client and as coach. */
  packages_bought: number;
  packages_sold: number;
  is_last_admin: boolean;
}

/** Why the account cannot be deleted now, each with what to do about it; nothing where it can. */
export function reasonsToWait(open: OpenMatters): { reason: keyof OpenMatters; sentence: string }[] {
  const reasons = (Object.keys(sentences) as (keyof OpenMatters)[]).filter((reason) => open[reason]);
  return reasons.map((reason) => ({ reason, sentence: sentences[reason](Number(open[reason])) }));
}

const sentences: Record<keyof OpenMatters, (count: number) => string> = {
  sessions_booked: (count) => `You have ${counted(count, "session")} ahead that you booked. Take part in ${them(count)} or cancel ${them(count)} first.`,
  sessions_taught: (count) => `Clients have ${counted(count, "session")} with you ahead. Hold ${them(count)} or cancel ${them(count)} first.`,
  is_paying: () => "You are paying for a session at this moment. Finish that, or wait until the time is not held for you any more.",
  is_being_paid: () => "Somebody is paying for a session with you at this moment. Try again in a quarter of an hour.",
  refunds_under_way: (count) => `${count === 1 ? "A refund is" : `${count} refunds are`} still under way. Wait until ${count === 1 ? "it has" : "they have"} arrived.`,
  shares_unsent: (count) => `Your share of ${counted(count, "session")} was not sent to you yet. Set up payouts, or wait until it is on its way.`,
  sponsorship_renews: () => "Your sponsorship is not ended. End it on its page first, so that nothing more is charged.",
  packages_bought: (count) => `You have ${counted(count, "package")} with sessions left. End ${them(count)} first, so that what is left comes back.`,
  packages_sold: (count) => `Clients have ${counted(count, "package")} of yours with sessions left. End ${them(count)} first, so that what is left goes back to them.`,
  is_last_admin: () => "You are the only admin. Make somebody else one first.",
};

function counted(count: number, what: string): string {
  return count === 1 ? `one ${what}` : `${count} ${what}s`;
}

function them(count: number): string {
  return count === 1 ? "it" : "them";
}
