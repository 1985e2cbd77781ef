"use client";

import { useRef } from "react";
import { FieldError } from "@/components/ui/field";
import { policy } from "@/lib/config/policy";
import type { UploadMode } from "@/lib/images/schema";
import type { PortfolioPicture } from "@/lib/tutors/schema";
import { PictureUpload } from "./picture-upload";
import { PortfolioTile } from "./portfolio-tile";
import { usePortfolio } from "./use-portfolio";

interface PortfolioFieldProps {
  pictures: PortfolioPicture[];
  /** From `readUploadMode()` of lib/images/direct-upload.ts. */
  uploads?: UploadMode;
}

const most = policy.portfolio_pictures_max;

/** The pictures of a coach's page, in the order in which it shows them. Saves by itself. */
export function PortfolioField({ pictures, uploads = { kind: "own" } }: PortfolioFieldProps) {
  const field = useRef<HTMLDivElement>(null);
  // The button that was pressed is gone with its picture.
  const portfolio = usePortfolio(pictures, () => field.current?.focus());
  const count = portfolio.pictures.length;
  return (
    <div ref={field} role="group" aria-label="Portfolio" tabIndex={-1} className="flex flex-col gap-4 focus:outline-none">
      {count > 0 && (
        <ol className="grid gap-4 sm:grid-cols-2">
          {portfolio.pictures.map((picture, index) => (
            <PortfolioTile key={picture.public_id} picture={picture} index={index} portfolio={portfolio} />
          ))}
        </ol>
      )}
      {count < most ? (
        <PictureUpload<PortfolioPicture>
          uploads={uploads}
          to={{ method: "POST", path: "/api/tutor/portfolio" }}
          folder="maestrohub/portfolio"
          aspect={4 / 3}
          asksAlt
          camera="environment"
          choose={count === 0 ? "Add a picture" : "Add another picture"}
          done={portfolio.news}
          onStored={portfolio.added}
        />
      ) : (
        <p role="status" className="text-sm text-quiet">
          That is all {most} pictures. Remove one to add another.
        </p>
      )}
      <FieldError id="portfolio" error={portfolio.failure} />
    </div>
  );
}
