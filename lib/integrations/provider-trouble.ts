/** That the provider, and not what was asked of it, is why nothing came of a call. Each integration says it of its own errors. */
export interface ProviderTrouble {
  /**
   * `away`: no answer, or one that says so; what was asked may have been done all the same · `refused`: nothing goes until a
   * person mends a key, a domain or a quota · `throttled`: too many at once · `busy`: at this very thing just now.
   */
  kind: "away" | "refused" | "throttled" | "busy";
  /** A sentence for an admin, without secrets and without the person it was about. */
  reason: string;
  retry_after_ms?: number;
}
