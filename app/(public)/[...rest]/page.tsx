import { notFound } from "next/navigation";

/** Every address that nothing answers: inside this group's layout, so that the way on stays in sight. */
export default function UnknownAddress() {
  notFound();
}
