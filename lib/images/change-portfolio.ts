import "server-only";
import type { ClientSession } from "mongodb";
import { policy } from "@/lib/config/policy";
import { AppError } from "@/lib/core/errors";
import { withTransaction } from "@/lib/db/client";
import type { PortfolioPicture, TutorDocument } from "@/lib/tutors/schema";
import { changeTutor } from "@/lib/tutors/store";
import { checkFile } from "./check-file";
import { deleteImage } from "./delete-image";
import type { SentFile } from "./read-upload";
import { requireOwnTutor } from "./require-folder";
import { requireOwnImage } from "./require-own-image";
import type { ImageDocument } from "./schema";
import { storeImage } from "./store-image";

const folder = "maestrohub/portfolio";

interface Entry {
  user_id: string;
  alt: string;
}

/** Adds a picture to the end of the coach's portfolio. */
export async function uploadToPortfolio({ user_id, alt, file }: Entry & { file: SentFile }, now: Date): Promise<PortfolioPicture> {
  const tutor = await requireOwnTutor(user_id);
  refuseMore(tutor);
  const checked = await checkFile(file, folder);
  const image = await storeImage({ owner_id: user_id, folder, file: checked, link: (stored, session) => append({ image: stored, alt, tutor, session }, now) }, now);
  return toEntry(image, alt);
}

/** One that the coach has uploaded already. Adding it again changes its words only. */
export async function addToPortfolio({ user_id, alt, public_id }: Entry & { public_id: string }, now: Date): Promise<PortfolioPicture> {
  const tutor = await requireOwnTutor(user_id);
  return withTransaction(async (session) => {
    const image = await requireOwnImage(public_id, user_id, session);
    if (image.folder !== folder) throw new AppError("invalid", "This is not a portfolio picture.", { fields: { public_id: `Upload it to ${folder}.` } });
    await append({ image, alt, tutor, session }, now);
    return toEntry(image, alt);
  });
}

export async function describePortfolioPicture({ user_id, public_id, alt }: Entry & { public_id: string }, now: Date): Promise<void> {
  const tutor = await requireOwnTutor(user_id);
  const change = ({ portfolio }: TutorDocument) => {
    if (!portfolio.some((picture) => picture.public_id === public_id)) throw notThere();
    return { portfolio: portfolio.map((picture) => (picture.public_id === public_id ? { ...picture, alt } : picture)) };
  };
  await changeTutor({ tutor_id: tutor._id, change, now });
}

/** The whole order, so that two windows cannot shuffle each other's: refused where the pictures are others by now. */
export async function orderPortfolio({ user_id, public_ids }: { user_id: string; public_ids: string[] }, now: Date): Promise<PortfolioPicture[]> {
  const tutor = await requireOwnTutor(user_id);
  const change = ({ portfolio }: TutorDocument) => {
    const ordered = public_ids.flatMap((id) => portfolio.filter((picture) => picture.public_id === id));
    if (ordered.length !== portfolio.length || new Set(public_ids).size !== portfolio.length) throw new AppError("conflict", "Your portfolio has changed meanwhile. Look at it again.");
    return { portfolio: ordered };
  };
  return (await changeTutor({ tutor_id: tutor._id, change, now }))?.portfolio ?? [];
}

export async function removeFromPortfolio({ user_id, public_id }: { user_id: string; public_id: string }, now: Date): Promise<void> {
  const tutor = await requireOwnTutor(user_id);
  if (!tutor.portfolio.some((picture) => picture.public_id === public_id)) throw notThere();
  await deleteImage({ public_id, owner_id: user_id }, now);
}

const notThere = () => new AppError("not_found", "There is no such picture in your portfolio.");

function refuseMore({ portfolio }: TutorDocument): void {
  if (portfolio.length >= policy.portfolio_pictures_max) throw new AppError("conflict", `A portfolio has at most ${policy.portfolio_pictures_max} pictures. Remove one first.`);
}

async function append(order: { image: ImageDocument; alt: string; tutor: TutorDocument; session: ClientSession }, now: Date): Promise<void> {
  const { image, alt, tutor, session } = order;
  const change = (current: TutorDocument) => {
    const others = current.portfolio.filter((picture) => picture.public_id !== image.public_id);
    if (others.length === current.portfolio.length) refuseMore(current);
    return { portfolio: [...others, toEntry(image, alt)] };
  };
  await changeTutor({ tutor_id: tutor._id, change, now, session });
}

function toEntry({ public_id, url, width, height }: ImageDocument, alt: string): PortfolioPicture {
  return { public_id, url, width, height, alt };
}
