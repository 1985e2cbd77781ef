import { addressOf } from "../cloudinary/assets.ts";
import type { EmulatorContext, EmulatorRequest, EmulatorResponse } from "../emulator.ts";
import { type Html, html } from "./html.ts";
import { chip, page, when } from "./layout.ts";
import { changedAt, findUploads } from "./uploads.ts";
import type { Upload } from "./uploads.ts";

const shown_at_once = 200;

export function uploadsPage(context: EmulatorContext, request: EmulatorRequest): EmulatorResponse {
  const owner = request.url.searchParams.get("owner")?.trim() || null;
  const uploads = findUploads(context, owner);
  const body = html`
    <h1>Uploads</h1>
    <form class="find" method="get" action="/uploads" role="search">
      <label for="owner">Owner</label>
      <input id="owner" name="owner" type="text" autocomplete="off" value="${owner}" placeholder="usr_…">
      <button>Show</button>
      ${owner ? html`<a href="/uploads">All uploads</a>` : ""}
    </form>
    ${uploads.length === 0 ? html`<p class="empty">${owner ? `${owner} has uploaded nothing.` : "No upload yet. Give a profile a picture in the product, and it appears here."}</p>` : uploadList(context, uploads.slice(0, shown_at_once))}
    ${uploads.length > shown_at_once ? html`<p class="quiet">The newest ${shown_at_once} of ${uploads.length}.</p>` : ""}`;
  return page(context, { title: "Uploads", current: "/uploads", body });
}

export function uploadList(context: EmulatorContext, uploads: Upload[]): Html {
  return html`<ul class="rows">${uploads.map(
    (upload) => html`<li class="row upload">
      ${thumbnail(context, upload)}
      <span class="what">${upload.url ? html`<a href="${pathOf(upload.url)}">${upload.public_id}</a>` : upload.public_id}<br><span class="quiet">${facts(upload)}</span></span>
      <span>${upload.destroyed_at ? chip("bad", "Destroyed") : upload.type === "upload" ? chip("good", "Public") : chip("slow", upload.type)}</span>
      <span class="at quiet">${when(context, new Date(changedAt(upload)))}</span>
    </li>`,
  )}</ul>`;
}

function thumbnail(context: EmulatorContext, upload: Upload): Html {
  if (!upload.url || upload.resource_type !== "image") return html`<span class="thumbnail" aria-hidden="true">${upload.format ?? upload.public_id.split(".").at(-1)}</span>`;
  const source = addressOf(context, { ...upload, tags: [] }, "c_fill,g_auto,h_112,q_auto,w_112");
  return html`<img class="thumbnail" src="${pathOf(source)}" width="56" height="56" loading="lazy" alt="">`;
}

function facts({ folder, owner, bytes, width, height, original_filename }: Upload): string {
  const size = bytes < 1024 ? `${bytes} bytes` : bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
  return [folder || "no folder", owner ?? "no owner", size, width === null ? null : `${width}×${height}`, original_filename].filter(Boolean).join(" · ");
}

/** The page may be open under another name of this machine than the one in the addresses. */
function pathOf(address: string): string {
  return new URL(address).pathname;
}
