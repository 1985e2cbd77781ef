import type { Metadata } from "next";
import Link from "next/link";
import { PageHeading } from "@/components/layout/page-heading";
import { NoticeSettings } from "@/components/notices/notice-settings";
import { requireUser } from "@/lib/auth/session";
import { clockNow } from "@/lib/clock/clock";
import { zoneLabel } from "@/lib/core/format-time";
import { readSettings } from "@/lib/notifications/read-settings";

export const metadata: Metadata = { title: "Which notices you get" };

export default async function AccountNoticesPage() {
  const user = await requireUser({ next: "/account/notices" });
  const settings = await readSettings(user.id);
  return (
    <div className="flex flex-col gap-8">
      <PageHeading title="Which notices you get">
        In the app they stand under the bell and on the{" "}
        <Link href="/notices" className="link">
          page of all notices
        </Link>
        ; mails go to {user.email}.
      </PageHeading>
      <NoticeSettings settings={settings} role={user.role} zoneName={zoneLabel(user.timezone, clockNow())} />
    </div>
  );
}
