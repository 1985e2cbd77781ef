import { startEmailPreview } from "./email-preview.ts";

/** `npm run emails`: every mail with its preview data, in a browser; a change of a template shows with the next reload. */
const { url } = await startEmailPreview({ port: Number(process.env.PORT ?? 4020) });
console.log(`Mails  ${url}`);
