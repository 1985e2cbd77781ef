import type { MetadataRoute } from "next";
import { connection } from "next/server";
import { env } from "@/lib/config/env";
import { categoryIds } from "@/lib/tutors/catalogue";
import { isVisible } from "@/lib/tutors/search-filter";
import { listTutorsAfter } from "@/lib/tutors/store";

/** The best coaches first; a sitemap may hold 50,000 addresses, and reading that many at once would hurt. */
const coaches_limit = 2_000;

export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  await connection();
  const { app_url } = env();
  const tutors = await listTutorsAfter({ filter: isVisible, key: "rank", direction: -1, after: null, limit: coaches_limit });
  const pages = ["/", "/coaches", "/how-it-works", "/for-coaches", "/terms", "/privacy", ...categoryIds.map((id) => `/coaches?category=${id}`)];
  return [
    ...pages.map((path) => ({ url: app_url + path })),
    ...tutors.map((tutor) => ({ url: `${app_url}/coaches/${tutor.slug}`, lastModified: tutor.updated_at })),
  ];
}
