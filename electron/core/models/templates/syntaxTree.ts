/** A node as the parser of templates makes it: the properties depend on its type. */
export type SyntaxNode = { type: string } & Record<string, unknown>;
/** A node with the way to it. `key`: the property of its parent that holds it. */
export type Visited = { node: SyntaxNode; key: string; parent: Visited | null; depth: number };

const isNode = (value: unknown): value is SyntaxNode => typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";

function childrenOf(node: SyntaxNode): [key: string, child: SyntaxNode][] {
  const found: [string, SyntaxNode][] = [];
  for (const [key, value] of Object.entries(node)) {
    // The operator is a token of the text, not an expression.
    if (key === "operator") continue;
    if (isNode(value)) found.push([key, value]);
    else if (Array.isArray(value)) for (const each of value) if (isNode(each)) found.push([key, each]);
    if (value instanceof Map) for (const each of [...value.keys(), ...value.values()]) if (isNode(each)) found.push([key, each]);
  }
  return found;
}

/** All nodes below `root` and itself, parents first, up to `most`. Without recursion: a chain of a thousand additions is as deep. */
export function visitAll(root: SyntaxNode, most = Infinity): Visited[] {
  const all: Visited[] = [{ node: root, key: "", parent: null, depth: 0 }];
  for (let index = 0; index < all.length && all.length <= most; index++) {
    const parent = all[index]!;
    for (const [key, node] of childrenOf(parent.node)) all.push({ node, key, parent, depth: parent.depth + 1 });
  }
  return all;
}

/** The nodes around `visited`, nearest first. */
export function around(visited: Visited): Visited[] {
  const found: Visited[] = [];
  for (let each = visited.parent; each; each = each.parent) found.push(each);
  return found;
}

const mostInExpression = 500;
/** The nodes of one expression; of one that is longer than any that people write only the first ones. */
export const visitExpression = (root: unknown): Visited[] => (isNode(root) ? visitAll(root, mostInExpression) : []);

export const isInside = (visited: Visited, type: string): boolean => around(visited).some(({ node }) => node.type === type);

/** The name that a chain of accesses, calls, slices and filters begins with; null: it begins with none. */
export function rootName(node: unknown): string | null {
  let each = node;
  while (isNode(each)) {
    if (each.type === "Identifier") return String(each["value"]);
    each = each["object"] ?? each["operand"] ?? each["callee"] ?? each["lhs"];
  }
  return null;
}

/** The text that an expression of literals gives, put together with `~` and `+`; null: it is not one. */
export function literalText(node: unknown): string | null {
  const parts: string[] = [];
  const open = [node];
  while (open.length > 0) {
    const each = open.pop();
    if (!isNode(each)) return null;
    if (each.type === "StringLiteral") parts.push(String(each["value"]));
    else if (each.type === "BinaryExpression" && ["~", "+"].includes(operatorOf(each))) open.push(each["right"], each["left"]);
    else return null;
  }
  return parts.join("");
}

export const operatorOf = (node: SyntaxNode): string => (isNode(node["operator"]) ? String(node["operator"]["value"]) : "");
/** The property's name in `a.name` and `a["name"]`; null where it is worked out. */
export const accessed = (node: SyntaxNode): string | null => (node.type !== "MemberExpression" ? null : node["computed"] === true ? literalText(node["property"]) : isNode(node["property"]) ? String(node["property"]["value"]) : null);
/** The number of a whole or broken literal. */
export const literalNumber = (node: unknown): number | null => (isNode(node) && (node.type === "IntegerLiteral" || node.type === "FloatLiteral") ? Number(node["value"]) : null);
/** The called name and its arguments; null: it is no plain call. */
export function called(node: unknown): { name: string; args: SyntaxNode[] } | null {
  if (!isNode(node) || node.type !== "CallExpression" || !isNode(node["callee"])) return null;
  const { callee } = node as { callee?: SyntaxNode };
  const name = callee!.type === "Identifier" ? String(callee!["value"]) : accessed(callee!);
  return name === null ? null : { name, args: (node["args"] as SyntaxNode[] | undefined) ?? [] };
}
