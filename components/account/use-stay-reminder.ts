import { useEffect, useEffectEvent } from "react";

/** While something would be lost, following a link only reminds, and closing the page asks. */
export function useStayReminder(isActive: boolean, onReminded: () => void): void {
  const remind = useEffectEvent(onReminded);

  useEffect(() => {
    if (!isActive) return;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      if (!(event.target instanceof Element) || !event.target.closest("a[href]")) return;
      event.preventDefault();
      event.stopPropagation();
      remind();
    };
    window.addEventListener("beforeunload", onUnload);
    document.addEventListener("click", onClick, { capture: true });
    return () => {
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("click", onClick, { capture: true });
    };
  }, [isActive]);
}
