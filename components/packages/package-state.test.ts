import { expect, it } from "vitest";
import { aPurchase } from "@/lib/packages/test-packages";
import { toPurchaseView, toSoldPackageView } from "@/lib/packages/purchase-view";
import type { PackagePurchaseDocument } from "@/lib/packages/schema";
import { makeTutor } from "@/lib/tutors/tutor-factory";
import { packageState } from "./package-state";

const now = new Date("2027-02-10T12:00:00Z");
const tutor = makeTutor({ name: "Amara Osei" });
const active: Partial<PackagePurchaseDocument> = { status: "active", remaining: 3, remaining_value: 13_500, bought_at: now, expires_at: new Date("2027-05-02T12:00:00Z") };
const asClient = (parts: Partial<PackagePurchaseDocument>) => packageState(toPurchaseView({ purchase: aPurchase({ ...active, ...parts }), tutor, sessions_ahead: 0, now }), "UTC");
const asCoach = (parts: Partial<PackagePurchaseDocument>) => packageState(toSoldPackageView({ purchase: aPurchase({ ...active, ...parts }), tutor, sessions_ahead: 0, client_name: "Maya Lindholm", now }), "UTC");
const ended = (by: "client" | "coach" | "expiry", sessions_left: number): Partial<PackagePurchaseDocument> => ({ status: "ended", remaining: 0, ended: { by, at: now, sessions_left, refund_amount: 0, kept_amount: 0 } });

it.each<[string, Partial<PackagePurchaseDocument>, string, string]>([
  ["a running one", {}, "3 left", "3 of 5 sessions left, to be taken until Sun, May 2."],
  ["one that is all booked", { remaining: 0 }, "All booked", "All 5 sessions are booked."],
  ["one that its client ended", ended("client", 2), "Ended", "You ended it. 2 sessions of 5 were left."],
  ["one that its coach ended", ended("coach", 1), "Ended", "Amara ended it. One session of 5 was left."],
  ["one whose time was over with nothing left", ended("expiry", 0), "Ended", "Its time was over. All sessions were booked before."],
  ["one that is not paid", { status: "ordered" }, "Not paid", "Nothing was charged yet."],
])("%s, to its client", (_, parts, word, sentence) => {
  expect(asClient(parts)).toMatchObject({ word, sentence });
});

it("the coach reads who ended it by name", () => {
  expect(asCoach(ended("client", 2)).sentence).toBe("Maya ended it. 2 sessions of 5 were left.");
  expect(asCoach(ended("coach", 2)).sentence).toBe("You ended it. 2 sessions of 5 were left.");
});
