import type { MetadataRoute } from "next";
import { connection } from "next/server";
import { env } from "@/lib/config/env";

export default async function robots(): Promise<MetadataRoute.Robots> {
  // The address is that of the running server, which the build does not know.
  await connection();
  return {
    rules: { userAgent: "*", allow: "/", disallow: ["/api/", "/checkout/", "/bookings", "/coach/", "/admin"] },
    sitemap: `${env().app_url}/sitemap.xml`,
  };
}
