"use client";

import { useEffect } from "react";
import { Alert } from "@/components/ui/alert";

/** What became of a card whose bank sent the person to its own page and back. */
export function ReturnedFromBank({ isAdded }: { isAdded: boolean }) {
  useEffect(() => {
    // The address holds a secret of the card's setup: it must not stay in the history or in a shared link.
    history.replaceState(null, "", location.pathname);
  }, []);
  return isAdded ? (
    <Alert tone="success">Your card is saved.</Alert>
  ) : (
    <Alert tone="danger">Your bank could not confirm that it is you. The card was not saved; try again, or add another.</Alert>
  );
}
