import { categories } from "@/lib/tutors/catalogue";
import type { Difference } from "@/lib/tutors/proposal";

const labels: Record<Difference["field"], string> = { name: "Name", credentials_line: "Credentials", categories: "Categories", subjects: "Subjects" };

/** What is up and what shall be, side by side; on a phone one under the other. */
export function Differences({ differences }: { differences: Difference[] }) {
  return (
    <div className="overflow-x-auto rounded-card border border-hairline bg-card">
      <table className="w-full text-left">
        <thead className="max-sm:sr-only">
          <tr className="text-sm text-quiet">
            <th scope="col" className="px-4 py-2 font-medium" />
            <th scope="col" className="px-4 py-2 font-medium">
              Now
            </th>
            <th scope="col" className="px-4 py-2 font-medium">
              Proposed
            </th>
          </tr>
        </thead>
        <tbody>
          {differences.map((difference) => (
            <tr key={difference.field} className="border-t border-hairline align-top max-sm:flex max-sm:flex-col max-sm:p-2">
              <th scope="row" className="px-4 py-3 font-medium max-sm:px-2 max-sm:py-1">
                {labels[difference.field]}
              </th>
              <td className="px-4 py-3 max-sm:px-2 max-sm:py-1">
                <Values values={listOf(difference.now)} others={listOf(difference.proposed)} as="del" />
              </td>
              <td className="px-4 py-3 max-sm:px-2 max-sm:py-1">
                <Values values={listOf(difference.proposed)} others={listOf(difference.now)} as="ins" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Values({ values, others, as: Mark }: { values: string[]; others: string[]; as: "del" | "ins" }) {
  if (values.length === 0) return <span className="text-quiet">nothing</span>;
  return values.map((value, i) => (
    <span key={value}>
      {i > 0 && ", "}
      {others.includes(value) ? (
        value
      ) : (
        <Mark className={Mark === "del" ? "rounded bg-danger-tint px-1 text-ink" : "rounded bg-brand-tint px-1 text-ink no-underline"}>{value}</Mark>
      )}
    </span>
  ));
}

function listOf(value: string | string[] | null): string[] {
  const values = value === null ? [] : Array.isArray(value) ? value : [value];
  return values.map((each) => (each in categories ? categories[each as keyof typeof categories].label : each));
}
