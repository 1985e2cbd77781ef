import { BadgeCheck, Clock, Landmark, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { formatDay } from "@/lib/core/format-time";
import type { AccountView } from "@/lib/payouts/account-view";
import { GoToStripe } from "./go-to-stripe";

interface AccountCardProps {
  account: AccountView;
  hasTwoFactor: boolean;
  zone: string;
}

/** Where the coach stands with payouts, and the one thing to do about it. */
export function AccountCard({ account, hasTwoFactor, zone }: AccountCardProps) {
  const { title, text, Icon, tone } = words(account);
  return (
    <Card className="flex flex-col gap-4">
      <h2 className="flex items-start gap-2 text-h3">
        <Icon aria-hidden="true" className={`mt-1 size-6 shrink-0 ${tone}`} />
        {title}
      </h2>
      <p className="max-w-prose text-quiet">{text}</p>
      <Due account={account} zone={zone} />
      {account.standing === "none" && account.is_offered && !hasTwoFactor && (
        <p className="max-w-prose text-sm text-quiet">
          Your money is worth a second lock:{" "}
          <Link href="/account/security#two-factor" className="text-brand underline underline-offset-4 hover:text-brand-hover">
            set up two-factor sign-in
          </Link>{" "}
          first. It takes two minutes.
        </p>
      )}
      <div className="flex flex-wrap gap-3">
        <NextStep account={account} />
      </div>
    </Card>
  );
}

function NextStep({ account }: { account: AccountView }) {
  if (!account.is_offered) return null;
  switch (account.standing) {
    case "none":
      return <GoToStripe to="onboarding">Set up payouts</GoToStripe>;
    case "unfinished":
      return <GoToStripe to="onboarding">Go on at Stripe</GoToStripe>;
    case "needs_details":
      return <GoToStripe to="onboarding">{account.is_bank_out_of_order ? "Change it at Stripe" : "Answer at Stripe"}</GoToStripe>;
    case "checking":
      return (
        <LinkButton href="/coach/payouts/return" variant="secondary" prefetch={false}>
          Ask Stripe again
        </LinkButton>
      );
    case "disconnected":
      return <GoToStripe to="onboarding">Connect again</GoToStripe>;
    case "ready":
      return (
        <>
          {account.due.length > 0 && <GoToStripe to="onboarding">Answer at Stripe</GoToStripe>}
          <GoToStripe to="dashboard" variant="secondary">
            Open my Stripe dashboard
          </GoToStripe>
        </>
      );
  }
}

/** Before the form is sent, everything is missing: the form says so itself. */
function Due({ account: { standing, due, due_by }, zone }: { account: AccountView; zone: string }) {
  if (due.length === 0 || standing === "none" || standing === "unfinished" || standing === "disconnected") return null;
  return (
    <div>
      <p className="font-medium">{due_by ? `Stripe needs by ${formatDay(new Date(due_by), zone)}:` : "Stripe needs:"}</p>
      <ul className="mt-1 list-disc pl-5">
        {due.map((thing) => (
          <li key={thing}>{thing}</li>
        ))}
      </ul>
    </div>
  );
}

function words({ standing, is_bank_out_of_order, bank_last4, is_offered, due }: AccountView) {
  if (!is_offered) return { title: "Payouts are not set up on this site yet", text: "Clients cannot pay online here yet, so there is nothing to pay out.", Icon: Clock, tone: "text-quiet" };
  switch (standing) {
    case "none":
      return { title: "Set up payouts", text: "Stripe pays you what you earn. It asks who you are and which bank account is yours; that takes about five minutes. Clients can book you before that too, and what you earn waits for you.", Icon: Landmark, tone: "text-brand" };
    case "unfinished":
      return { title: "Finish setting up payouts", text: "You have begun at Stripe and not sent the form yet. What you filled in is still there.", Icon: Landmark, tone: "text-brand" };
    case "needs_details":
      return is_bank_out_of_order
        ? { title: "Your bank account does not work", text: "What you earned has arrived at Stripe and is safe there. Give Stripe a bank account that works, and it goes on by itself.", Icon: TriangleAlert, tone: "text-danger" }
        : { title: "Stripe needs something from you", text: "Until Stripe has it, what you earn waits for you.", Icon: TriangleAlert, tone: "text-warning" };
    case "checking":
      return { title: "Stripe is checking your details", text: "That takes minutes as a rule, and two days at most. You need not do anything; we tell you when it is done.", Icon: Clock, tone: "text-brand" };
    case "disconnected":
      return { title: "Your Stripe account is no longer connected", text: "It was cut off from MaestroHub, so nothing can be sent there. What you earn waits until you connect an account again.", Icon: TriangleAlert, tone: "text-warning" };
    case "ready":
      return due.length > 0
        ? { title: "Payouts work, and Stripe has a question", text: "Answer it in time, so that your payouts go on.", Icon: BadgeCheck, tone: "text-brand" }
        : { title: "Payouts are set up", text: `Your share of each session is sent a day after it is completed and reaches your bank account${bank_last4 ? `\u00a0••••\u00a0${bank_last4}` : ""} some days later, by itself.`, Icon: BadgeCheck, tone: "text-brand" };
  }
}
