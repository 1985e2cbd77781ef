import { describe, expect, it, vi } from "vitest";
import { aTutor, aUser, minutesAfter, noticesOf, now } from "@/lib/bookings/test-marketplace";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { stripe } from "@/lib/integrations/stripe/client";
import { control } from "@/lib/transfers/test-earned";
import { loseNextAnswer } from "@/lib/transfers/test-lost-answer";
import type { TutorDocument } from "@/lib/tutors/schema";
import { processEvent } from "@/lib/webhook-events/process-event";
import { connectAccount } from "./connect-account";
import { openDashboard } from "./open-dashboard";
import { requirementsInWords } from "./requirement-words";
import { canReceive, standingOf } from "./rules";
import { findAccountOfTutor } from "./store";
import { syncAccount } from "./sync-account";

setUpTestDatabase();

const coach = (tutor: TutorDocument) => ({ id: tutor.user_id, role: "tutor" as const });
const connect = (tutor: TutorDocument, at = now) => connectAccount({ user: coach(tutor), now: at });
const standing = async (tutor: TutorDocument) => standingOf(await findAccountOfTutor(tutor._id));
const told = (type: string, account_id: string, at = now) =>
  processEvent({ _id: `evt_${type}`, type, object_id: type.startsWith("capability") ? "transfers" : account_id, account_id, livemode: false, status: "pending", attempts: 1, run_at: at, last_error: null, received_at: at, done_at: null }, at);

async function accountsAtStripe(tutor: TutorDocument): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id, metadata } of stripe().accounts.list({ limit: 100 })) if (metadata?.tutor_id === tutor._id) ids.push(id);
  return ids;
}

async function requireAccount(tutor: TutorDocument): Promise<string> {
  return (await findAccountOfTutor(tutor._id))?.stripe_account_id ?? "";
}

describe("connecting", () => {
  it("makes one account by ten presses at once, and each leads to Stripe's page", async () => {
    const tutor = await aTutor();
    const links = await Promise.all(Array.from({ length: 10 }, () => connect(tutor)));
    expect(new Set(links.map(({ url }) => url)).size).toBe(10);
    const opened = await fetch(links[9]?.url ?? "");
    expect(await opened.text()).toContain("Set up your payouts");
    expect(await accountsAtStripe(tutor)).toEqual([await requireAccount(tutor)]);
    const account = await stripe().accounts.retrieve(await requireAccount(tutor));
    expect(account).toMatchObject({ country: "US", controller: { stripe_dashboard: { type: "express" }, fees: { payer: "application" }, losses: { payments: "application" } } });
    // What lets somebody in is not kept.
    expect(JSON.stringify(await findAccountOfTutor(tutor._id))).not.toContain("http");
  });

  it("whose answer was lost finds the same account again, also when Stripe has forgotten the key", async () => {
    const tutor = await aTutor();
    loseNextAnswer(stripe().accounts, "create");
    await expect(connect(tutor)).rejects.toThrow("lost");
    expect(await findAccountOfTutor(tutor._id)).not.toHaveProperty("stripe_account_id");
    const [made] = await accountsAtStripe(tutor);
    await connect(tutor);
    expect(await accountsAtStripe(tutor)).toEqual([made]);

    // Nothing was heard for two days, and Stripe has forgotten the key: asking to make one would make a second.
    await collections().payout_accounts.updateOne({ tutor_id: tutor._id }, { $unset: { stripe_account_id: "" }, $set: { ordered_at: new Date(Date.now() - 48 * 3_600_000) } });
    const create = vi.spyOn(stripe().accounts, "create");
    await connect(tutor, new Date());
    expect(create).not.toHaveBeenCalled();
    expect(await requireAccount(tutor)).toBe(made);
  });

  it("is for coaches: nobody else learns that there is anything", async () => {
    const consumer = await aUser();
    await expect(connectAccount({ user: { id: consumer._id, role: "consumer" }, now })).rejects.toMatchObject({ code: "not_found" });
    await expect(openDashboard({ user: { id: consumer._id, role: "consumer" }, now })).rejects.toMatchObject({ code: "not_found" });
  });

  it("again after the coach has cut us off begins a new account, one, and the old one's news changes nothing", async () => {
    const tutor = await aTutor();
    await connect(tutor);
    const first = await requireAccount(tutor);
    await control(`stripe/accounts/${first}/onboard`, {});
    await syncAccount(first, now);
    expect(await standing(tutor)).toBe("ready");
    await control(`stripe/accounts/${first}/deauthorize`, {});
    const later = minutesAfter(now, 90);
    await told("account.application.deauthorized", first, later);
    expect(await standing(tutor)).toBe("disconnected");
    expect(canReceive(await findAccountOfTutor(tutor._id))).toBe(false);
    expect(await noticesOf(tutor.user_id)).toContainEqual(expect.stringContaining("no longer connected"));
    await expect(openDashboard({ user: coach(tutor), now: later })).rejects.toMatchObject({ code: "conflict" });

    await Promise.all([connect(tutor, later), connect(tutor, later), connect(tutor, later)]);
    const second = await requireAccount(tutor);
    expect(second).not.toBe(first);
    expect(await accountsAtStripe(tutor)).toEqual([second]);
    await told("account.updated", first, minutesAfter(later, 1));
    expect(await standing(tutor)).toBe("unfinished");
  });
});

