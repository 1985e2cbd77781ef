import "server-only";
import type { ClientSession } from "mongodb";
import { addAuditEntry } from "@/lib/audit-log/store";
import { policy } from "@/lib/config/policy";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/id";
import { withTransaction } from "@/lib/db/client";
import { duplicateKeyFields } from "@/lib/db/errors";
import { track } from "@/lib/integrations/analytics/track";
import { requireMarket } from "@/lib/markets/store";
import type { UserDocument } from "@/lib/users/schema";
import { findUser, giveTutorRole } from "@/lib/users/store";
import { withDerivedFields } from "./rules";
import type { TutorDocument } from "./schema";
import { slugOf } from "./slug";
import { findTutorOfUser, insertTutor } from "./store";

/**
 * Gives a person the blank profile of a coach, and a consumer the role. Repeating it, or calling it twice at once, gives the
 * profile that is there, also to one who was a coach before: `tutors {user_id}` is unique. Refused for an admin, who would lose that role by it.
 */
export async function becomeCoach({ user_id, now }: { user_id: string; now: Date }): Promise<TutorDocument> {
  const user = await findUser(user_id);
  if (!user || user.deleted_at) throw new AppError("not_found", "There is no such account.");
  if (user.role === "admin") throw new AppError("forbidden", "An admin's account cannot be a coach's. Register another one to teach.");
  const existing = await findTutorOfUser(user_id);
  if (existing && user.role === "tutor") return existing;

  const draft = existing ?? (await blankProfile(user, now));
  for (;;) {
    try {
      await withTransaction(async (session) => {
        if (!existing) await insertTutor(draft, session);
        if (user.role === "consumer") await becomeTutor(user, now, session);
      });
      track("coach_registered", user_id, { market: user.market_id });
      return draft;
    } catch (error) {
      const fields = duplicateKeyFields(error);
      const winner = fields?.includes("user_id") ? await findTutorOfUser(user_id) : null;
      if (winner) return winner;
      if (!fields?.includes("slug")) throw error;
      draft.slug = `${slugOf(user.name)}-${newId("tutor").slice(-5)}`;
    }
  }
}

/** Of two at once only one finds a consumer, and writes it down. */
async function becomeTutor(user: UserDocument, now: Date, session: ClientSession): Promise<void> {
  if (!(await giveTutorRole({ user_id: user._id, now, session }))) return;
  const roles = { before: { role: user.role }, after: { role: "tutor" } };
  await addAuditEntry({ actor_id: user._id, actor_role: user.role, action: "user.become_coach", subject_id: user._id, ...roles, note: null, now, session });
}

async function blankProfile(user: UserDocument, now: Date): Promise<TutorDocument> {
  const { currency } = await requireMarket(user.market_id);
  return withDerivedFields({
    _id: newId("tutor"),
    user_id: user._id,
    slug: slugOf(user.name),
    name: user.name,
    headline: "",
    bio: "",
    portrait_url: null,
    portrait_public_id: null,
    portfolio: [],
    documents: [],
    categories: [],
    subjects: [],
    levels: [],
    languages: [],
    modality: "online",
    place: null,
    credentials_line: null,
    market_id: user.market_id,
    currency,
    offers: [],
    default_duration_minutes: 60,
    trial: null,
    availability: {
      timezone: user.timezone,
      weekly_hours: [],
      date_overrides: [],
      vacations: [],
      is_paused: false,
      slot_step_minutes: policy.slot_step_default_minutes,
      gap_minutes: policy.gap_default_minutes,
      notice_minutes: policy.notice_default_minutes,
      horizon_days: policy.horizon_default_days,
    },
    cancellation_preset: "moderate",
    meeting_url: null,
    status: "draft",
    is_published: false,
    submitted_at: null,
    decision: null,
    proposal: null,
    revision: 0,
    rating_sum: 0,
    rating_count: 0,
    sessions_completed: 0,
    created_at: now,
    updated_at: now,
  });
}
