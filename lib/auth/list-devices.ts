import "server-only";
import { machineNow } from "@/lib/clock/clock";
import { AppError } from "@/lib/core/errors";
import { deviceName } from "./device-name";
import type { Device } from "./schema";
import { endSession, endSessions, listSessions } from "./store";

/** Where the person is signed in, the newest first. Sessions are not prolonged, so there is no "last seen" to tell. */
export async function listDevices({ user_id, session_id }: { user_id: string; session_id: string | null }): Promise<Device[]> {
  // Sessions end by the machine's time, as better-auth compares it (docs/clock.md).
  const sessions = await listSessions(user_id, machineNow());
  return sessions.map(({ _id, user_agent, created_at }) => ({
    id: _id,
    ...deviceName(user_agent),
    is_this_one: _id === session_id,
    signed_in_at: created_at.toISOString(),
  }));
}

/** Signs one device out. The one that asks signs out by the usual button, which takes its cookie along. */
export async function endDevice({ id, user_id, session_id }: { id: string; user_id: string; session_id: string | null }): Promise<void> {
  if (id === session_id) throw new AppError("conflict", "This is the device that you are using. Sign out from the menu instead.");
  if (!(await endSession({ id, user_id }))) throw new AppError("not_found", "That device is signed out already.");
}

/** Signs the person out everywhere but here; gives on how many devices. */
export async function endOtherDevices({ user_id, session_id }: { user_id: string; session_id: string | null }): Promise<number> {
  return endSessions({ user_id, except: session_id });
}
