import { z } from "zod";

export const packageParams = z.object({ package_id: z.string().regex(/^pack_[0-9a-z]{10,40}$/) });
export const purchaseParams = z.object({ purchase_id: z.string().regex(/^pkg_[0-9a-z]{10,40}$/) });
