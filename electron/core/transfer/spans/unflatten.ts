import type { Attributes } from "./sourceSpan.ts";

/** A longer path is a name of its own, not a place in a tree. */
const maxPathLength = 12;

type Branch = Map<string, Branch | { value: unknown }>;

/**
 * The tree below a prefix of dotted names: `llm.input_messages.0.message.role` and its like become a list of objects. Gives the names that
 * it is made of too. A place that is a value and a tree at once keeps the value; the tree's names are then not among them.
 */
export function unflatten(attributes: Attributes, prefix: string): { tree: unknown; names: string[] } {
  const start = `${prefix}.`;
  const root: Branch = new Map();
  const names: string[] = [];
  for (const [name, value] of attributes) {
    if (!name.startsWith(start)) continue;
    const path = name.slice(start.length).split(".", maxPathLength + 1);
    if (path.length <= maxPathLength && plant(root, path, value)) names.push(name);
  }
  return { tree: names.length === 0 ? undefined : grown(root), names };
}

function plant(root: Branch, path: string[], value: unknown): boolean {
  let branch = root;
  for (const step of path.slice(0, -1)) {
    let next = branch.get(step);
    if (!next) branch.set(step, (next = new Map()));
    if (!(next instanceof Map)) return false;
    branch = next;
  }
  const last = path.at(-1)!;
  if (branch.has(last)) return false;
  branch.set(last, { value });
  return true;
}

function grown(branch: Branch): unknown {
  const entries = [...branch].map(([step, below]) => [step, below instanceof Map ? grown(below) : below.value] as const);
  const isList = entries.every(([step]) => /^\d{1,9}$/.test(step));
  return isList ? entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, value]) => value) : Object.fromEntries(entries);
}
