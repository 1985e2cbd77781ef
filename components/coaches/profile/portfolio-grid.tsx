import { pictureWidths } from "@/lib/images/address";
import type { PortfolioPicture } from "@/lib/tutors/schema";

/** For a column on screens of one to three device pixels; all of them sizes that our own store has. */
const shownWidths = [320, 640, 960];
const columnSizes = "(max-width: 40rem) 46vw, (max-width: 64rem) 31vw, 15rem";

/** The coach's own pictures; nothing where there are none. */
export function PortfolioGrid({ pictures }: { pictures: PortfolioPicture[] }) {
  if (pictures.length === 0) return null;
  return (
    <section aria-labelledby="portfolio">
      <h2 id="portfolio" className="mb-4 text-h3">
        In pictures
      </h2>
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3">
        {pictures.map(({ public_id, url, width, height, alt }) => (
          <li key={public_id}>
            {/* The picture store answers in the size that is asked for: the optimizer would only add a hop. */}
            {/* eslint-disable-next-line @next/next/no-img-element */}
            <img
              {...pictureWidths(url, shownWidths)}
              sizes={columnSizes}
              alt={alt}
              width={width}
              height={height}
              loading="lazy"
              decoding="async"
              className="aspect-4/3 w-full rounded-card border border-hairline object-cover"
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
