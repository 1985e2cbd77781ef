import { sendMail as real } from "@/lib/integrations/email/send-mail";
import { counting } from "../post-office.ts";

export const sendMail = counting(real);
