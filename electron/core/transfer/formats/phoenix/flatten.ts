import { fieldsOf, listOf } from "../../spans/shapes.ts";

const deepest = 20;

/** A tree of attributes by their dotted names, as OpenInference writes them: objects and lists of objects are paths, other lists are values. */
export function flatten(tree: Record<string, unknown>): [string, unknown][] {
  const found: [string, unknown][] = [];
  walk(tree, "", 0);
  return found;

  function walk(value: unknown, path: string, depth: number): void {
    const list = listOf(value);
    const isTree = list ? list.length > 0 && list.every((each) => fieldsOf(each)) : fieldsOf(value) !== undefined;
    if (!isTree || depth > deepest) {
      if (path !== "") found.push([path, value]);
      return;
    }
    for (const [name, below] of Object.entries(value as object)) walk(below, path === "" ? name : `${path}.${name}`, depth + 1);
  }
}
