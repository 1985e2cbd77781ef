import { beforeEach, describe, expect, it, test } from "vitest";
import { aTutor, aUser, minutesAfter, now } from "@/lib/bookings/test-marketplace";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/id";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { changeProfile } from "./change-profile";
import { decideProfile } from "./decide-profile";
import { decideProposal } from "./decide-proposal";
import { decisionSchema, proposalDecisionSchema, suspensionSchema } from "./decision-schema";
import { countApprovals, listApprovals } from "./list-approvals";
import { moveTutor } from "./move-tutor";
import { pauseCoach } from "./pause-coach";
import { readReview } from "./read-review";
import type { TutorDocument } from "./schema";
import { findBookableTutor, findTutor } from "./store";
import { submitProfile } from "./submit-profile";
import { reinstateCoach, suspendCoach } from "./suspend-coach";

setUpTestDatabase();

beforeEach(async () => {
  for (const rows of [collections().tutors, collections().audit_log, collections().outbox, collections().notifications]) await rows.deleteMany({});
});

const robin = { id: "user_robin", role: "admin" as const };
const other = { id: "user_other_admin", role: "admin" as const };
const ownerOf = (tutor: Pick<TutorDocument, "user_id">) => ({ id: tutor.user_id, role: "tutor" as const, email_verified: true });
const aCoach = (parts: Parameters<typeof aTutor>[0] = {}) => aTutor({ portrait_url: "/p.svg", ...parts });
const aDraft = (parts: Parameters<typeof aTutor>[0] = {}) => aCoach({ status: "draft", is_published: false, ...parts });
const aSubmission = (parts: Parameters<typeof aTutor>[0] = {}) => aDraft({ status: "submitted", submitted_at: now, ...parts });
const aProposal = (parts: Parameters<typeof aTutor>[0] = {}) => aCoach({ name: "Ann Old", proposal: { name: "Ann New", submitted_at: now }, ...parts });

const approve = (tutor: TutorDocument, admin = robin) => decideProfile({ tutor_id: tutor._id, decision: { outcome: "approve", note: null, revision: tutor.revision }, admin, now });
const object = (tutor: TutorDocument, outcome: "request_changes" | "reject", admin = robin) =>
  decideProfile({ tutor_id: tutor._id, decision: { outcome, reasons: ["bio_too_thin"], note: "More of it.", revision: tutor.revision }, admin, now });

const written = async () => ({
  audit: await collections().audit_log.find({}).sort({ created_at: 1 }).toArray(),
  mails: (await collections().outbox.find({}).toArray()).map(({ task }) => task),
  notices: await collections().notifications.find({}).toArray(),
});
const amounts = async () => {
  const { audit, mails, notices } = await written();
  return [audit.length, mails.length, notices.length];
};
const failures = (outcomes: PromiseSettledResult<unknown>[]) =>
  outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason instanceof AppError ? outcome.reason.code : String(outcome.reason)] : []));

describe("submitting", () => {
  test.each(["draft", "changes_requested", "rejected"] as const)("a complete profile that is %s is handed in, with an entry in the log", async (status) => {
    const tutor = await aDraft({ status });
    expect(await submitProfile(ownerOf(tutor), now)).toMatchObject({ status: "submitted", submitted_at: now.toISOString(), missing: [] });
    const { audit } = await written();
    expect(audit).toMatchObject([{ action: "tutor.submit", actor_id: tutor.user_id, actor_role: "tutor", before: { status }, after: { status: "submitted", submitted_at: now } }]);
  });

  it("an incomplete one is refused with each missing part by name", async () => {
    const tutor = await aDraft({ bio: "short", offers: [] });
    const refused = await submitProfile({ ...ownerOf(tutor), email_verified: false }, now).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "invalid", fields: { bio: expect.any(String), price: expect.any(String), address: expect.any(String) } });
    expect((refused as AppError).details).toMatchObject({ missing: [{ part: "bio", step: "about" }, { part: "price", step: "price" }, { part: "address", step: "check" }] });
    expect(await findTutor(tutor._id)).toEqual(tutor);
    expect(await amounts()).toEqual([0, 0, 0]);
  });

  it("twice, or by ten at once, is once", async () => {
    const tutor = await aDraft();
    const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => submitProfile(ownerOf(tutor), minutesAfter(now, index))));
    expect(answers.every(({ status }) => status === "submitted")).toBe(true);
    const first = await findTutor(tutor._id);
    await submitProfile(ownerOf(tutor), minutesAfter(now, 60));
    expect(await findTutor(tutor._id)).toEqual(first);
    expect(await amounts()).toEqual([1, 0, 0]);
  });

  test.each(["approved", "suspended"] as const)("is refused while %s", async (status) => {
    const tutor = await aCoach({ status, is_published: status === "approved" });
    await expect(submitProfile(ownerOf(tutor), now)).rejects.toMatchObject({ code: "conflict" });
    expect(await findTutor(tutor._id)).toEqual(tutor);
  });
});

