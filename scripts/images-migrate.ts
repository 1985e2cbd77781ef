/** npm run images:migrate: moves the pictures and documents that are kept in MongoDB to Cloudinary. May be stopped and run again. */
import { AppError } from "@/lib/core/errors";
import { getClient } from "@/lib/db/client";
import { migrateImages } from "@/lib/images/migrate-images";

try {
  const { moved, total, skipped } = await migrateImages((progress) => console.log(`${progress.moved} of ${progress.total} moved`));
  console.log(total === 0 ? "Nothing is left to move." : `Done: ${moved} moved${skipped > 0 ? `, ${skipped} left because they were being replaced; run this again` : ""}.`);
  if (skipped > 0) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof AppError ? error.message : error);
  process.exitCode = 1;
} finally {
  if (process.env.MONGO_URL) await getClient().close();
}
