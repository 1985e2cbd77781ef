import { z } from "zod";

export const bookingParams = z.object({ booking_id: z.string().regex(/^bk_[0-9a-z]{10,40}$/) });
