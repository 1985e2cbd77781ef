import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { fetchJson, RequestFailed } from "@/lib/http/fetch-json";
import type { PortfolioPicture } from "@/lib/tutors/schema";
import { moved } from "./move-picture";

export interface Portfolio {
  pictures: PortfolioPicture[];
  /** What was done last, for screen readers. */
  news: string;
  failure: string | undefined;
  added: (picture: PortfolioPicture) => void;
  move: (from: number, to: number) => void;
  describe: (picture: PortfolioPicture, alt: string) => Promise<void>;
  remove: (picture: PortfolioPicture) => Promise<void>;
}

const path = "/api/tutor/portfolio";

/** Pictures that save themselves: what is seen changes at once, and back to what is stored where that fails. */
export function usePortfolio(given: PortfolioPicture[], onRemoved: () => void): Portfolio {
  const router = useRouter();
  const [pictures, setPictures] = useState(given);
  const [seen, setSeen] = useState(given);
  const [news, setNews] = useState("");
  const [failure, setFailure] = useState<string>();
  const [isOrdering, setOrdering] = useState(false);
  const wanted = useRef<PortfolioPicture[]>(null);
  const isSending = useRef(false);
  if (seen !== given) {
    setSeen(given);
    // What the page knew before an order that is still on its way would undo it for a moment.
    if (!isOrdering) setPictures(given);
  }

  /** Answers whether it was done. */
  async function change(request: () => Promise<unknown>, done: string): Promise<boolean> {
    setFailure(undefined);
    try {
      await request();
      setNews(done);
      return true;
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      setFailure(error.fields.alt ?? error.message);
      return false;
    } finally {
      router.refresh();
    }
  }

  /** One order at a time, the newest last: quick presses never arrive in another order than they were made. */
  async function sendOrder() {
    if (isSending.current) return;
    isSending.current = true;
    setOrdering(true);
    while (wanted.current) {
      const public_ids = wanted.current.map((picture) => picture.public_id);
      wanted.current = null;
      const isStored = await change(() => fetchJson(path, { method: "PATCH", body: { public_ids } }), "The order is stored.");
      if (!isStored && !wanted.current) setPictures(seen);
    }
    isSending.current = false;
    setOrdering(false);
  }

  return {
    pictures,
    news,
    failure,
    added(picture) {
      setPictures((before) => [...before, picture]);
      setFailure(undefined);
      setNews("The picture is stored.");
      router.refresh();
    },
    move(from, to) {
      const next = moved(pictures, from, to);
      if (next.every((picture, index) => picture === pictures[index])) return;
      setPictures(next);
      wanted.current = next;
      void sendOrder();
    },
    async describe(picture, alt) {
      const isStored = await change(() => fetchJson(`${path}/${picture.public_id}`, { method: "PATCH", body: { alt } }), "The words are stored.");
      if (isStored) setPictures((before) => before.map((one) => (one.public_id === picture.public_id ? { ...one, alt } : one)));
    },
    async remove({ public_id }) {
      const isRemoved = await change(() => fetchJson(`${path}/${public_id}`, { method: "DELETE" }), "The picture is removed.");
      if (!isRemoved) return;
      setPictures((before) => before.filter((one) => one.public_id !== public_id));
      onRemoved();
    },
  };
}
