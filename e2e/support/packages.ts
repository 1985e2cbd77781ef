import { randomBytes } from "node:crypto";
import { appUrl, type Coach, inDatabase, type Member } from "./marketplace";
import { send } from "./people";

/** A package of this coach, offered as the coach would; answers its id. */
export async function offer(coach: Coach, terms: { sessions?: number; discount_percent?: number; valid_days?: number } = {}): Promise<string> {
  const now = new Date();
  return inDatabase(async (db) => {
    const tutor = await db.collection<{ _id: string; user_id: string }>("tutors").findOne({ _id: coach.id });
    const packages = db.collection<{ _id: string; tutor_id: string; sessions: number }>("packages");
    const { sessions = 3, discount_percent = 10, valid_days = 90 } = terms;
    const same = await packages.findOne({ tutor_id: coach.id, sessions, seat: { $exists: true } });
    if (same) return same._id;
    const seat = await packages.countDocuments({ tutor_id: coach.id });
    const row = { _id: `pack_${randomBytes(12).toString("hex")}`, tutor_id: coach.id, tutor_user_id: tutor?.user_id ?? "", seat, duration_minutes: coach.minutes, sessions, discount_percent, valid_days, withdrawn_at: null, created_at: now, updated_at: now };
    await packages.insertOne(row);
    return row._id;
  });
}

/** Ordered and not paid; answers the purchase's id. */
export async function anOrder(member: Member, coach: Coach): Promise<string> {
  const answer = await send(appUrl, "POST", `/api/packages/${await offer(coach)}/order`, { cookie: member.cookie });
  if (!answer.ok) throw new Error(`ordering answered ${answer.status}: ${await answer.text()}`);
  return ((await answer.json()) as { id: string }).id;
}
