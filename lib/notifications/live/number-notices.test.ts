import { beforeEach, describe, expect, it } from "vitest";
import { aUser } from "@/lib/bookings/test-marketplace";
import { newId } from "@/lib/core/id";
import { collections } from "@/lib/db/collections";
import { withTransaction } from "@/lib/db/client";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { eraseNotices } from "../store";
import { notify } from "../notify";
import { highestNumber, numberNotices } from "./number-notices";

setUpTestDatabase();
beforeEach(() => collections().notifications.deleteMany({}));

const aNotice = (user_id: string, parts: { key?: string; now?: Date } = {}) =>
  notify({ key: newId("notice"), user_id, kind: "approval", title: "News", body: "", href: "/coach", now: new Date(), ...parts });
const numbers = async () => (await collections().notifications.find({}).sort({ seq: 1 }).toArray()).map(({ seq }) => seq);
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

describe("a notice's number", () => {
  it("is given once, without a gap, by four processes at once while others write", async () => {
    const { _id } = await aUser();
    const writing = Promise.all(Array.from({ length: 60 }, () => aNotice(_id)));
    const process = async () => {
      for (let round = 0; round < 10; round += 1) await numberNotices();
    };
    await Promise.all([writing, process(), process(), process(), process()]);
    await numberNotices();
    expect(await numbers()).toEqual(upTo(60));
  });

  it("is never below one that could be seen before", async () => {
    const { _id } = await aUser();
    const seen = new Set<string>();
    let highest = 0;
    const look = async () => {
      const rows = await collections()
        .notifications.find({ seq: { $gt: highest } })
        .sort({ seq: 1 })
        .toArray();
      for (const row of rows) seen.add(row._id);
      highest = rows.at(-1)?.seq ?? highest;
    };
    const writer = async () => {
      for (let i = 0; i < 15; i += 1) await aNotice(_id);
    };
    let isWriting = true;
    const numberer = async () => {
      while (isWriting) await numberNotices();
    };
    const looker = async () => {
      while (isWriting) await look();
    };
    const others = [numberer(), numberer(), looker()];
    await Promise.all([writer(), writer()]);
    isWriting = false;
    await Promise.all(others);
    await numberNotices();
    await look();
    expect(seen.size).toBe(30);
  });

  it("comes after the transaction, not after the time stamp in it", async () => {
    const { _id } = await aUser();
    const early = new Date("2027-01-01T00:00:00Z");
    await withTransaction(async (session) => {
      await notify({ key: "early", user_id: _id, kind: "approval", title: "Early", body: "", href: "/", now: early, session });
      // Meanwhile somebody else is quicker, and is numbered before this one can be seen.
      await aNotice(_id, { key: "late" });
      await numberNotices();
    });
    await numberNotices();
    const rows = await collections().notifications.find({}).sort({ seq: 1 }).toArray();
    expect(rows.map(({ key, seq }) => [key, seq])).toEqual([
      ["late", 1],
      ["early", 2],
    ]);
  });

  it("is not given again when the account that had it is deleted", async () => {
    const [gone, stays] = [await aUser(), await aUser()];
    await aNotice(stays._id);
    await numberNotices();
    await aNotice(gone._id);
    await numberNotices();
    await aNotice(gone._id);
    await withTransaction((session) => eraseNotices(gone._id, session));
    await aNotice(stays._id);
    await numberNotices();
    const left = await collections().notifications.find({}).sort({ seq: 1 }).toArray();
    expect(left.map(({ user_id, title, seq }) => [user_id, title, seq])).toEqual([
      [stays._id, "News", 1],
      ["", "", 2],
      [stays._id, "News", 3],
    ]);
    expect(JSON.stringify(left)).not.toContain(gone._id);
  });

  it("is found where more wait than one write takes", async () => {
    const { _id } = await aUser();
    const row = {
      user_id: _id,
      kind: "announcement" as const,
      title: "",
      body: "",
      href: "/",
      read_at: null,
      created_at: new Date(),
      is_unnumbered: true as const,
    };
    await collections().notifications.insertMany(upTo(450).map(() => ({ ...row, _id: newId("notice"), key: newId("notice") })));
    await numberNotices();
    expect(await numbers()).toEqual(upTo(450));
    expect(await highestNumber()).toBe(450);
  });
});
