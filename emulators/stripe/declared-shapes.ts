import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

const resources = join(import.meta.dirname, "../../node_modules/stripe/esm/resources");

/**
 * Where an object differs from what the installed package declares, one line a field: missing, not declared, or of another type.
 * Files are named as in stripe/esm/resources, e.g. "Checkout/Sessions.d.ts", and read only when something leads there.
 */
export function differencesFrom(file: string, name: string, value: object): string[] {
  const scope: Scope = { file: join(resources, file), prefix: "" };
  const declared = declarationOf(scope, name);
  if (!declared) throw new Error(`${file} declares no ${name}.`);
  return againstDeclaration(declared, value, name);
}

/** In which file, and inside which namespaces there, a type was written. */
interface Scope {
  file: string;
  prefix: string;
}

interface Declared {
  node: ts.InterfaceDeclaration | ts.TypeAliasDeclaration;
  scope: Scope;
}

function againstDeclaration({ node, scope }: Declared, value: unknown, path: string): string[] {
  if (ts.isTypeAliasDeclaration(node)) return againstType(node.type, scope, value, path);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${path} is no object`];
  const members = membersOf({ node, scope });
  // An interface without fields stands for whatever a client of Stripe's own is told.
  if (members.length === 0) return [];
  const given = value as Record<string, unknown>;
  const undeclared = Object.keys(given).filter((field) => !members.some(({ name }) => name === field));
  return [
    ...undeclared.map((field) => `${path}.${field} is not declared`),
    ...members.flatMap(({ name, optional, type, scope: inside }) => {
      if (given[name] === undefined) return optional ? [] : [`${path}.${name} is missing`];
      return againstType(type, inside, given[name], `${path}.${name}`);
    }),
  ];
}

function againstType(type: ts.TypeNode, scope: Scope, value: unknown, path: string): string[] {
  const wrong = [`${path} is ${JSON.stringify(value)?.slice(0, 60)}, not ${type.getText().slice(0, 120)}`];
  const pass = (is: boolean) => (is ? [] : wrong);
  if (ts.isUnionTypeNode(type)) {
    let nearest = wrong;
    for (const branch of type.types) {
      const attempt = againstType(branch, scope, value, path);
      if (attempt.length === 0) return [];
      if (isNearer(attempt, nearest, path)) nearest = attempt;
    }
    return nearest;
  }
  if (ts.isParenthesizedTypeNode(type)) return againstType(type.type, scope, value, path);
  if (ts.isArrayTypeNode(type)) return againstList(type.elementType, scope, value, path);
  if (ts.isTypeLiteralNode(type)) return againstRecord(type, scope, value, path);
  if (ts.isLiteralTypeNode(type)) return pass(literalOf(type) === value);
  if (ts.isTypeReferenceNode(type)) return againstReference(type, scope, value, path);
  switch (type.kind) {
    case ts.SyntaxKind.StringKeyword:
      return pass(typeof value === "string");
    case ts.SyntaxKind.NumberKeyword:
      return pass(typeof value === "number");
    case ts.SyntaxKind.BooleanKeyword:
      return pass(typeof value === "boolean");
    case ts.SyntaxKind.VoidKeyword:
      return pass(value === undefined);
    case ts.SyntaxKind.UnknownKeyword:
      return [];
    default:
      throw new Error(`${path}: the check does not know ${type.getText()}.`);
  }
}

function againstReference(type: ts.TypeReferenceNode, scope: Scope, value: unknown, path: string): string[] {
  const name = type.typeName.getText();
  const [argument] = type.typeArguments ?? [];
  const wrong = (is: boolean, what: string) => (is ? [] : [`${path} is no ${what}`]);
  if (name === "OtherString") return wrong(typeof value === "string", "string");
  // Over the wire a string, which the SDK makes an object of.
  if (name === "Decimal") return wrong(/^-?\d+(\.\d+)?$/.test(String(value)), "decimal");
  if (name === "Metadata")
    return wrong(typeof value === "object" && value !== null && Object.values(value).every((text) => typeof text === "string"), "metadata");
  if (name === "Array" && argument) return againstList(argument, scope, value, path);
  if (name === "ApiList" && argument) {
    const { object, data, has_more, url } = value as Record<string, unknown>;
    const isList = object === "list" && typeof has_more === "boolean" && typeof url === "string";
    return [...wrong(isList, "list"), ...againstList(argument, scope, data, `${path}.data`)];
  }
  const declared = declarationOf(scope, name);
  return declared ? againstDeclaration(declared, value, path) : [`${path} is a ${name}, whose declaration the check does not find`];
}

function againstList(element: ts.TypeNode, scope: Scope, value: unknown, path: string): string[] {
  if (!Array.isArray(value)) return [`${path} is no list`];
  return value.flatMap((item, position) => againstType(element, scope, item, `${path}[${position}]`));
}

function againstRecord(type: ts.TypeLiteralNode, scope: Scope, value: unknown, path: string): string[] {
  const [signature] = type.members.filter(ts.isIndexSignatureDeclaration);
  if (!signature || typeof value !== "object" || value === null) return [`${path} is no record`];
  return Object.entries(value).flatMap(([key, inner]) => againstType(signature.type, scope, inner, `${path}.${key}`));
}

interface Member {
  name: string;
  optional: boolean;
  type: ts.TypeNode;
  scope: Scope;
}

/** An interface's own fields, and those of what it extends. */
function membersOf({ node, scope }: { node: ts.InterfaceDeclaration; scope: Scope }): Member[] {
  const inside = { file: scope.file, prefix: joined(scope.prefix, node.name.text) };
  const own = node.members
    .filter(ts.isPropertySignature)
    .flatMap((field) => (field.type ? [{ name: field.name.getText(), optional: field.questionToken !== undefined, type: field.type, scope: inside }] : []));
  const inherited = (node.heritageClauses ?? [])
    .flatMap(({ types }) => types.map(({ expression }) => declarationOf(scope, expression.getText())))
    .flatMap((base) => (base && ts.isInterfaceDeclaration(base.node) ? membersOf({ node: base.node, scope: base.scope }) : []));
  return [...inherited.filter(({ name }) => !own.some((field) => field.name === name)), ...own];
}

/** "PaymentMethodDetails.Card", written inside Charge, is "Charge.PaymentMethodDetails.Card"; else it was imported. */
function declarationOf(scope: Scope, name: string): Declared | null {
  const file = readDeclarations(scope.file);
  for (let prefix = scope.prefix; ; prefix = prefix.slice(0, Math.max(0, prefix.lastIndexOf(".")))) {
    const node = file.declared.get(joined(prefix, name));
    if (node) {
      const full = joined(prefix, name);
      return { node, scope: { file: scope.file, prefix: full.slice(0, Math.max(0, full.lastIndexOf("."))) } };
    }
    if (prefix === "") break;
  }
  const [head = "", ...rest] = name.split(".");
  const imported = file.imported.get(head);
  return imported ? declarationOf({ file: imported.file, prefix: "" }, [imported.name, ...rest].join(".")) : null;
}

interface Declarations {
  declared: Map<string, ts.InterfaceDeclaration | ts.TypeAliasDeclaration>;
  imported: Map<string, { file: string; name: string }>;
}

const files = new Map<string, Declarations>();

function readDeclarations(path: string): Declarations {
  const known = files.get(path);
  if (known) return known;
  const read: Declarations = { declared: new Map(), imported: new Map() };
  files.set(path, read);
  const visit = (node: ts.Node, prefix: string): void => {
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) read.declared.set(joined(prefix, node.name.text), node);
    else if (ts.isModuleDeclaration(node)) node.body?.forEachChild((child) => visit(child, joined(prefix, node.name.getText())));
    else if (ts.isImportDeclaration(node)) noteImports(node, path, read);
    else ts.forEachChild(node, (child) => visit(child, prefix));
  };
  visit(ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true), "");
  return read;
}

function noteImports(node: ts.ImportDeclaration, path: string, read: Declarations): void {
  const file = join(dirname(path), (node.moduleSpecifier as ts.StringLiteral).text.replace(/\.js$/, ".d.ts"));
  const names = node.importClause?.namedBindings;
  if (!names || !ts.isNamedImports(names)) return;
  for (const { name, propertyName } of names.elements) read.imported.set(name.text, { file, name: (propertyName ?? name).text });
}

/** Of a union's branches the one that fits outside and differs inside tells most; among those the one that differs least. */
function isNearer(one: string[], other: string[], path: string): boolean {
  const getsInside = (differences: string[]) => differences.every((difference) => difference.startsWith(`${path}.`) || difference.startsWith(`${path}[`));
  if (getsInside(one) !== getsInside(other)) return getsInside(one);
  return one.length < other.length;
}

function literalOf({ literal }: ts.LiteralTypeNode): unknown {
  if (ts.isStringLiteral(literal)) return literal.text;
  if (literal.kind === ts.SyntaxKind.NullKeyword) return null;
  return literal.kind === ts.SyntaxKind.TrueKeyword ? true : literal.kind === ts.SyntaxKind.FalseKeyword ? false : undefined;
}

function joined(prefix: string, name: string): string {
  return prefix === "" ? name : `${prefix}.${name}`;
}
