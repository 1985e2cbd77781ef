import { z } from "zod";

/** What the person was shown, in minor units: compared with what is due, and never what is paid. */
export const endSchema = z.strictObject({ expected_refund: z.int().min(0) });
