import { FileDown } from "lucide-react";
import Link from "next/link";
import { buttonStyle } from "@/components/ui/button-style";
import { classNames } from "@/components/ui/class-names";
import { receiptFilePath, salePath } from "@/lib/receipts/paths";
import type { Receipt } from "@/lib/receipts/schema";
import { receiptWords, type ReceiptWords } from "@/lib/receipts/words";
import { PrintButton } from "./print-button";

/** What a tax adviser or an employer asks for, on the screen and on paper. `back`: the words of the way to what was bought. */
export function ReceiptSheet({ receipt, back }: { receipt: Receipt; back: string | null }) {
  return (
    <div className="mx-auto flex max-w-2xl flex-col gap-6">
      {back && (
        <Link href={salePath(receipt.booking_id)} className="link self-start text-sm print:hidden">
          {back}
        </Link>
      )}
      <Sheet words={receiptWords(receipt)} pdfHref={receiptFilePath(receipt.booking_id)} />
    </div>
  );
}

function Sheet({ words, pdfHref }: { words: ReceiptWords; pdfHref: string }) {
  return (
    <article aria-labelledby="receipt">
      <div className="flex flex-wrap items-center justify-between gap-4">
        <h1 id="receipt" className="text-h2">
          {words.title}
        </h1>
        <div className="flex flex-wrap gap-2 print:hidden">
          <a href={pdfHref} download className={buttonStyle({ variant: "secondary", size: "small" })}>
            <FileDown aria-hidden="true" className="size-4" />
            Download PDF
          </a>
          <PrintButton />
        </div>
      </div>
      <dl className="mt-5 border-t border-hairline">
        {words.facts.map(({ label, value }) => (
          <div key={label} className="figures grid gap-x-4 border-b border-hairline py-2.5 sm:grid-cols-[8rem_1fr]">
            <dt className="text-sm text-quiet sm:text-base">{label}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
      </dl>
      <dl className="figures mt-6">
        {words.lines.map(({ label, amount, isTotal }, i) => (
          <div key={`${i} ${label}`} className={classNames("flex justify-between gap-4 py-2.5", isTotal && "border-t border-hairline font-semibold")}>
            <dt className="min-w-0 break-words">{label}</dt>
            <dd className="shrink-0">{amount}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-4 text-sm text-quiet">{words.footnote}</p>
    </article>
  );
}
