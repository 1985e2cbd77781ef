import { BSONRegExp } from "bson";
import { CommandError, badValue, failedToParse } from "../errors.ts";
import { compileFilter } from "../filter/compile.ts";
import { matchedPosition, positionInAny } from "../filter/position.ts";
import { keyOf } from "../values/key.ts";
import { isArrayIndex, visitPath } from "../values/path.ts";
import { fieldOf, isDoc } from "../values/types.ts";
import type { Doc, Value } from "../values/types.ts";
import { REMOVE, applyEdit } from "./edit.ts";
import type { Edit } from "./edit.ts";
import { CULLS, NEVER_CREATES, changeOf, refuseUnknownOperator } from "./operators.ts";
import type { OperatorContext } from "./operators.ts";

export interface UpdateRequest {
  /** Operators, a whole new document, or a pipeline. */
  update: Doc | Doc[];
  filter: Doc;
  arrayFilters: Doc[];
  now: Date;
  /** What a pipeline makes of a document. */
  runPipeline: (doc: Doc) => Doc;
}

/** The document that an update makes of another one. Refuses a change of `_id`. */
export function applyUpdate(request: UpdateRequest, doc: Doc, isInsert = false): Doc {
  const result = updated(request, doc, isInsert);
  const id = fieldOf(doc, "_id");
  if (id === undefined) return result;
  const newId = fieldOf(result, "_id");
  if (newId !== undefined && keyOf(newId) === keyOf(id)) return idFirst(result);
  if (newId === undefined && (Array.isArray(request.update) || isReplacement(request.update))) return idFirst({ ...result, _id: id });
  throw new CommandError(66, isReplacement(request.update)
    ? `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${JSON.stringify(newId)}`
    : "Performing an update on the path '_id' would modify the immutable field '_id'");
}

export function isReplacement(update: Doc | Doc[]): update is Doc {
  return !Array.isArray(update) && !Object.keys(update)[0]?.startsWith("$");
}

/** Checks what can be said of an update before there is a document. */
export function checkUpdate(request: UpdateRequest): void {
  if (Array.isArray(request.update)) {
    if (request.arrayFilters.length > 0) throw failedToParse("arrayFilters may not be specified for pipeline-syle updates");
    return;
  }
  if (isReplacement(request.update)) {
    const bad = Object.keys(request.update).find((name) => name.startsWith("$"));
    if (bad) throw new CommandError(52, `The dollar ($) prefixed field '${bad}' in '${bad}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`);
    if (request.arrayFilters.length > 0) throw failedToParse("arrayFilters may not be specified for replacement-style updates");
    return;
  }
  editsOf(request, { update: request.update, doc: null, isInsert: false });
}

export function idFirst(doc: Doc): Doc {
  if (Object.keys(doc)[0] === "_id") return doc;
  const { _id, ...rest } = doc;
  return { _id, ...rest };
}

function updated(request: UpdateRequest, doc: Doc, isInsert: boolean): Doc {
  const { update } = request;
  if (Array.isArray(update)) return request.runPipeline(doc);
  if (isReplacement(update)) return update;
  return editsOf(request, { update, doc, isInsert }).reduce(applyEdit, doc);
}

/** Without a document only the form is checked: `$` is left as it is. */
function editsOf(request: UpdateRequest, { update, doc, isInsert }: { update: Doc; doc: Doc | null; isInsert: boolean }): Edit[] {
  const elements = elementTests(request.arrayFilters);
  const edits: Edit[] = [];
  for (const operator of Object.keys(update)) {
    refuseUnknownOperator(operator);
    const fields = update[operator];
    if (!isDoc(fields)) throw failedToParse(`Modifiers operate on fields but we found type ${typeof fields} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${JSON.stringify(fields)}}`);
    for (const name of Object.keys(fields)) {
      const path = doc ? positioned(name, doc, request.filter) : name;
      const context: OperatorContext = { path, doc: doc ?? {}, now: request.now, isInsert };
      if (operator === "$rename") edits.push(...renaming(path, fields[name], { doc: doc ?? {}, elements }));
      else edits.push({ path, parts: pathParts(path), change: changeOf(operator, fields[name], context), creates: !NEVER_CREATES.has(operator) && (operator !== "$setOnInsert" || isInsert), needsWay: CULLS.has(operator), elements });
    }
  }
  edits.sort((a, b) => comparePaths(a.parts, b.parts));
  refuseConflicts(edits);
  refuseUnused(edits, elements);
  return edits;
}

function elementTests(arrayFilters: Doc[]): Edit["elements"] {
  const tests: Edit["elements"] = new Map();
  for (const filter of arrayFilters) {
    const [name, ...others] = identifiers(filter);
    if ("$expr" in filter) throw new CommandError(224, "$expr is not allowed in the context of an array filter");
    const test = compileFilter(filter);
    if (others.length > 0) throw failedToParse(`Error parsing array filter :: caused by :: Expected a single top-level field name, found '${name}' and '${others[0]}'`);
    if (name === undefined) throw failedToParse("Cannot use an expression without a top-level field name in arrayFilters");
    if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) throw badValue(`Error parsing array filter: the identifier '${name}' must begin with a lowercase letter and hold only letters and digits`);
    if (tests.has(name)) throw failedToParse(`Found multiple array filters with the same top-level field name ${name}`);
    tests.set(name, (element) => test({ [name]: element }));
  }
  return tests;
}

