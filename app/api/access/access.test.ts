import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { moreRows, type Row, table } from "./table";
import { type Actor, actors, makeWorld, type World } from "./test-world";

setUpTestDatabase();

const folder = path.resolve("app/api");
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** "POST /bookings" for every method that every route exports. */
const routes = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => path.basename(file) === "route.ts")
  .flatMap((file) => {
    const source = readFileSync(path.join(folder, file), "utf8");
    const exported = methods.filter((method) => new RegExp(`export (const|async function|function) ${method}\\b`).test(source));
    return exported.map((method) => `${method} /${path.dirname(file)}`);
  });

test("every method of every route is in the table, and the table holds no other", () => {
  expect(routes.length).toBeGreaterThan(60);
  expect(Object.keys(table).sort()).toEqual(routes.sort());
});

describe.each(Object.entries(table))("%s", (route, row) => {
  test(`answers ${row.as.join(", ")} to ${actors.join(", ")}`, () => expectAnswers(route, row));
});

describe.each(moreRows)("$title: $route", ({ route, row }) => {
  test(`answers ${row.as.join(", ")} to ${actors.join(", ")}`, () => expectAnswers(route, row));
});

test("an admin without a second factor is no admin", async () => {
  for (const [route, row] of Object.entries(table).filter(([name]) => name.includes(" /admin/"))) {
    const world = await (row.world ?? makeWorld)();
    await collections().users.updateOne({ _id: world.people.admin.id }, { $set: { two_factor_enabled: false } });
    expect((await ask(route, row, { world, actor: "admin" })).status, route).toBe(403);
  }
});

/** What may be kept at all: pictures by everybody, a calendar by its owner. All else is about one person, or old at once. */
const keepable = new Set(["GET /images/[...public_id]", "GET /calendar/[file]"]);

async function expectAnswers(route: string, row: Row): Promise<void> {
  const answers: Record<string, number> = {};
  for (const actor of actors) {
    const world = await (row.world ?? makeWorld)();
    const response = await ask(route, row, { world, actor });
    answers[actor] = response.status;
    if (response.status >= 400 || !keepable.has(route)) expect.soft(response.headers.get("cache-control"), `${route} as ${actor}`).toMatch(/^(private, )?no-store(, no-transform)?$/);
    // A refusal is one envelope, and says nothing of what it hides.
    if (response.status >= 400) expect(Object.keys((await response.json()) as object)).toEqual(["error"]);
    else await response.body?.cancel();
  }
  expect(answers).toEqual(Object.fromEntries(actors.map((actor, i) => [actor, row.as[i]])));
}

type Handler = (request: Request, context: { params: Promise<Record<string, string | string[]>> }) => Promise<Response>;

async function ask(route: string, row: Row, { world, actor }: { world: World; actor: Actor }): Promise<Response> {
  const [method = "", place = ""] = route.split(" ");
  const routeModule = (await import(/* @vite-ignore */ path.join(folder, place, "route.ts"))) as Record<string, Handler>;
  const handler = routeModule[method];
  if (!handler) throw new Error(`${route} exports no ${method}`);
  const headers = {
    origin: "http://localhost:3000",
    ...(row.body && { "content-type": "application/json" }),
    ...(actor !== "visitor" && { cookie: world.people[actor].cookie }),
  };
  const request = new Request(`http://localhost:3000/api${place}${row.query ?? ""}`, { method, headers, ...(row.body && { body: JSON.stringify(row.body(world)) }) });
  return handler(request, { params: Promise.resolve(row.params?.(world) ?? {}) });
}
