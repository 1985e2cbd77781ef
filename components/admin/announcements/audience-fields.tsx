import { marketLabel } from "@/components/auth/place";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { activities, audienceRoles, type Segment } from "@/lib/announcements/schema";
import { enabledMarketIds } from "@/lib/config/markets";
import { activityWords, leftOutList, people, roleWords } from "./announcement-words";
import type { Counted } from "./use-audience";

interface AudienceFieldsProps {
  segment: Segment;
  counted: Counted;
  onChange: (segment: Segment) => void;
  onRecount: () => void;
}

/** Whom it is for, and how many that are now. */
export function AudienceFields({ segment, counted, onChange, onRecount }: AudienceFieldsProps) {
  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="mb-4 text-h4">Whom it is for</legend>
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          label="Who"
          value={segment.role}
          onChange={(event) => onChange({ ...segment, role: event.target.value as Segment["role"] })}
          options={audienceRoles.map((value) => ({ value, label: roleWords[value] }))}
        />
        <Select
          label="Region"
          value={segment.market_id}
          onChange={(event) => onChange({ ...segment, market_id: event.target.value as Segment["market_id"] })}
          options={[{ value: "any", label: "All regions" }, ...enabledMarketIds.map((value) => ({ value, label: marketLabel(value) }))]}
        />
        <div className="sm:col-span-2">
          <Select
            label="Activity"
            value={segment.activity}
            onChange={(event) => onChange({ ...segment, activity: event.target.value as Segment["activity"] })}
            options={activities.map((value) => ({ value, label: activityWords[value] }))}
          />
        </div>
      </div>
      <div role="status" className="figures min-h-12">
        <CountedLine counted={counted} onRecount={onRecount} />
      </div>
    </fieldset>
  );
}

function CountedLine({ counted, onRecount }: { counted: Counted; onRecount: () => void }) {
  if (counted.kind === "counting") return <p className="text-quiet">Counting …</p>;
  if (counted.kind === "failed") {
    return (
      <p className="text-danger">
        {counted.message}{" "}
        <Button variant="quiet" size="small" onClick={onRecount}>
          Count again
        </Button>
      </p>
    );
  }
  const { people: number, left_out } = counted.audience;
  const reasons = leftOutList(left_out);
  return (
    <>
      <p className="font-semibold">{number === 0 ? "This goes to nobody." : `This goes to ${people(number)}.`}</p>
      {reasons.length > 0 && <p className="text-sm text-quiet">Left out: {reasons.join("; ")}.</p>}
    </>
  );
}
