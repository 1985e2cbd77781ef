import type { AdminProblem } from "@/lib/bookings/read-problems";

/** "Leah says that Amara did not come": the case in one line. */
export function problemTitle({ reports, client, coach }: Pick<AdminProblem, "reports" | "client" | "coach">): string {
  const absent = reports.filter(({ kind }) => kind === "no_show").map(({ by }) => by);
  if (absent.length > 1) return `${client.name} and ${coach.name} each say that the other one did not come`;
  if (absent[0] === "client") return `${client.name} says that ${coach.name} did not come`;
  if (absent[0] === "coach") return `${coach.name} says that ${client.name} did not come`;
  return `${client.name} has reported a problem with ${coach.name}`;
}
