"use client";

import { ArrowLeft, ArrowRight } from "lucide-react";
import { type DragEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { pictureWidths } from "@/lib/images/address";
import type { PortfolioPicture } from "@/lib/tutors/schema";
import { AltField } from "./alt-field";
import { RemoveButton } from "./remove-button";
import type { Portfolio } from "./use-portfolio";

interface PortfolioTileProps {
  picture: PortfolioPicture;
  index: number;
  portfolio: Portfolio;
}

/** One picture of a portfolio: its words, its place among the others, and the way out. */
export function PortfolioTile({ picture, index, portfolio }: PortfolioTileProps) {
  const count = portfolio.pictures.length;
  const { isOver, ...dragging } = useDragging(index, portfolio.move);
  const name = `picture ${index + 1} of ${count}`;
  return (
    <li {...dragging} className={classNames("flex flex-col gap-3 rounded-card border bg-card p-3", isOver ? "border-brand" : "border-hairline")}>
      {/* eslint-disable-next-line @next/next/no-img-element -- in its final size from our own picture store */}
      <img
        {...pictureWidths(picture.url, [320, 640, 960])}
        sizes="(max-width: 40rem) 90vw, 24rem"
        alt={picture.alt || `Picture ${index + 1}, not described yet`}
        width={picture.width}
        height={picture.height}
        loading="lazy"
        draggable={false}
        className="aspect-4/3 w-full rounded-control object-cover sm:cursor-grab"
      />
      <SavedAlt picture={picture} portfolio={portfolio} />
      <div className="mt-auto flex flex-wrap items-center gap-1">
        {count > 1 && (
          <>
            <Button variant="quiet" size="small" aria-disabled={index === 0 || undefined} className="aria-disabled:text-quiet" onClick={() => portfolio.move(index, index - 1)}>
              <ArrowLeft aria-hidden="true" className="size-4" />
              <span className="sr-only">Move {name}</span> Earlier
            </Button>
            <Button variant="quiet" size="small" aria-disabled={index === count - 1 || undefined} className="aria-disabled:text-quiet" onClick={() => portfolio.move(index, index + 1)}>
              <span className="sr-only">Move {name}</span> Later
              <ArrowRight aria-hidden="true" className="size-4" />
            </Button>
          </>
        )}
        <RemoveButton what={name} onRemove={() => portfolio.remove(picture)} />
      </div>
    </li>
  );
}

/** Saves itself when it is left, or with Enter. */
function SavedAlt({ picture, portfolio }: Omit<PortfolioTileProps, "index">) {
  const [alt, setAlt] = useState(picture.alt);
  const [stored, setStored] = useState(picture.alt);
  if (stored !== picture.alt) {
    setStored(picture.alt);
    setAlt(picture.alt);
  }
  const save = () => void (alt.trim() !== picture.alt && portfolio.describe(picture, alt.trim()));
  return <AltField value={alt} onChange={(event) => setAlt(event.target.value)} onBlur={save} onKeyDown={(event) => event.key === "Enter" && (event.preventDefault(), save())} />;
}

const dragType = "application/x-portfolio-picture";

/** By the mouse on wide screens; everybody has the buttons. */
function useDragging(index: number, move: (from: number, to: number) => void) {
  const [isOver, setOver] = useState(false);
  return {
    isOver,
    draggable: true,
    onDragStart(event: DragEvent) {
      // Text is selected in its field, not dragged away with the tile.
      if (event.target instanceof Element && document.activeElement instanceof HTMLInputElement && event.target.contains(document.activeElement)) return event.preventDefault();
      event.dataTransfer.setData(dragType, String(index));
      event.dataTransfer.effectAllowed = "move";
    },
    onDragOver(event: DragEvent) {
      if (!event.dataTransfer.types.includes(dragType)) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop(event: DragEvent) {
      setOver(false);
      const from = event.dataTransfer.getData(dragType);
      if (from === "") return;
      event.preventDefault();
      move(Number(from), index);
    },
  };
}