describe("deciding on a profile", () => {
  it("approving publishes it, mails, notices and logs", async () => {
    const tutor = await aSubmission();
    await approve(tutor);
    expect(await findBookableTutor(tutor._id)).toMatchObject({ status: "approved", is_published: true, decision: { outcome: "approved", decided_by: robin.id } });
    const { audit, mails, notices } = await written();
    expect(audit).toMatchObject([
      { action: "tutor.approve", actor_id: robin.id, actor_role: "admin", subject_id: tutor._id, before: { status: "submitted", is_published: false }, after: { status: "approved", is_published: true } },
    ]);
    expect(mails).toEqual([{ kind: "mail", template: "coach-approval", recipient_id: tutor.user_id, tutor_id: tutor._id, what: "profile" }]);
    expect(notices).toMatchObject([{ user_id: tutor.user_id, kind: "approval", href: `/coaches/${tutor.slug}`, read_at: null }]);
  });

  test.each([["request_changes", "changes_requested"], ["reject", "rejected"]] as const)("%s says what to change and leaves it hidden", async (outcome, status) => {
    const tutor = await aSubmission();
    await object(tutor, outcome);
    expect(await findTutor(tutor._id)).toMatchObject({ status, is_published: false, decision: { outcome: status, reasons: ["bio_too_thin"], note: "More of it." } });
    const { audit, mails, notices } = await written();
    expect(audit).toMatchObject([{ action: `tutor.${outcome}`, note: "More of it." }]);
    expect(mails).toMatchObject([{ template: "coach-changes-requested", outcome: status, reasons: ["bio_too_thin"], note: "More of it." }]);
    expect(notices).toMatchObject([{ href: "/coach/onboarding" }]);
  });

  it("by six at once is decided by one, and the others learn it", async () => {
    const tutor = await aSubmission();
    const outcomes = await Promise.allSettled([approve(tutor), approve(tutor, other), object(tutor, "reject"), object(tutor, "request_changes", other), approve(tutor), object(tutor, "reject", other)]);
    expect(failures(outcomes)).toEqual(Array.from({ length: 5 }, () => "conflict"));
    expect(await amounts()).toEqual([1, 1, 1]);
    const after = await findTutor(tutor._id);
    expect(after?.is_published).toBe(after?.status === "approved");
  });

  it("does not hold for what the coach changed meanwhile", async () => {
    const tutor = await aSubmission();
    await changeProfile({ user: ownerOf(tutor), change: { headline: "Something else entirely" }, now });
    await expect(approve(tutor)).rejects.toMatchObject({ code: "conflict", details: { reason: "changed" } });
    expect(await findTutor(tutor._id)).toMatchObject({ status: "submitted", is_published: false });
    expect(await amounts()).toEqual([0, 0, 0]);
  });

  it("never publishes an edit that nobody read, however close the two are", async () => {
    for (let round = 0; round < 10; round += 1) {
      const tutor = await aSubmission({ headline: "Read" });
      const [approval] = await Promise.allSettled([approve(tutor), changeProfile({ user: ownerOf(tutor), change: { name: "Nobody Read This" }, now })]);
      const after = await findTutor(tutor._id);
      expect(after?.name).toBe(approval.status === "fulfilled" ? tutor.name : "Nobody Read This");
      expect(after?.status).toBe(approval.status === "fulfilled" ? "approved" : "submitted");
      if (approval.status === "fulfilled") expect(after?.proposal).toMatchObject({ name: "Nobody Read This" });
    }
  });

  it("cannot publish what lacks a part", async () => {
    const tutor = await aSubmission({ portrait_url: null });
    await expect(approve(tutor)).rejects.toMatchObject({ code: "conflict", details: { missing: [{ part: "photo" }] } });
    expect(await findTutor(tutor._id)).toEqual(tutor);
    await object(tutor, "request_changes");
  });

  it("is not for the coach's own admin account", async () => {
    const tutor = await aSubmission({ user_id: robin.id });
    await expect(approve(tutor)).rejects.toMatchObject({ code: "forbidden" });
    await expect(object(tutor, "reject", other)).resolves.toBeUndefined();
    await collections().users.deleteOne({ _id: robin.id });
  });

  test.each(["draft", "approved", "changes_requested", "rejected", "suspended"] as const)("is refused for one that is %s", async (status) => {
    const tutor = await aCoach({ status, is_published: status === "approved" });
    const attempts = await Promise.allSettled([approve(tutor), object(tutor, "reject"), object(tutor, "request_changes")]);
    expect(failures(attempts)).toEqual(["conflict", "conflict", "conflict"]);
    expect(await findTutor(tutor._id)).toEqual(tutor);
    expect(await amounts()).toEqual([0, 0, 0]);
  });

  it("is 404 for a coach who is not there", async () => {
    await expect(decideProfile({ tutor_id: "tutor_nobody", decision: { outcome: "approve", note: null, revision: 0 }, admin: robin, now })).rejects.toMatchObject({ code: "not_found" });
  });

  const shapes: [string, unknown, boolean][] = [
    ["an approval", { outcome: "approve", revision: 3 }, true],
    ["an approval with reasons", { outcome: "approve", reasons: ["other"], revision: 3 }, false],
    ["an approval of no version", { outcome: "approve" }, false],
    ["a rejection with a reason", { outcome: "reject", reasons: ["price_unclear"], revision: 3 }, true],
    ["a rejection with a note", { outcome: "reject", reasons: [], note: "No.", revision: 3 }, true],
    ["a rejection without a word", { outcome: "reject", reasons: [], note: " ", revision: 3 }, false],
    ["another reason without a note", { outcome: "request_changes", reasons: ["other"], revision: 3 }, false],
    ["a reason that is not listed", { outcome: "request_changes", reasons: ["ugly"], revision: 3 }, false],
    ["a reason twice", { outcome: "request_changes", reasons: ["price_unclear", "price_unclear"], revision: 3 }, false],
    ["a suspension by this door", { outcome: "suspended", note: "x", revision: 3 }, false],
  ];
  test.each(shapes)("%s fits the schema or not", (_title, body, fits) => {
    expect(decisionSchema.safeParse(body).success).toBe(fits);
  });

  it("a proposal's and a suspension's schema ask for words too", () => {
    expect(proposalDecisionSchema.safeParse({ outcome: "decline", reasons: [], revision: 1 }).success).toBe(false);
    expect(proposalDecisionSchema.safeParse({ outcome: "reject", reasons: ["other"], note: "x", revision: 1 }).success).toBe(false);
    expect(suspensionSchema.safeParse({ note: "  " }).success).toBe(false);
  });
});

