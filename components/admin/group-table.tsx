import type { GroupFigures } from "@/lib/analytics-events/rules";
import { percentWords } from "./funnel-words";

/** Who began and who came to the end, by a market, a role or a day. */
export function GroupTable({ caption, head, groups, nameOf }: { caption: string; head: string; groups: GroupFigures[]; nameOf: (name: string) => string }) {
  return (
    <table className="figures w-full text-left">
      <caption className="mb-2 text-left text-h4 font-semibold">{caption}</caption>
      <thead className="border-b border-hairline text-sm text-quiet">
        <tr>
          <th scope="col" className="py-2 font-medium">
            {head}
          </th>
          {["Began", "Finished", "Share"].map((title) => (
            <th key={title} scope="col" className="py-2 pl-3 text-right font-medium">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {groups.map(({ name, started, finished, conversion }) => (
          <tr key={name} className="border-b border-hairline">
            <th scope="row" className="py-2 font-normal">
              {nameOf(name)}
            </th>
            <td className="py-2 pl-3 text-right">{started}</td>
            <td className="py-2 pl-3 text-right">{finished}</td>
            <td className="py-2 pl-3 text-right">{percentWords(conversion)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
