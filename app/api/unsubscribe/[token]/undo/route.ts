import { unsubscribeRoute } from "@/lib/announcements/unsubscribe-route";

export const POST = unsubscribeRoute(true);