describe("deciding on a proposal", () => {
  const decide = (tutor: TutorDocument, outcome: "approve" | "decline", admin = robin) => {
    const { revision } = tutor;
    const decision = outcome === "approve" ? { outcome, note: null, revision } : { outcome, reasons: ["credentials_unproved" as const], note: null, revision };
    return decideProposal({ tutor_id: tutor._id, decision, admin, now });
  };

  it("agreed, it replaces what was up, also for the search and the account", async () => {
    const tutor = await aProposal();
    await decide(tutor, "approve");
    expect(await collections().users.findOne({ _id: tutor.user_id })).toMatchObject({ name: "Ann New" });
    expect(await findTutor(tutor._id)).toMatchObject({ name: "Ann New", proposal: null, status: "approved", search_terms: expect.arrayContaining(["new"]) });
    const { audit, mails } = await written();
    expect(audit).toMatchObject([{ action: "tutor.approve_proposal", before: { name: "Ann Old", proposal: { name: "Ann New" } }, after: { name: "Ann New", proposal: null } }]);
    expect(mails).toMatchObject([{ template: "coach-approval", what: "proposal" }]);
  });

  it("declined, it is gone and the old stays up", async () => {
    const tutor = await aProposal();
    await decide(tutor, "decline");
    expect(await findTutor(tutor._id)).toMatchObject({ name: "Ann Old", proposal: null, is_published: true, decision: { outcome: "proposal_declined" } });
    expect((await written()).mails).toMatchObject([{ template: "coach-changes-requested", outcome: "proposal_declined", reasons: ["credentials_unproved"] }]);
  });

  it("by two at once is decided by one", async () => {
    const tutor = await aProposal();
    expect(failures(await Promise.allSettled([decide(tutor, "approve"), decide(tutor, "decline", other), decide(tutor, "approve", other)]))).toEqual(["conflict", "conflict"]);
    expect(await amounts()).toEqual([1, 1, 1]);
  });

  it("does not hold for a proposal that was changed meanwhile, or taken back", async () => {
    const tutor = await aProposal();
    await changeProfile({ user: ownerOf(tutor), change: { name: "Ann Newest" }, now });
    await expect(decide(tutor, "approve")).rejects.toMatchObject({ code: "conflict", details: { reason: "changed" } });
    await changeProfile({ user: ownerOf(tutor), change: { name: "Ann Old" }, now });
    await expect(decide({ ...tutor, revision: 2 }, "approve")).rejects.toMatchObject({ code: "conflict" });
    expect(await findTutor(tutor._id)).toMatchObject({ name: "Ann Old", proposal: null });
  });

  it("waits while the coach is suspended", async () => {
    const tutor = await aProposal({ status: "suspended", is_published: false });
    await expect(decide(tutor, "approve")).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("suspending and reinstating", () => {
  const suspend = (tutor: TutorDocument, admin = robin) => suspendCoach({ tutor_id: tutor._id, note: "Did not come twice.", admin, now });
  const reinstate = (tutor: TutorDocument) => reinstateCoach({ tutor_id: tutor._id, note: null, admin: robin, now });

  it("hides and shows the coach again, and each is logged, mailed and noticed", async () => {
    const tutor = await aCoach();
    await suspend(tutor);
    expect(await findBookableTutor(tutor._id)).toBeNull();
    expect(await findTutor(tutor._id)).toMatchObject({ status: "suspended", is_published: false, decision: { outcome: "suspended", note: "Did not come twice." } });
    await reinstate(tutor);
    expect(await findBookableTutor(tutor._id)).not.toBeNull();
    const { audit, mails } = await written();
    expect(audit.map(({ action }) => action).toSorted()).toEqual(["tutor.reinstate", "tutor.suspend"]);
    expect(mails.map((task) => task.kind === "mail" && task.template).toSorted()).toEqual(["coach-approval", "coach-suspended"]);
    expect(await amounts()).toEqual([2, 2, 2]);
  });

  it("by three at once is done by one", async () => {
    const tutor = await aCoach();
    expect(failures(await Promise.allSettled([suspend(tutor), suspend(tutor, other), suspend(tutor)]))).toEqual(["conflict", "conflict"]);
    expect(await amounts()).toEqual([1, 1, 1]);
  });

  test.each(["draft", "submitted", "rejected"] as const)("is neither possible for a coach who is %s", async (status) => {
    const tutor = await aDraft({ status });
    await expect(suspend(tutor)).rejects.toMatchObject({ code: "conflict" });
    await expect(reinstate(tutor)).rejects.toMatchObject({ code: "conflict" });
    expect(await findTutor(tutor._id)).toEqual(tutor);
  });
});

it("what fails with its last line leaves nothing of itself", async () => {
  const tutor = await aCoach();
  const broken = moveTutor({
    ...{ tutor_id: tutor._id, actor: robin, action: "tutor.test", note: null, now },
    change: () => ({ is_published: false }),
    also: () => Promise.reject(new Error("the mail could not be written")),
  });
  await expect(broken).rejects.toThrow("the mail could not be written");
  expect(await findTutor(tutor._id)).toEqual(tutor);
  expect(await amounts()).toEqual([0, 0, 0]);
});

describe("the queue", () => {
  it("has submissions and proposals, the longest waiting first, with their age", async () => {
    const [fresh, old, proposing] = await Promise.all([
      aSubmission({ submitted_at: minutesAfter(now, -30) }),
      aSubmission({ submitted_at: minutesAfter(now, -49 * 60), decision: { outcome: "changes_requested", reasons: [], note: "x", decided_by: "a", decided_at: now } }),
      aProposal({ proposal: { name: "Ann New", submitted_at: minutesAfter(now, -48 * 60) } }),
      aProposal({ status: "suspended" }),
      aDraft(),
      aCoach(),
    ]);
    const page = await listApprovals({ now });
    expect(page.entries.map(({ tutor_id, kind, is_again, waiting }) => [tutor_id, kind, is_again, waiting.hours, waiting.is_late])).toEqual([
      [old._id, "profile", true, 49, true],
      [proposing._id, "proposal", false, 48, false],
      [fresh._id, "profile", false, 0, false],
    ]);
    expect(page).toMatchObject({ total: 3, next: null });
    expect(await countApprovals(now)).toEqual({ submitted: 2, proposals: 1, late: 1, approved: 2, suspended: 1 });
  });

  it("is paged without losing anybody, also where many came at once and some leave meanwhile", async () => {
    const all = await Promise.all(Array.from({ length: 45 }, (_, index) => aSubmission({ submitted_at: minutesAfter(now, -(index % 3)) })));
    const first = await listApprovals({ now });
    await approve(await requireTutor(first.entries[0]?.tutor_id));
    const second = await listApprovals({ after: first.next ?? "", now });
    const third = await listApprovals({ after: second.next ?? "", now });
    const seen = [first, second, third].flatMap(({ entries }) => entries.map(({ tutor_id }) => tutor_id));
    expect(new Set(seen).size).toBe(45);
    expect(seen.toSorted()).toEqual(all.map(({ _id }) => _id).toSorted());
    expect(third).toMatchObject({ next: null, total: 44 });
  });

  test.each(["", "x", "x~y", "~", "2026-01-01", `${now.toISOString()}~`])("begins at its beginning for the place %j", async (after) => {
    await aSubmission();
    expect((await listApprovals({ after, now })).entries).toHaveLength(1);
  });
});

async function requireTutor(id: string | undefined): Promise<TutorDocument> {
  const tutor = await findTutor(id ?? "");
  if (!tutor) throw new Error("gone");
  return tutor;
}

describe("the admin's view", () => {
  it("has the profile, what it lacks, its age and its past", async () => {
    const admin = await aUser({ role: "admin", name: "Robin Castellan" });
    const tutor = await aSubmission({
      submitted_at: minutesAfter(now, -60 * 50),
      documents: [{ public_id: "maestrohub/documents/u/1", filename: "diploma.pdf", bytes: 12, uploaded_at: now }],
    });
    await object(tutor, "request_changes", { id: admin._id, role: "admin" });
    await submitProfile(ownerOf(tutor), minutesAfter(now, 5));
    const view = await readReview(tutor._id, minutesAfter(now, 5 + 49 * 60));
    expect(view).toMatchObject({
      status: "submitted",
      revision: 2,
      missing: [],
      waiting: { kind: "profile", hours: 49, target_hours: 48, is_late: true },
      documents: [{ filename: "diploma.pdf" }],
      differences: [],
      future_sessions: 0,
    });
    expect(view.history.map(({ action, actor_name }) => [action, actor_name])).toEqual([
      ["tutor.submit", tutor.name],
      ["tutor.request_changes", "Robin Castellan"],
    ]);
    expect(view.history[1]).toMatchObject({ note: "More of it.", reasons: [{ id: "bio_too_thin", sentence: expect.any(String) }] });
    expect(JSON.parse(JSON.stringify(view))).toEqual(view);
  });

  it("has a proposal side by side", async () => {
    const tutor = await aProposal({ credentials_line: "BA", proposal: { name: "Ann New", credentials_line: null, submitted_at: now } });
    expect(await readReview(tutor._id, now)).toMatchObject({
      waiting: { kind: "proposal", hours: 0 },
      differences: [{ field: "name", now: "Ann Old", proposed: "Ann New" }, { field: "credentials_line", now: "BA", proposed: null }],
    });
  });
});

it("the pause switch is the coach's, and pausing twice writes once", async () => {
  const tutor = await aCoach();
  expect(await pauseCoach({ user: ownerOf(tutor), is_paused: true, now })).toMatchObject({ is_paused: true, status: "approved", is_public: true });
  expect(await pauseCoach({ user: ownerOf(tutor), is_paused: true, now })).toMatchObject({ revision: 1 });
  expect(await pauseCoach({ user: ownerOf(tutor), is_paused: false, now })).toMatchObject({ is_paused: false, revision: 2 });
  await expect(pauseCoach({ user: { id: newId("user"), role: "consumer", email_verified: true }, is_paused: true, now })).rejects.toMatchObject({ code: "not_found" });
});
