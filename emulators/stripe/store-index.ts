/** Which documents of a collection hold a value in a field, so that a charge's refunds are found without reading all refunds. */
export interface StoreIndex {
  /** Tells of a document that is put in place of another, or removed where there is none. */
  changed(collection: string, id: string, before: object | null, after: object | null): void;
  /** The ids in the order in which they came to hold the value. */
  find(collection: string, field: string, value: string): string[];
  clear(): void;
}

type Values = Map<string, Set<string>>;

/** Built for a field when it is first asked for, from `all`, and kept up from then on. */
export function createStoreIndex(all: (collection: string) => { id: string }[]): StoreIndex {
  const fields = new Map<string, Map<string, Values>>();

  function valuesOf(collection: string, field: string): Values {
    const known = fields.get(collection) ?? new Map<string, Values>();
    fields.set(collection, known);
    const values = known.get(field);
    if (values) return values;
    const built: Values = new Map();
    known.set(field, built);
    for (const document of all(collection)) note(built, valueOf(document, field), document.id);
    return built;
  }

  return {
    changed(collection, id, before, after) {
      for (const [field, values] of fields.get(collection) ?? []) {
        const [was, is] = [valueOf(before, field), valueOf(after, field)];
        if (was === is) continue;
        if (was !== null) values.get(was)?.delete(id);
        note(values, is, id);
      }
    },
    find: (collection, field, value) => [...(valuesOf(collection, field).get(value) ?? [])],
    clear: () => fields.clear(),
  };
}

function note(values: Values, value: string | null, id: string): void {
  if (value === null) return;
  const ids = values.get(value) ?? new Set();
  values.set(value, ids.add(id));
}

function valueOf(document: object | null, field: string): string | null {
  const value = (document as Record<string, unknown> | null)?.[field];
  return typeof value === "string" ? value : null;
}
