import { AutoRefresh } from "@/components/admin/jobs/auto-refresh";
import { DeedButton } from "@/components/admin/jobs/deed-button";
import { momentWords } from "@/components/booking/session-words";
import { Alert } from "@/components/ui/alert";
import { formatMoney } from "@/lib/core/money";
import type { ReconciliationDocument, ReconciliationStage } from "@/lib/reconciliation/schema";
import { DifferenceList } from "./difference-list";

const stageWords: Record<ReconciliationStage, string> = {
  reading_stripe: "Reading Stripe’s movements",
  comparing: "Comparing them with our entries",
  adding_up: "Adding up each booking",
  checking_chain: "Checking that no entry was changed",
};

/** How our books and Stripe's compare: the last run, one under way, and the button for another. */
export function Reconciliation({ runs, zone, now }: { runs: ReconciliationDocument[]; zone: string; now: Date }) {
  const [newest] = runs;
  const done = runs.find(({ status }) => status === "done");
  const isRunning = newest?.status === "running";
  return (
    <section aria-labelledby="reconciliation" className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="reconciliation" className="text-h3">
          Our books and Stripe’s
        </h2>
        {!isRunning && (
          <DeedButton path="/api/admin/money/reconcile" body={{}} done="Compared, or well on its way: see below." variant="secondary" size="small">
            Compare now
          </DeedButton>
        )}
      </div>
      {isRunning && (
        <Alert tone="info" title={stageWords[newest.stage]} isNews={false}>
          <p className="figures">
            {newest.movements.toLocaleString("en-US")} movements read, {newest.entries.toLocaleString("en-US")} entries compared so far.
          </p>
          <AutoRefresh readAt={now.toISOString()} zone={zone} />
        </Alert>
      )}
      {newest?.status === "failed" && (
        <Alert tone="danger" title="The last comparison failed" isNews={false}>
          <p className="break-words">{newest.failure} Nothing was changed; compare again, or wait for tonight.</p>
        </Alert>
      )}
      {done ? (
        <>
          <p className="figures text-quiet">
            Compared {momentWords(done.done_at ?? done.started_at, zone)}: {done.entries.toLocaleString("en-US")} entries with Stripe’s movements, and the whole chain of entries.
          </p>
          {done.differences_count === 0 ? (
            <Alert tone="success" isNews={false}>
              <p>Both say the same to the last minor unit, and no entry was changed.</p>
            </Alert>
          ) : (
            <DifferenceList differences={done.differences} count={done.differences_count} />
          )}
          {done.outside.length > 0 && (
            <p className="figures text-sm text-quiet">
              Not of any booking, at Stripe: {done.outside.map(({ category, currency, amount }) => `${category.replaceAll("_", " ")} ${formatMoney({ amount, currency })}`).join(", ")}.
            </p>
          )}
        </>
      ) : (
        !newest && <p className="text-quiet">They were never compared. It happens every night at 3:00 UTC, and whenever you press.</p>
      )}
    </section>
  );
}
