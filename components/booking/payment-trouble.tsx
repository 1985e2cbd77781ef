import { CircleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import { problemSentence } from "./card-problem";
import type { Payment } from "./use-payment";

interface PaymentTroubleProps {
  payment: Payment;
  /** A time is held meanwhile. */
  isHeld: boolean;
  /** Present where the card was a saved one, and another can be typed. */
  onOtherCard: (() => void) | null;
}

/** Why nothing was paid, or that it is not known, and the way on. The region is there from the start, so that it is read aloud. */
export function PaymentTrouble({ payment, isHeld, onOtherCard }: PaymentTroubleProps) {
  const { trouble } = payment;
  return (
    <div role="alert" className="text-sm text-danger">
      {trouble && (
        <div className="mt-2 flex gap-1.5">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          {trouble.kind === "card" && (
            <div>
              <p>{problemSentence(trouble.problem, { isHeld })}</p>
              {onOtherCard && (
                <Button variant="secondary" size="small" className="mt-2" onClick={onOtherCard}>
                  Use another card
                </Button>
              )}
            </div>
          )}
          {trouble.kind === "sentence" && <p>{trouble.message}</p>}
          {trouble.kind === "unknown" && (
            <div>
              <p>
                We could not find out whether your payment went through. You will not be charged twice: we keep asking, and write to you as soon as we know.
              </p>
              <Button variant="secondary" size="small" className="mt-2" onClick={() => payment.checkAgain(trouble.intent_id)}>
                Check again
              </Button>
            </div>
          )}
        </div>
      )}
    </div>
  );
}
