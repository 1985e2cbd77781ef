import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { RequestFailed } from "@/lib/http/fetch-json";
import type { OwnProfile } from "@/lib/tutors/own-view";
import type { TutorDocument } from "@/lib/tutors/schema";
import { makeTutor } from "@/lib/tutors/tutor-factory";
import { createProfileSaver } from "./profile-saver";
import type { ProfileValues } from "./profile-values";
import { own } from "./test-profile";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a field that rests is sent once, with what was typed last", async () => {
  const { saver, requests } = makeSaver();
  saver.change({ headline: "P" });
  await vi.advanceTimersByTimeAsync(500);
  saver.change({ headline: "Piano" });
  expect(saver.getState().status.kind).toBe("waiting");
  await vi.advanceTimersByTimeAsync(699);
  expect(requests).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(requests).toEqual([{ headline: "Piano" }]);
  expect(saver.getState().status.kind).toBe("saved");
  expect(saver.hasUnsaved()).toBe(false);
});

test("leaving a field sends it at once", async () => {
  const { saver, requests } = makeSaver();
  saver.change({ headline: "Piano" });
  saver.flush();
  expect(requests).toEqual([{ headline: "Piano" }]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(requests).toHaveLength(1);
});

test("there is one request at a time, and what was typed meanwhile goes after it", async () => {
  const { saver, requests, answer } = makeSaver({ isHeld: true });
  saver.change({ headline: "First" });
  saver.flush();
  saver.change({ headline: "Second" });
  saver.change({ bio: "About me" });
  saver.flush();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(requests).toEqual([{ headline: "First" }]);
  await answer();
  expect(requests.at(-1)).toEqual({ headline: "Second" });
  expect(saver.getState().values.headline).toBe("Second");
  await answer();
  await answer();
  expect(requests).toEqual([{ headline: "First" }, { headline: "Second" }, { bio: "About me" }]);
  expect(saver.getState().status.kind).toBe("saved");
});

test("fields that are judged together travel together, others alone", async () => {
  const { saver, requests } = makeSaver();
  saver.change({ categories: ["academics"], subjects: [] });
  saver.change({ subjects: ["Algebra"] });
  saver.change({ headline: "Algebra" });
  await vi.advanceTimersByTimeAsync(700);
  expect(requests).toEqual([{ categories: ["academics"], subjects: ["Algebra"] }, { headline: "Algebra" }]);
});

test("a refused field says why, keeps what was typed, blocks no other, and is sent again when it is changed", async () => {
  const { saver, requests, refuse } = makeSaver();
  refuse((body) => (body.name === "<b>" ? { name: "Leave out < and >." } : null));
  saver.change({ name: "<b>" });
  saver.change({ headline: "Piano" });
  saver.flush();
  await vi.advanceTimersByTimeAsync(0);
  expect(saver.getState()).toMatchObject({ errors: { name: "Leave out < and >." }, status: { kind: "refused" }, values: { name: "<b>", headline: "Piano" } });
  expect(requests).toEqual([{ name: "<b>" }, { headline: "Piano" }]);
  saver.flush();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(requests).toHaveLength(2);
  saver.change({ name: "Bea" });
  expect(saver.getState().errors).toEqual({});
  await vi.advanceTimersByTimeAsync(700);
  expect(saver.getState()).toMatchObject({ errors: {}, status: { kind: "saved" }, values: { name: "Bea" } });
});

test("a refused price is named by its length", async () => {
  const { saver, refuse } = makeSaver();
  refuse(() => ({ "offers.1.price": "A price is between $10 and $500." }));
  saver.change({ offers: [{ duration_minutes: 30, price: 3_000 }, { duration_minutes: 90, price: 1 }] });
  saver.flush();
  await vi.advanceTimersByTimeAsync(0);
  expect(saver.getState().errors).toEqual({ "offers.90": "A price is between $10 and $500." });
});

test("the refusal of an older text is not held against the newer one", async () => {
  const { saver, answer, requests } = makeSaver({ isHeld: true });
  saver.change({ name: "<b>" });
  saver.flush();
  saver.change({ name: "Bea" });
  await answer(invalid({ name: "Leave out < and >." }));
  expect(saver.getState()).toMatchObject({ errors: {}, values: { name: "Bea" } });
  await vi.advanceTimersByTimeAsync(700);
  await answer();
  expect(requests.at(-1)).toEqual({ name: "Bea" });
  expect(saver.getState().status.kind).toBe("saved");
});

test("what a lost connection kept back goes when one tries again, all of it", async () => {
  const { saver, requests, answer } = makeSaver({ isHeld: true });
  saver.change({ headline: "Piano" });
  saver.change({ bio: "About me" });
  saver.flush();
  await answer(new RequestFailed(0, { code: "offline", message: "We could not be reached." }));
  expect(saver.getState().status).toEqual({ kind: "failed", message: "We could not be reached." });
  expect(saver.hasUnsaved()).toBe(true);
  expect(requests).toHaveLength(1);
  saver.flush();
  await answer();
  await answer();
  expect(requests.slice(1)).toEqual([{ bio: "About me" }, { headline: "Piano" }]);
  expect(saver.getState().status.kind).toBe("saved");
});

test("after a failure the next change takes along what waited", async () => {
  const { saver, requests, answer } = makeSaver({ isHeld: true });
  saver.change({ headline: "Piano" });
  saver.flush();
  await answer(new RequestFailed(503, { code: "unavailable", message: "Try again in a moment." }));
  saver.change({ bio: "About me" });
  await vi.advanceTimersByTimeAsync(700);
  await answer();
  await answer();
  expect(requests.slice(1)).toEqual([{ bio: "About me" }, { headline: "Piano" }]);
  expect(saver.hasUnsaved()).toBe(false);
});

test("what another device saved is shown, but not over what is being typed here", () => {
  const { saver, tutor } = makeSaver();
  saver.change({ headline: "Typed here" });
  saver.meet(own({ ...tutor, headline: "Saved there", bio: "Also there", revision: 3 }));
  expect(saver.getState().values).toMatchObject({ headline: "Typed here", bio: "Also there" });
});

test("news that is older than what is known changes nothing", () => {
  const { saver, tutor } = makeSaver({ revision: 5 });
  saver.meet(own({ ...tutor, headline: "Old", revision: 4 }));
  expect(saver.getState().profile.revision).toBe(5);
  expect(saver.getState().values.headline).toBe(tutor.headline);
});

test("a space at the end stays while one goes on typing", async () => {
  const { saver } = makeSaver();
  saver.change({ headline: "Piano for " });
  await vi.advanceTimersByTimeAsync(700);
  expect(saver.getState().profile.headline).toBe("Piano for");
  expect(saver.getState().values.headline).toBe("Piano for ");
});

test("settling sends everything and tells whether it is all saved", async () => {
  const { saver, answer } = makeSaver({ isHeld: true });
  expect(await saver.settle()).toBe(true);
  saver.change({ headline: "Piano" });
  saver.change({ bio: "About me" });
  const settled = saver.settle();
  await answer();
  await answer();
  expect(await settled).toBe(true);
  saver.change({ headline: "Violin" });
  const failed = saver.settle();
  await answer(new RequestFailed(0, { code: "offline", message: "We could not be reached." }));
  expect(await failed).toBe(false);
});

test("what waits for agreement is what the fields show", () => {
  const { saver } = makeSaver({ name: "Bea", proposal: { name: "Beatrice", credentials_line: null, submitted_at: new Date("2026-01-01T00:00:00Z") }, credentials_line: "MA" });
  expect(saver.getState().values).toMatchObject({ name: "Beatrice", credentials_line: "" });
  expect(saver.getState().profile.name).toBe("Bea");
});

function makeSaver({ isHeld = false, ...parts }: Partial<TutorDocument> & { isHeld?: boolean } = {}) {
  let tutor = makeTutor(parts);
  let refusal: (body: Partial<ProfileValues>) => Record<string, string> | null = () => null;
  const requests: Partial<ProfileValues>[] = [];
  const held: { body: Partial<ProfileValues>; resolve: (profile: OwnProfile) => void; reject: (error: Error) => void }[] = [];

  const write = (body: Partial<ProfileValues>) => {
    const trimmed = Object.fromEntries(Object.entries(body).map(([field, value]) => [field, typeof value === "string" ? value.trim() : value]));
    tutor = { ...tutor, ...trimmed, revision: tutor.revision + 1 };
    return own(tutor);
  };
  const saver = createProfileSaver({
    initial: own(tutor),
    send: (body) => {
      requests.push(body);
      const fields = refusal(body);
      if (fields) return Promise.reject(invalid(fields));
      return isHeld ? new Promise((resolve, reject) => held.push({ body, resolve, reject })) : Promise.resolve(write(body));
    },
  });
  return {
    saver,
    requests,
    tutor,
    refuse: (rule: typeof refusal) => (refusal = rule),
    async answer(error?: RequestFailed) {
      const request = held.shift();
      if (!request) throw new Error("nothing was asked");
      if (error) request.reject(error);
      else request.resolve(write(request.body));
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}

function invalid(fields: Record<string, string>): RequestFailed {
  return new RequestFailed(422, { code: "invalid", message: "Some of this is not right.", fields });
}
