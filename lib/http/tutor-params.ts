import { z } from "zod";

export const tutorParams = z.object({ tutor_id: z.string().regex(/^tutor_[\w-]{1,60}$/) });