describe("what Stripe says of an account", () => {
  it("is fetched, whatever the event said and in whatever order events come, and told once", async () => {
    const tutor = await aTutor();
    await connect(tutor);
    const id = await requireAccount(tutor);
    expect(await standing(tutor)).toBe("unfinished");
    await told("account.updated", id);
    expect(await standing(tutor)).toBe("unfinished");
    await control(`stripe/accounts/${id}/onboard`, { outcome: "failed" });
    const events = ["capability.updated", "account.updated", "account.updated", "capability.updated"];
    await Promise.all(events.map((type) => told(type, id, minutesAfter(now, 1))));
    expect(await findAccountOfTutor(tutor._id)).toMatchObject({ state: { charges_enabled: false, payouts_enabled: false, past_due: ["individual.verification.document"], disabled_reason: "requirements.past_due" } });
    expect(await standing(tutor)).toBe("needs_details");
    await control(`stripe/accounts/${id}/onboard`, {});
    await Promise.all(events.map((type) => told(type, id, minutesAfter(now, 2))));
    expect(await findAccountOfTutor(tutor._id)).toMatchObject({ state: { charges_enabled: true, payouts_enabled: true, past_due: [], currently_due: [], bank_last4: "6789" } });
    expect((await noticesOf(tutor.user_id)).map((notice) => notice.split(".")[0])).toEqual(["Stripe needs something from you", "Payouts are set up"]);
  });

  it("and was asked for earlier never replaces what was asked for later", async () => {
    const tutor = await aTutor();
    await connect(tutor);
    const id = await requireAccount(tutor);
    await control(`stripe/accounts/${id}/onboard`, {});
    await syncAccount(id, minutesAfter(now, 10));
    // A slow worker that had asked nine minutes before, and was told of no more than that.
    await control(`stripe/accounts/${id}/requirements`, { past_due: ["individual.id_number"] });
    await syncAccount(id, minutesAfter(now, 1));
    expect(await standing(tutor)).toBe("ready");
    await syncAccount(id, minutesAfter(now, 11));
    expect(await standing(tutor)).toBe("needs_details");
  });

  it("of an account that is not ours changes nothing", async () => {
    const foreign = await stripe().accounts.create({ country: "US", controller: { stripe_dashboard: { type: "express" }, fees: { payer: "application" }, losses: { payments: "application" } }, capabilities: { transfers: { requested: true } } });
    await told("account.updated", foreign.id);
    expect(await collections().payout_accounts.findOne({ stripe_account_id: foreign.id })).toBeNull();
  });

  it("is read by people: each thing once, and what has no words is spelled out", () => {
    const due = ["external_account", "individual.dob.day", "individual.dob.month", "individual.dob.year", "individual.verification.document", "person_1abc.address.line1", "settings.new_thing"];
    expect(requirementsInWords(due)).toEqual(["A bank account that works", "Your date of birth", "A photo of an identity document", "Your address", "Settings new thing"]);
  });
});

describe("the dashboard", () => {
  it("opens for its owner, and only once Stripe has the details", async () => {
    const [tutor, other] = [await aTutor(), await aTutor()];
    await connect(tutor);
    await expect(openDashboard({ user: coach(tutor), now })).rejects.toMatchObject({ code: "conflict", details: { standing: "unfinished" } });
    const id = await requireAccount(tutor);
    await control(`stripe/accounts/${id}/onboard`, {});
    await syncAccount(id, now);
    const { url } = await openDashboard({ user: coach(tutor), now });
    expect(await (await fetch(url)).text()).toContain(id);
    await expect(openDashboard({ user: coach(other), now })).rejects.toMatchObject({ code: "conflict" });
    expect(JSON.stringify(await findAccountOfTutor(tutor._id))).not.toContain("http");
  });
});
