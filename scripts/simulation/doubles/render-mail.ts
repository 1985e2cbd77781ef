import { renderMail as real } from "@/emails/render-mail";
import { sampling } from "../post-office.ts";

export const renderMail = sampling(real);
