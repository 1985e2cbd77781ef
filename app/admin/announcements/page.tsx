import { Megaphone } from "lucide-react";
import type { Metadata } from "next";
import { AnnouncementRow } from "@/components/admin/announcements/announcement-row";
import { NewAnnouncement } from "@/components/admin/announcements/new-announcement";
import { PageHeading } from "@/components/layout/page-heading";
import { EmptyState } from "@/components/ui/empty-state";
import { readAnnouncements } from "@/lib/announcements/read-announcements";
import { requireRole } from "@/lib/auth/session";
import { getViewerZone } from "@/lib/http/viewer";

export const metadata: Metadata = { title: "Announcements", robots: { index: false } };

/** Mails to many: drafts, what is under way, and what was sent. */
export default async function AnnouncementsPage() {
  await requireRole("admin", { next: "/admin/announcements" });
  const [announcements, { zone }] = await Promise.all([readAnnouncements(), getViewerZone()]);
  return (
    <div className="mx-auto flex max-w-3xl flex-col gap-8">
      <PageHeading title="Announcements">
        News to many by mail. Whoever turned them off gets none; mails about accounts, sessions and money go on as ever.
      </PageHeading>
      {announcements.length === 0 ? (
        <EmptyState icon={Megaphone} title="Nothing was announced yet" action={<NewAnnouncement />}>
          Write one, look at it, send it to yourself, and then to everybody whom it is for.
        </EmptyState>
      ) : (
        <>
          <NewAnnouncement />
          <ul className="flex flex-col gap-3">
            {announcements.map((announcement) => (
              <AnnouncementRow key={announcement.id} announcement={announcement} zone={zone} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
