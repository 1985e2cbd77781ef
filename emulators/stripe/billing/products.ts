import type Stripe from "stripe";
import { z } from "zod";
import type { StripeAccount } from "../account.ts";
import { invalidRequest, noSuch } from "../errors.ts";
import { newId } from "../ids.ts";
import { listPage } from "../lists.ts";
import { mergeMetadata } from "../metadata.ts";
import { boolean, definedOnly, emptyable, listParams, metadataParam, readParams, text } from "../params.ts";
import type { Call, Route } from "../router.ts";

export const productRoutes: Route[] = [
  { method: "POST", path: "/v1/products", handle: create },
  { method: "GET", path: "/v1/products", handle: list },
  { method: "GET", path: "/v1/products/:id", handle: ({ account, id }) => requireProduct(account, id) },
  { method: "POST", path: "/v1/products/:id", handle: update },
  { method: "DELETE", path: "/v1/products/:id", handle: remove },
];

const productFields = {
  active: boolean().optional(),
  description: emptyable(text()).optional(),
  metadata: metadataParam().optional(),
  statement_descriptor: text(22).optional(),
  unit_label: emptyable(text(12)).optional(),
  url: emptyable(text()).optional(),
};

function create({ account, params }: Call): object {
  const given = readParams(z.strictObject({ ...productFields, name: text(250), id: text(255).optional(), type: z.enum(["service"]).optional() }), params);
  return createProduct(account, given);
}

/** Its own id makes that a second creation fails instead of making a second product. */
export function createProduct(
  account: StripeAccount,
  given: { name: string; id?: string | undefined; metadata?: Record<string, string> | null | undefined } & Partial<
    Pick<Stripe.Product, "description" | "unit_label" | "url">
  >,
): Stripe.Product {
  const { id = newId("prod", 14), metadata, ...fields } = given;
  if (account.get("products", id)) throw invalidRequest("Product already exists.", { code: "resource_already_exists", param: "id" });
  const product: Stripe.Product = { ...blankProduct(account, id), ...definedOnly(fields), name: given.name, metadata: mergeMetadata({}, metadata) };
  account.put("products", product);
  account.emit("product.created", product);
  return product;
}

export function requireProduct(account: StripeAccount, id: string, param = "id"): Stripe.Product {
  const product = account.get("products", id);
  if (!product) throw noSuch("product", id, param);
  return product;
}

function list({ account, params }: Call): object {
  const given = readParams(z.strictObject({ ...listParams, active: boolean().optional(), ids: z.array(text()).optional(), url: text().optional() }), params);
  const found = account
    .list("products")
    .filter(({ active, url }) => active === (given.active ?? active) && url === (given.url ?? url))
    .filter(({ id }) => given.ids?.includes(id) ?? true);
  return listPage({ oldest_first: found, url: "/v1/products", params: given, kind: "product" });
}

function update({ account, id, params }: Call): object {
  const given = readParams(z.strictObject({ ...productFields, name: text(250).optional(), default_price: text().optional() }), params);
  const product = requireProduct(account, id);
  const { metadata, ...fields } = given;
  if (fields.default_price !== undefined && account.get("prices", fields.default_price)?.product !== id)
    throw invalidRequest(`The price specified is not associated with the product ${id}.`, { param: "default_price" });
  const updated = { ...product, ...definedOnly(fields), metadata: mergeMetadata(product.metadata, metadata), updated: account.seconds() };
  account.put("products", updated);
  account.emit("product.updated", updated);
  return updated;
}

function remove({ account, id }: Call): object {
  const product = requireProduct(account, id);
  if (account.find("prices", "product", id).length > 0) throw invalidRequest("This product cannot be deleted because it has one or more user-created prices.");
  account.remove("products", id);
  account.emit("product.deleted", product);
  return { id, object: "product", deleted: true } satisfies Stripe.DeletedProduct;
}

function blankProduct(account: StripeAccount, id: string): Stripe.Product {
  return {
    id,
    object: "product",
    active: true,
    created: account.seconds(),
    default_price: null,
    description: null,
    images: [],
    livemode: false,
    marketing_features: [],
    metadata: {},
    name: "",
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type: "service",
    unit_label: null,
    updated: account.seconds(),
    url: null,
  };
}
