import { cancellationPresets, policy, type CancellationPreset } from "@/lib/config/policy";

/** The coach's cancellation rule as one sentence, from the same figures that compute a refund. */
export function PolicySentence({ preset, firstName }: { preset: CancellationPreset; firstName: string }) {
  const [free, ...rest] = cancellationPresets[preset];
  return (
    <p>
      Cancel free until <strong className="font-semibold">{free.hours_before} hours before</strong>
      {rest.map(({ hours_before, refund_percent }) => `; ${refund_percent === 50 ? "half" : `${refund_percent} %`} back until ${hours_before} hours before`)}. After that
      nothing is given back. If {firstName} cancels you always get everything back. Right after paying you have {policy.cancellation_grace_minutes} minutes to change your
      mind, when the session is more than {policy.cancellation_grace_needs_hours_ahead} hours away.
    </p>
  );
}
