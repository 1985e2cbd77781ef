import type { DayFigures, Summary } from "./summary.ts";

/** A page that stands by itself, with the chart as SVG; light and dark. */
export function htmlReport(summary: Summary): string {
  const { setup, figures, days, mails, findings, seconds, digest } = summary;
  const title = `${setup.days} days of MaestroHub, seed ${setup.seed}`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>
:root { --ink: #1d1b18; --quiet: #5d574e; --ground: #faf7f2; --line: #e2dbd0; --booked: #1f6f5c; --called-off: #c46a2b; --let-go: #9a948a; }
@media (prefers-color-scheme: dark) { :root { --ink: #f1ece3; --quiet: #b3aca0; --ground: #141311; --line: #35312b; --booked: #57b69c; --called-off: #e39255; --let-go: #7d776d; } }
body { margin: 0 auto; max-width: 62rem; padding: 2rem 1rem; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin-top: 2.5rem; }
svg { width: 100%; height: auto; } svg text { fill: var(--quiet); font-size: 11px; }
table { border-collapse: collapse; } td, th { padding: .3rem 1.5rem .3rem 0; border-bottom: 1px solid var(--line); text-align: left; font-weight: normal; }
.scroll { overflow-x: auto; } .quiet { color: var(--quiet); }
.key span { margin-right: 1.2rem; } .key i { display: inline-block; width: .8rem; height: .8rem; margin-right: .4rem; }
</style>
<h1>${title}</h1>
<p class="quiet">${setup.coaches} coaches and ${setup.consumers} clients in twelve zones, from ${setup.starts.toISOString().slice(0, 10)}. Played in ${seconds.toFixed(1)} s. Result <code>${digest}</code>.</p>
<h2>Day by day</h2>
<p class="key">${bands.map(({ label, colour }) => `<span><i style="background:${colour}"></i>${label}</span>`).join("")}</p>
${chart(days)}
<h2>In figures</h2>
<div class="scroll"><table>${figures.map(({ label, value }) => `<tr><th scope="row">${escape(label)}</th><td>${escape(value)}</td></tr>`).join("")}</table></div>
<h2>Mails</h2>
<div class="scroll"><table>${mails.map(({ template, count }) => `<tr><th scope="row">${escape(template)}</th><td>${count}</td></tr>`).join("")}</table></div>
<h2>What must be true</h2>
<ul>${findings.map(({ title: claim, problems }) => `<li>${problems.length === 0 ? "It is: " : "It is not: "}${escape(claim)}${problems.length > 0 ? `<ul>${problems.slice(0, 20).map((problem) => `<li>${escape(problem)}</li>`).join("")}</ul>` : ""}</li>`).join("")}</ul>
</html>
`;
}

const bands: { field: Exclude<keyof DayFigures, "date">; label: string; colour: string }[] = [
  { field: "booked", label: "booked", colour: "var(--booked)" },
  { field: "called_off", label: "called off", colour: "var(--called-off)" },
  { field: "let_go", label: "held and let go", colour: "var(--let-go)" },
];

function chart(days: DayFigures[]): string {
  const [width, height, left, bottom] = [960, 300, 36, 24];
  const most = Math.max(1, ...days.map((day) => bands.reduce((sum, { field }) => sum + day[field], 0)));
  const step = (width - left) / days.length;
  const scale = (height - bottom - 10) / most;
  const bars = days.flatMap((day, index) => {
    let top = height - bottom;
    return bands.map(({ field, label, colour }) => {
      top -= day[field] * scale;
      return `<rect x="${(left + index * step + step * 0.1).toFixed(1)}" y="${top.toFixed(1)}" width="${(step * 0.8).toFixed(1)}" height="${(day[field] * scale).toFixed(1)}" fill="${colour}"><title>${day.date}: ${day[field]} ${label}</title></rect>`;
    });
  });
  const every = Math.ceil(days.length / 10);
  const dates = days.map((day, index) => (index % every === 0 ? `<text x="${(left + index * step).toFixed(1)}" y="${height - 6}">${day.date.slice(5)}</text>` : ""));
  const lines = [0, 0.5, 1].map((share) => {
    const y = height - bottom - share * most * scale;
    return `<line x1="${left}" x2="${width}" y1="${y}" y2="${y}" stroke="var(--line)"/><text x="0" y="${y + 4}">${Math.round(share * most)}</text>`;
  });
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="Sessions booked, called off and let go on each day; at most ${most} on one day.">${[...lines, ...bars, ...dates].join("")}</svg>`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
