/** Cloudinary did not do what it was asked, or its answer did not arrive: then it may have done it. */
export class CloudinaryError extends Error {
  readonly status: number | null;

  constructor(action: string, reason: string, status: number | null) {
    super(`Cloudinary, ${action}: ${reason}${status ? ` (${status})` : ""}`);
    this.name = "CloudinaryError";
    this.status = status;
  }
}
