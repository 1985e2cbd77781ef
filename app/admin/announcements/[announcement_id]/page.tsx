import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { segmentWords, statusWords, titleOf } from "@/components/admin/announcements/announcement-words";
import { Composer } from "@/components/admin/announcements/composer";
import { MailFrame } from "@/components/admin/announcements/mail-frame";
import { Progress } from "@/components/admin/announcements/progress";
import { AutoRefresh } from "@/components/admin/jobs/auto-refresh";
import { PageHeading } from "@/components/layout/page-heading";
import { Badge } from "@/components/ui/badge";
import { previewAnnouncement, readProgress } from "@/lib/announcements/read-announcements";
import { announcementParams } from "@/lib/announcements/schema";
import { requireRole } from "@/lib/auth/session";
import { clockNow } from "@/lib/clock/clock";
import { AppError } from "@/lib/core/errors";
import { getViewerZone } from "@/lib/http/viewer";

export const metadata: Metadata = { title: "Announcement", robots: { index: false } };

/** A draft to write, or how far the sending of it is. */
export default async function AnnouncementPage({ params }: { params: Promise<{ announcement_id: string }> }) {
  const { announcement_id } = await params;
  const admin = await requireRole("admin", { next: `/admin/announcements/${announcement_id}` });
  const announcement = await findProgress(announcement_id);
  if (!announcement) notFound();
  const { status, subject, segment, ended_at } = announcement;
  if (status === "draft") {
    return (
      <div className="flex flex-col gap-8">
        <Back />
        <PageHeading title="Write an announcement" />
        <Composer key={announcement.id} announcement={announcement} address={admin.email} />
      </div>
    );
  }

  const [mail, { zone }] = await Promise.all([previewAnnouncement(announcement_id, admin), getViewerZone()]);
  const { word, tone } = statusWords[status];
  return (
    <div className="mx-auto flex max-w-3xl flex-col gap-8">
      <Back />
      <div className="flex flex-wrap items-end justify-between gap-4">
        <PageHeading title={titleOf(subject)}>{segmentWords(segment)}</PageHeading>
        {ended_at ? <Badge tone={tone}>{word}</Badge> : <AutoRefresh readAt={clockNow().toISOString()} zone={zone} everyMs={2_000} />}
      </div>
      <Progress announcement={announcement} />
      <MailFrame subject={mail.subject} html={mail.html} />
    </div>
  );
}

function Back() {
  return (
    <p>
      <Link href="/admin/announcements" className="text-sm text-brand underline underline-offset-4">
        All announcements
      </Link>
    </p>
  );
}

async function findProgress(id: string) {
  if (!announcementParams.safeParse({ announcement_id: id }).success) return null;
  return readProgress(id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  });
}
