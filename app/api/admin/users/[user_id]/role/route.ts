import { adminRoute } from "@/lib/http/route";
import { changeRole } from "@/lib/users/change-role";
import { changeRoleSchema, userParams } from "@/lib/users/profile-schema";

const rate = { name: "change-role", limit: 60, window_seconds: 60 * 60 };

export const PUT = adminRoute({ params: userParams, body: changeRoleSchema, rate }, async ({ params, body, user, now }) =>
  Response.json(await changeRole({ actor_id: user.id, user_id: params.user_id, ...body, now })),
);
