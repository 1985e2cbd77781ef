import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import sharp from "sharp";
import { expect, it, vi } from "vitest";
import { PUT as profilePut } from "@/app/api/users/profile-picture/route";
import { POST as documentPost } from "@/app/api/tutor/documents/route";
import { POST as portfolioPost } from "@/app/api/tutor/portfolio/route";
import { aPerson } from "@/lib/auth/test-account";
import { collections } from "@/lib/db/collections";
import { setUpTestDatabase } from "@/lib/db/test-database";
import { byteStoreOf } from "@/lib/images/byte-store";
import { aPdf, aPicture } from "@/lib/images/test-files";
import { aCoach, aFile, atCloudinary, chooseStore, countedBytes, fault, send, upload } from "@/lib/images/test-marketplace";

vi.mock("@/lib/integrations/analytics/track", () => ({ track: vi.fn() }));

setUpTestDatabase();

/** Runs the script; `onLine` may kill it. Answers its lines and how it ended. */
async function migrate(onLine: (line: string, kill: () => void) => void = () => {}, environment: Record<string, string> = {}): Promise<{ lines: string[]; code: number | null; errors: string }> {
  const child = spawn(process.execPath, ["node_modules/tsx/dist/cli.mjs", "--conditions=react-server", "scripts/images-migrate.ts"], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const lines: string[] = [];
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  // tsx runs the script in a child of its own: the whole group is killed.
  const kill = () => void (child.pid && process.kill(-child.pid, "SIGKILL"));
  createInterface(child.stdout).on("line", (line) => {
    lines.push(line);
    onLine(line, kill);
  });
  const [code] = (await once(child, "close")) as [number | null];
  return { lines, code, errors };
}

it("killed in the middle and run again, the migration moves every picture once, under its id, to where it is shown", { timeout: 60_000 }, async () => {
  chooseStore("mongodb");
  const { user_id, cookie } = await aCoach();
  await send(profilePut, { method: "PUT", form: { file: aFile(await aPicture("jpeg", { width: 90, height: 80 })) }, cookie });
  for (const width of [31, 32, 33]) await send(portfolioPost, { form: { file: aFile(await aPicture("png", { width, height: 30 })), alt: String(width) }, cookie });
  await send(documentPost, { form: { file: aFile(aPdf(), "diploma.pdf") }, cookie });
  const { user, cookie: consumer } = await aPerson();
  for (let number = 0; number < 3; number += 1) await upload(consumer, await aPicture("webp", { width: 40 + number, height: 40 }));
  const deleted = await upload(consumer, await aPicture());
  await collections().images.updateOne({ public_id: deleted.public_id }, { $set: { status: "storing" } });
  const before = await collections().images.find({ status: "stored" }).sort({ _id: 1 }).toArray();
  expect(before).toHaveLength(8);

  // The fourth arrives at Cloudinary, and the process is dead before it can say so.
  await fault({ path: "/cloudinary/v1_1/emulator/*", kind: "delay", delay_ms: 50, times: 3 });
  await fault({ path: "/cloudinary/v1_1/emulator/*", kind: "delay", delay_ms: 1_500 });
  const first = await migrate((line, kill) => {
    if (line.startsWith("3 of")) setTimeout(kill, 700);
  });
  expect(first.lines.at(-1)).toBe("3 of 8 moved");
  expect(first.lines).not.toContain("4 of 8 moved");
  // What the killed one had sent off arrives all the same.
  await new Promise((resolve) => setTimeout(resolve, 1_500));

  const second = await migrate();
  expect(second).toMatchObject({ code: 0, errors: "" });
  expect(second.lines.at(-1)).toBe("Done: 5 moved.");
  expect((await migrate()).lines).toEqual(["Nothing is left to move."]);

  chooseStore("cloudinary");
  const after = await collections().images.find({ status: "stored" }).sort({ _id: 1 }).toArray();
  expect(after.map(({ public_id, version, bytes, provider }) => ({ public_id, version, bytes, provider }))).toEqual(
    before.map(({ public_id, bytes }) => ({ public_id, version: 2, bytes, provider: "cloudinary" })),
  );
  for (const [at, row] of after.entries()) {
    expect(row).not.toHaveProperty("data_base64");
    expect(row).not.toHaveProperty("replacing");
    expect((await byteStoreOf(row).read(row)).toString("base64")).toBe(before[at]?.data_base64);
  }
  expect([...(await atCloudinary(user_id)), ...(await atCloudinary(user.id))].sort()).toEqual(after.map(({ public_id }) => public_id).sort());

  const tutor = await collections().tutors.findOne({ user_id });
  const portrait = after.find(({ folder, owner_id }) => folder === "maestrohub/profiles" && owner_id === user_id);
  expect(tutor?.portrait_url).toBe(portrait?.url);
  expect(await collections().users.findOne({ _id: user_id })).toMatchObject({ image: portrait?.url, picture_public_id: portrait?.public_id });
  expect(tutor?.portfolio.map(({ alt }) => alt)).toEqual(["31", "32", "33"]);
  for (const { url, width } of tutor?.portfolio ?? []) expect(await sharp(await (await fetch(url)).arrayBuffer()).metadata()).toMatchObject({ width });
  expect(tutor?.documents).toMatchObject([{ filename: "diploma.pdf" }]);
  for (const id of [user_id, user.id]) {
    const { counted, summed } = await countedBytes(id);
    expect(counted).toBe(summed);
  }
});

it("two migrations at once move every picture once between them", { timeout: 60_000 }, async () => {
  chooseStore("mongodb");
  const { user, cookie } = await aPerson();
  for (let number = 0; number < 6; number += 1) await upload(cookie, await aPicture("png", { width: 20 + number, height: 20 }));
  const runs = await Promise.all([migrate(), migrate()]);
  await migrate();
  expect(runs.every(({ errors }) => errors === "")).toBe(true);
  const rows = await collections().images.find({ owner_id: user.id }).toArray();
  expect(rows.map(({ provider }) => provider)).toEqual(Array.from({ length: 6 }, () => "cloudinary"));
  expect(await atCloudinary(user.id)).toEqual(rows.map(({ public_id }) => public_id).sort());
});

it("a picture that its owner is replacing is left to the next run, and no Cloudinary is a sentence", { timeout: 60_000 }, async () => {
  chooseStore("mongodb");
  const { cookie } = await aPerson();
  const { public_id } = await upload(cookie, await aPicture());
  await collections().images.updateOne({ public_id }, { $set: { replacing: { token: "out_x", reserved_bytes: 0, started_at: new Date() } } });
  expect(await migrate()).toMatchObject({ code: 1, lines: ["0 of 1 moved", "Done: 0 moved, 1 left because they were being replaced; run this again."] });
  expect(await migrate(undefined, { IMAGES: "mongodb" })).toMatchObject({ code: 1, lines: [], errors: expect.stringMatching(/^Cloudinary is not set up: .+\n$/) });
  expect(await collections().images.findOne({ public_id })).toMatchObject({ provider: "mongodb", version: 1 });
});
