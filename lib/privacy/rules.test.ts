import { expect, it } from "vitest";
import { type OpenMatters, reasonsToWait } from "./rules";

const nothing: OpenMatters = { sessions_booked: 0, sessions_taught: 0, is_paying: false, is_being_paid: false, refunds_under_way: 0, shares_unsent: 0, sponsorship_renews: false, packages_bought: 0, packages_sold: 0, is_last_admin: false };

it("nothing open is no reason to wait", () => {
  expect(reasonsToWait(nothing)).toEqual([]);
});

it.each<[Partial<OpenMatters>, string]>([
  [{ sessions_booked: 1 }, "You have one session ahead that you booked. Take part in it or cancel it first."],
  [{ sessions_booked: 3 }, "You have 3 sessions ahead that you booked. Take part in them or cancel them first."],
  [{ sessions_taught: 2 }, "Clients have 2 sessions with you ahead. Hold them or cancel them first."],
  [{ is_paying: true }, "You are paying for a session at this moment. Finish that, or wait until the time is not held for you any more."],
  [{ is_being_paid: true }, "Somebody is paying for a session with you at this moment. Try again in a quarter of an hour."],
  [{ refunds_under_way: 1 }, "A refund is still under way. Wait until it has arrived."],
  [{ refunds_under_way: 2 }, "2 refunds are still under way. Wait until they have arrived."],
  [{ shares_unsent: 2 }, "Your share of 2 sessions was not sent to you yet. Set up payouts, or wait until it is on its way."],
  [{ sponsorship_renews: true }, "Your sponsorship is not ended. End it on its page first, so that nothing more is charged."],
  [{ packages_bought: 1 }, "You have one package with sessions left. End it first, so that what is left comes back."],
  [{ packages_sold: 2 }, "Clients have 2 packages of yours with sessions left. End them first, so that what is left goes back to them."],
  [{ is_last_admin: true }, "You are the only admin. Make somebody else one first."],
])("%j waits, with a sentence", (open, sentence) => {
  expect(reasonsToWait({ ...nothing, ...open })).toEqual([{ reason: Object.keys(open)[0], sentence }]);
});

it("everything open is said at once", () => {
  const all = { sessions_booked: 1, sessions_taught: 1, is_paying: true, is_being_paid: true, refunds_under_way: 1, shares_unsent: 1, sponsorship_renews: true, packages_bought: 1, packages_sold: 1, is_last_admin: true };
  expect(reasonsToWait(all)).toHaveLength(10);
});
