import { quoted } from "../../../../shared/gguf/quoted.ts";
import type { Found, Read } from "./readTemplate.ts";
import { accessed, called, literalText, rootName } from "./syntaxTree.ts";

/** What leads from a value to the program that renders it, in JavaScript or in Python. */
const inward = /^(__\w+(__)?|constructor|prototype|caller|callee|mro|func_globals|gi_frame|f_globals|im_class|globals|builtins)$/;
/** Objects of Python's renderers from which those ways begin. */
const doors = new Set(["self", "lipsum", "cycler", "joiner", "config", "request", "get_flashed_messages", "url_for"]);

/** Accesses that serve to break out of the renderer. Ours has no such ways; others that use this file may. */
export function judgeAccess({ all }: Read): Found[] {
  const names = new Set<string>();
  for (const { node, key } of all) {
    const property = accessed(node);
    if (property !== null && inward.test(property)) names.add(property);
    if (node.type === "MemberExpression" && doors.has(rootName(node) ?? "")) names.add(rootName(node)!);
    const call = key === "filter" ? called(node) : null;
    const attribute = call?.name === "attr" || call?.name === "map" ? call.args.map((arg) => literalText(arg) ?? literalText(arg["value"]) ?? "") : [];
    for (const each of attribute) if (inward.test(each)) names.add(each);
  }
  if (names.size === 0) return [];
  return [{ severity: "danger", what: "Reaches into the renderer", why: `The chat template uses ${[...names].slice(0, 4).map(quoted).join(", ")}, which serve to break out of the program that renders it. Tapedeck's renderer has no such way.` }];
}