/** The first parts of all paths in the filter. */
function identifiers(filter: Doc): string[] {
  const names = Object.keys(filter).flatMap((name) => {
    const operand = filter[name];
    if (!name.startsWith("$")) return [name.split(".")[0] ?? ""];
    return Array.isArray(operand) ? operand.flatMap((item) => (isDoc(item) ? identifiers(item) : [])) : [];
  });
  return [...new Set(names)];
}

/** Puts the matched element's place where a path says `$`. */
function positioned(path: string, doc: Doc, filter: Doc): string {
  const parts = path.split(".");
  const at = parts.indexOf("$");
  if (at < 0) return path;
  if (at === 0) return path;
  const arrayPath = parts.slice(0, at).join(".");
  let position: number | null = null;
  visitPath(doc, parts.slice(0, at), (found) => {
    if (Array.isArray(found)) position = matchedPosition(filter, arrayPath, found);
    return position !== null;
  });
  position ??= positionInAny(filter, doc);
  if (position === null) throw badValue("The positional operator did not find the match needed from the query.");
  return [...parts.slice(0, at), String(position), ...parts.slice(at + 1)].join(".");
}

function renaming(from: string, to: Value, { doc, elements }: { doc: Doc; elements: Edit["elements"] }): Edit[] {
  if (typeof to !== "string") throw badValue(`The 'to' field for $rename must be a string: ${from}: ${JSON.stringify(to)}`);
  if (from === to) throw badValue(`The source and target field for $rename must differ: ${from}: "${to}"`);
  const parts = pathParts(from);
  let value: Value = doc;
  for (const part of parts) {
    if (Array.isArray(value)) throw new CommandError(28, `cannot use the part (${part} of ${from}) to traverse an array`);
    value = isDoc(value) ? fieldOf(value, part) : undefined;
  }
  const found = value;
  const edits: Edit[] = [{ path: from, parts, change: () => REMOVE, creates: false, elements }];
  edits.push({ path: to, parts: pathParts(to), change: () => found, creates: found !== undefined, elements });
  return found === undefined ? edits.map((edit) => ({ ...edit, change: () => REMOVE, creates: false, parts: ["\0unused"] })) : edits;
}

function pathParts(path: string): string[] {
  const parts = path.split(".");
  const [first = ""] = parts;
  if (first === "$") throw badValue(`Cannot have positional (i.e. '$') element in the first position in path '${path}'`);
  if (first.startsWith("$")) throw new CommandError(52, `The dollar ($) prefixed field '${first}' in '${path}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`);
  if (parts.includes("")) throw new CommandError(56, `The update path '${path}' contains an empty field name, which is not allowed.`);
  return parts;
}

/** Fields are made in the order of their names, whatever the order of the update's own fields. */
function comparePaths(a: string[], b: string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [x = "", y = ""] = [a[i], b[i]];
    if (x === y) continue;
    if (isArrayIndex(x) && isArrayIndex(y)) return Number(x) - Number(y);
    return x < y ? -1 : 1;
  }
  return a.length - b.length;
}

function refuseConflicts(edits: Edit[]): void {
  for (const [i, a] of edits.entries()) {
    for (const b of edits.slice(i + 1)) {
      if (a.path === b.path || b.path.startsWith(a.path + ".")) throw new CommandError(40, `Updating the path '${b.path}' would create a conflict at '${a.path}'`);
    }
  }
}

function refuseUnused(edits: Edit[], elements: Edit["elements"]): void {
  const used = new Set(edits.flatMap((edit) => edit.parts.filter((part) => part.startsWith("$[")).map((part) => part.slice(2, -1))));
  for (const name of used) if (name !== "" && !elements.has(name)) throw badValue(`No array filter found for identifier '${name}' in path '${edits[0]?.path ?? ""}'`);
  for (const name of elements.keys()) if (!used.has(name)) throw failedToParse(`The array filter for identifier '${name}' was not used in the update`);
}

/** A new document for an upsert: what the filter says must be equal, then the update. */
export function upsertedDocument(request: UpdateRequest): Doc {
  const base = equalities(request.filter);
  if (!isReplacement(request.update)) return applyUpdate(request, base, true);
  const id = request.update["_id"] ?? base["_id"];
  return id === undefined ? request.update : idFirst({ ...applyUpdate(request, base["_id"] === undefined ? {} : { _id: base["_id"] }, true), _id: id });
}

function equalities(filter: Doc): Doc {
  let doc: Doc = {};
  const paths: string[] = [];
  const put = (path: string, value: Value) => {
    const parts = path.split(".");
    const twice = paths.find((other) => other === path || other.startsWith(`${path}.`) || path.startsWith(`${other}.`));
    if (twice !== undefined) throw new CommandError(54, `cannot infer query fields to set, path '${path}' is matched twice`);
    paths.push(path);
    doc = applyEdit(doc, { path, parts, creates: true, elements: new Map(), change: () => value });
  };
  const gather = (part: Doc) => {
    for (const name of Object.keys(part)) {
      const operand = part[name];
      if ((name === "$and" || name === "$or" && Array.isArray(operand) && operand.length === 1) && Array.isArray(operand)) operand.filter(isDoc).forEach(gather);
      else if (name.startsWith("$")) continue;
      else if (operand instanceof BSONRegExp) continue;
      else if (!isDoc(operand) || !Object.keys(operand)[0]?.startsWith("$")) put(name, operand);
      else if (Object.hasOwn(operand, "$eq")) put(name, operand["$eq"]);
      else for (const list of [operand["$in"], operand["$all"]]) if (Array.isArray(list) && list.length === 1) put(name, list[0]);
    }
  };
  gather(filter);
  return doc;
}
