import { Lock } from "lucide-react";
import { Switch } from "@/components/ui/switch";
import { hasChannel, isLocked } from "@/lib/notifications/rules";
import { type Channel, channels, type Topic } from "@/lib/notifications/schema";

interface SettingsTableProps {
  caption: string;
  rows: { topic: Topic; label: string; hint: string }[];
  isOn: (topic: Topic, channel: Channel) => boolean;
  onTurn: (topic: Topic, channel: Channel, isOn: boolean) => void;
}

const channelWords: Record<Channel, { label: string; by: string }> = { app: { label: "App", by: "in the app" }, mail: { label: "Mail", by: "by mail" } };

/** What there is to hear of, by the ways in which it can be heard. */
export function SettingsTable({ caption, rows, isOn, onTurn }: SettingsTableProps) {
  return (
    <table className="w-full border-collapse">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="border-b border-hairline text-sm text-quiet">
          <th scope="col" className="pb-2 text-left font-medium">
            <span className="sr-only">About what</span>
          </th>
          {channels.map((channel) => (
            <th key={channel} scope="col" className="w-18 pb-2 text-center font-medium sm:w-20">
              {channelWords[channel].label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ topic, label, hint }) => (
          <tr key={topic} className="border-b border-hairline">
            <th scope="row" className="py-3 pr-3 text-left font-normal">
              <span className="block font-medium">{label}</span>
              <span className="block text-sm text-quiet">{hint}</span>
            </th>
            {channels.map((channel) => (
              <td key={channel} className="py-3 text-center align-middle">
                {!hasChannel(topic, channel) ? (
                  <span className="text-quiet">
                    <span aria-hidden="true">–</span>
                    <span className="sr-only">None</span>
                  </span>
                ) : isLocked(topic, channel) ? (
                  <span className="inline-flex items-center gap-1 text-sm text-quiet">
                    <Lock aria-hidden="true" className="size-3.5" />
                    Always
                  </span>
                ) : (
                  <span className="inline-flex">
                    <Switch
                      isLabelHidden
                      label={`${label}, ${channelWords[channel].by}`}
                      isOn={isOn(topic, channel)}
                      onChange={(next) => onTurn(topic, channel, next)}
                    />
                  </span>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
