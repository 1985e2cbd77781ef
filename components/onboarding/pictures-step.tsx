"use client";

import { type ReactNode, useId } from "react";
import { DocumentsField } from "@/components/pictures/documents-field";
import { PortfolioField } from "@/components/pictures/portfolio-field";
import { PortraitField } from "@/components/pictures/portrait-field";
import type { UploadMode } from "@/lib/images/schema";
import { useProfile } from "./use-profile";

/** Three fields that save themselves and have the page rendered anew. */
export function PicturesStep({ uploads }: { uploads: UploadMode }) {
  const { profile } = useProfile();
  return (
    <>
      <Part title="Your photo" lead="It stands beside your name wherever clients see you.">
        <PortraitField url={profile.portrait_url} publicId={profile.portrait_public_id} name={profile.name} uploads={uploads} />
      </Part>
      <Part title="Portfolio" aside="(optional)" lead="Your room, your instrument, your work: what tells a client how it will be.">
        <PortfolioField pictures={profile.portfolio} uploads={uploads} />
      </Part>
      <Part title="Documents" aside="(optional)" lead="Diplomas and certificates that show what your credentials say.">
        <DocumentsField documents={profile.documents} />
      </Part>
    </>
  );
}

function Part({ title, aside, lead, children }: { title: string; aside?: string; lead: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-4">
      <div>
        <h2 id={id} className="text-h4">
          {title}
          {aside && <span className="font-sans text-base font-normal tracking-normal text-quiet"> {aside}</span>}
        </h2>
        <p className="text-quiet">{lead}</p>
      </div>
      {children}
    </section>
  );
}
