import { userRoute } from "@/lib/http/route";
import { exportOwnData } from "@/lib/privacy/export-own-data";

/** It reads every collection and all pictures; a person needs it once. */
const rate = { name: "account-export", limit: 5, window_seconds: 60 * 60 };

export const GET = userRoute({ rate }, async ({ user, now }) => {
  const zip = await exportOwnData({ user_id: user.id, now });
  const filename = `maestrohub-${now.toISOString().slice(0, 10)}.zip`;
  return new Response(zip, { headers: { "content-type": "application/zip", "content-disposition": `attachment; filename="${filename}"`, "x-content-type-options": "nosniff" } });
});
