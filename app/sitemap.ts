import type { MetadataRoute } from "next";
import { connection } from "next/server";
import { env } from "@/lib/config/env";
import { categoryIds } from "@/lib/tutors/catalogue";
import { listCoachAddresses } from "@/lib/tutors/list-coach-addresses";

export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  await connection();
  const { app_url } = env();
  const coaches = await listCoachAddresses();
  const pages = ["/", "/coaches", "/how-it-works", "/for-coaches", "/terms", "/privacy", ...categoryIds.map((id) => `/coaches?category=${id}`)];
  return [
    ...pages.map((path) => ({ url: app_url + path })),
    ...coaches.map(({ slug, updated_at }) => ({ url: `${app_url}/coaches/${slug}`, lastModified: updated_at })),
  ];
}
