import { Wordmark } from "@/components/layout/wordmark";

/** Nothing to click but the way home: somebody who pays should not get lost. */
export function CheckoutHeader({ note }: { note: string }) {
  return (
    <header className="wrap flex h-16 items-center justify-between gap-4 lg:h-18">
      <Wordmark />
      <p className="text-right text-sm text-quiet">{note}</p>
    </header>
  );
}
