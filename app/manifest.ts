import type { MetadataRoute } from "next";

export default function manifest(): MetadataRoute.Manifest {
  return {
    name: "MaestroHub",
    short_name: "MaestroHub",
    description: "Find the coach who gets you there.",
    start_url: "/",
    display: "browser",
    background_color: "#FAF7F2",
    theme_color: "#FAF7F2",
    icons: [{ src: "/icon.svg", type: "image/svg+xml", sizes: "any" }],
  };
}
