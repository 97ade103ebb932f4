import { quoted } from "../../../../shared/gguf/quoted.ts";
import type { Found, Read } from "./readTemplate.ts";
import { isEmitted } from "./judgeTexts.ts";
import { accessed, around, called, operatorOf, rootName, visitExpression, type SyntaxNode, type Visited } from "./syntaxTree.ts";

/** Two words or more: prose, not a mark such as `<|im_start|>assistant`. */
const prose = /\p{L}{2,40}[\s,]{1,9}\p{L}{2}/u;
/** Marks of the format itself, which templates look for in order to take them out. */
const mark = /^(<.*>|\[[^[\]]*\]|[^\p{L}]*)$/su;
/** Keys of a message that comes in parts. */
const partKeys = new Set(["text", "parts", "blocks", "thinking", "type", "image", "image_url", "audio", "video", "reasoning", "tool_calls"]);
const textTests = new Set(["startswith", "endswith", "find", "index", "count", "split"]);

/** Names that hold what a message says, such as `content` after `{% set content = message.content %}`. */
function contentNames({ all }: Read): Set<string> {
  const names = new Set<string>();
  for (const { node } of all) if (node.type === "Set" && node["value"] && touchesContent(node["value"] as SyntaxNode, names)) names.add(rootName(node["assignee"]) ?? "");
  names.delete("");
  return names;
}

const touchesContent = (node: SyntaxNode, names: Set<string>) => visitExpression(node).some((each) => accessed(each.node) === "content" || (each.node.type === "Identifier" && each.key !== "property" && names.has(String(each.node["value"]))));

/** Texts that `test` looks for in what a message says. */
function soughtTexts(test: SyntaxNode, names: Set<string>): string[] {
  const sought: string[] = [];
  for (const { node } of visitExpression(test)) {
    const isCompared = node.type === "BinaryExpression" && ["==", "!=", "in", "not in"].includes(operatorOf(node));
    const sides = isCompared ? [node["left"], node["right"]] : textTests.has(called(node)?.name ?? "") ? [node["callee"], ...called(node)!.args] : [];
    const nodes = sides as SyntaxNode[];
    const literals = nodes.flatMap((side) => (side.type === "StringLiteral" ? [side] : side.type === "ArrayLiteral" || side.type === "TupleLiteral" ? (side["value"] as SyntaxNode[]).filter(({ type }) => type === "StringLiteral") : []));
    if (literals.length > 0 && nodes.some((side) => touchesContent(side, names))) sought.push(...literals.map((each) => String(each["value"])));
  }
  return sought.filter((text) => !partKeys.has(text));
}

const branches = new Set(["body", "alternate", "trueExpr", "falseExpr"]);

/** Instructions that only appear when a user says a certain thing. */
export function judgeConditions(read: Read): Found[] {
  const names = contentNames(read);
  const tests = new Map<SyntaxNode, string[]>();
  const soughtBy = ({ node }: Visited): string[] => {
    const test = (node.type === "If" ? node["test"] : node.type === "Ternary" ? node["condition"] : node.type === "For" && (node["iterable"] as SyntaxNode).type === "SelectExpression" ? (node["iterable"] as SyntaxNode)["test"] : undefined) as SyntaxNode | undefined;
    if (!test) return [];
    if (!tests.has(node)) tests.set(node, soughtTexts(test, names));
    return tests.get(node)!;
  };
  const triggers = new Set<string>();
  const texts = new Set<string>();
  for (const visited of read.all) soughtBy(visited).forEach((text) => triggers.add(text));
  if (triggers.size === 0) return [];
  for (const visited of read.all.filter(isEmitted)) {
    if (!prose.test(String(visited.node["value"]))) continue;
    let below = visited;
    for (const each of around(visited)) {
      if (branches.has(below.key) && soughtBy(each).length > 0) texts.add(String(visited.node["value"]));
      below = each;
    }
  }
  const sought = [...triggers].slice(0, 3).map(quoted).join(", ");
  if (texts.size > 0) return [{ severity: "danger", what: "Hidden instructions", why: `Where a message says ${sought}, the chat template adds ${[...texts].slice(0, 2).map((text) => quoted(text.trim())).join(", ")}.` }];
  if ([...triggers].every((text) => mark.test(text.trim()))) return [];
  return [{ severity: "caution", what: "Depends on what users say", why: `The chat template looks for ${sought} in messages, and renders the conversation otherwise where it finds it.` }];
}
