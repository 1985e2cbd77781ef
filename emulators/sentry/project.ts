import type { EmulatorContext } from "../emulator.ts";
import { SentryRefusal } from "./errors.ts";

/** The one project there is; a DSN of another is refused as Sentry refuses a wrong one. */
export const theProject = { id: "1", slug: "maestrohub", organization: "emulator", public_key: "e".repeat(32) };

const team = { id: "1", slug: "maestrohub-admins", name: "MaestroHub admins" };

/** Where the SDK sends to: its own rule makes /sentry/api/1/envelope/ of it. */
export function dsnOf({ base_url }: Pick<EmulatorContext, "base_url">): string {
  const { protocol, host } = new URL(base_url);
  return `${protocol}//${theProject.public_key}@${host}/sentry/${theProject.id}`;
}

export function requireOrganization(slug: string): void {
  if (slug !== theProject.organization) throw new SentryRefusal(404, "The requested resource does not exist");
}

export function requireProjectSlug(organization: string, slug: string): void {
  requireOrganization(organization);
  if (slug !== theProject.slug && slug !== theProject.id) throw new SentryRefusal(404, "The requested resource does not exist");
}

/** https://docs.sentry.io/api/projects/retrieve-a-project/ */
export function projectView(): object {
  const { id, slug, organization } = theProject;
  return {
    id,
    slug,
    name: "MaestroHub",
    platform: "javascript-nextjs",
    status: "active",
    teams: [team],
    team,
    organization: { id: "1", slug: organization, name: "Emulator" },
  };
}

/** https://docs.sentry.io/api/projects/list-a-projects-client-keys/ */
export function keyViews(context: EmulatorContext): object[] {
  const { public_key, id } = theProject;
  return [{ id: public_key, name: "Default", label: "Default", public: public_key, projectId: Number(id), isActive: true, dsn: { public: dsnOf(context) } }];
}

/** https://docs.sentry.io/api/integrations/list-an-organizations-available-integrations/ */
export function integrationViews(provider: string | null): object[] {
  const slack = { id: "7", name: "Emulated workspace", status: "active", provider: { key: "slack", slug: "slack", name: "Slack" } };
  return provider === null || provider === "slack" ? [slack] : [];
}
