import { renderMail as real } from "@/lib/integrations/email/render-mail";
import { sampling } from "../post-office.ts";

export const renderMail = sampling(real);
