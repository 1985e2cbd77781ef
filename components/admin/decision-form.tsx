"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { TextArea } from "@/components/ui/text-area";
import { fetchJson, type RequestFailed } from "@/lib/http/fetch-json";
import { reviewReasons, type ReviewReasonId } from "@/lib/tutors/catalogue";
import type { ReviewView } from "@/lib/tutors/review-view";

type Outcome = "approve" | "request_changes" | "reject" | "decline";

interface DecisionFormProps {
  review: ReviewView;
  firstName: string;
}

/** What comes of a profile or of a proposal. An objection needs a reason, which the coach reads word for word. */
export function DecisionForm({ review, firstName }: DecisionFormProps) {
  const router = useRouter();
  const isProposal = review.waiting?.kind === "proposal";
  const [objection, setObjection] = useState<Exclude<Outcome, "approve"> | null>(null);
  const [reasons, setReasons] = useState<ReviewReasonId[]>([]);
  const [note, setNote] = useState("");
  const [pending, setPending] = useState<Outcome | null>(null);
  const [failure, setFailure] = useState<RequestFailed | null>(null);

  async function decide(outcome: Outcome) {
    setPending(outcome);
    setFailure(null);
    const body = { outcome, note: note.trim() || null, revision: review.revision, ...(outcome === "approve" ? {} : { reasons }) };
    await fetchJson(`/api/admin/tutors/${review.id}/${isProposal ? "proposal-decision" : "decision"}`, { body }).then(
      () => {
        setObjection(null);
        router.refresh();
      },
      (error: RequestFailed) => setFailure(error),
    );
    setPending(null);
  }

  function toggle(id: ReviewReasonId) {
    setReasons(reasons.includes(id) ? reasons.filter((each) => each !== id) : [...reasons, id]);
  }

  return (
    <div className="flex flex-col gap-4">
      {failure && (
        <Alert tone="danger">
          {failure.fields.note ?? failure.message}
          {failure.code === "conflict" && (
            <Button variant="secondary" size="small" className="mt-2" onClick={() => (setFailure(null), router.refresh())}>
              Show the new version
            </Button>
          )}
        </Alert>
      )}
      {objection === null ? (
        <>
          <Button isWide isPending={pending === "approve"} disabled={review.missing.length > 0} onClick={() => void decide("approve")}>
            {isProposal ? "Agree to the change" : "Approve and publish"}
          </Button>
          {review.missing.length > 0 && <p className="text-sm text-quiet">Something that is required is missing, so it cannot be published.</p>}
          <div className="flex flex-wrap gap-2">
            {isProposal ? (
              <Button variant="secondary" onClick={() => setObjection("decline")}>
                Decline the change
              </Button>
            ) : (
              <>
                <Button variant="secondary" onClick={() => setObjection("request_changes")}>
                  Ask for changes
                </Button>
                <Button variant="danger" onClick={() => setObjection("reject")}>
                  Reject
                </Button>
              </>
            )}
          </div>
        </>
      ) : (
        <fieldset className="flex flex-col gap-3">
          <legend className="mb-3 font-semibold">{titles[objection]}</legend>
          {(Object.keys(reviewReasons) as ReviewReasonId[]).map((id) => (
            <Checkbox key={id} label={reviewReasons[id]} checked={reasons.includes(id)} onChange={() => toggle(id)} />
          ))}
          <TextArea
            label="In your own words"
            aside="(optional)"
            hint={`${firstName} reads it as you write it.`}
            rows={4}
            maxLength={1_000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
            error={failure?.fields.note}
          />
          <div className="flex flex-wrap gap-2">
            <Button variant={objection === "reject" ? "danger" : "primary"} isPending={pending === objection} disabled={reasons.length === 0 && note.trim() === ""} onClick={() => void decide(objection)}>
              {`${verbs[objection]} ${firstName}`}
            </Button>
            <Button variant="quiet" onClick={() => setObjection(null)}>
              Back
            </Button>
          </div>
        </fieldset>
      )}
    </div>
  );
}

const titles = { request_changes: "What has to be changed?", reject: "Why is it rejected?", decline: "Why is the change declined?" };
const verbs = { request_changes: "Send to", reject: "Reject and write to", decline: "Decline and write to" };
