import type { Found, Read } from "./readTemplate.ts";
import { accessed, around, called, isInside, literalText, operatorOf, rootName, visitExpression, type SyntaxNode, type Visited } from "./syntaxTree.ts";

const positions = new Set(["first", "index", "index0", "last", "previtem"]);

/** Roles that an expression compares with. */
const rolesIn = (node: unknown): string[] => visitExpression(node).filter(({ node: each }) => each.type === "StringLiteral").map(({ node: each }) => String(each["value"]));
/** Whether an expression asks where in the conversation a message stands. */
const asksPosition = (node: unknown): boolean => visitExpression(node).some(({ node: each }) => (rootName(each) === "loop" && positions.has(accessed(each) ?? "")) || (each.type === "MemberExpression" && (each["property"] as SyntaxNode).type === "IntegerLiteral"));

const testsAround = (visited: Visited): unknown[] => around(visited).flatMap(({ node }) => (node.type === "If" ? [node["test"]] : node.type === "Ternary" ? [node["condition"]] : []));

/** A refusal of system messages that are not the first one: said so, or by the roles that it allows in turn. */
function systemOnlyFirst({ all }: Read): boolean {
  const handlesFirst = all.some(({ node }) => node.type === "BinaryExpression" && operatorOf(node) === "==" && literalText(node["right"]) === "system" && accessed(node["left"] as SyntaxNode) === "role" && asksPosition(node["left"]));
  return all.some((visited) => {
    const call = called(visited.node);
    if (call?.name !== "raise_exception") return false;
    const tests = testsAround(visited);
    const roles = tests.flatMap(rolesIn);
    if (/system/i.test(literalText(call.args[0]) ?? "") && tests.length > 0 && !/not supported/i.test(literalText(call.args[0]) ?? "")) return true;
    if (roles.includes("system") && tests.some(asksPosition)) return true;
    // Roles that must take turns, or an `else` of the known ones, behind a system message that was taken off first.
    const isInTurn = tests.some((test) => asksPosition(test) && rolesIn(test).length > 0);
    return handlesFirst && isInside(visited, "For") && !roles.includes("system") && roles.some((role) => role === "user" || role === "assistant") && (isInTurn || visited.key === "alternate");
  });
}

/** What the template does with system messages, and whether it asks for an answer. */
export function judgeRoles(read: Read): Found[] {
  const found: Found[] = [];
  const texts = read.all.filter(({ node }) => node.type === "StringLiteral").map(({ node }) => String(node["value"]));
  const namesRole = read.all.some((visited) => accessed(visited.node) === "role" && !isTested(visited));
  const refusesSystem = read.all.some(({ node }) => called(node)?.name === "raise_exception" && /system.{0,200}(not supported|not allowed)/i.test(literalText(called(node)!.args[0]) ?? ""));
  if (!refusesSystem && systemOnlyFirst(read)) found.push({ severity: "caution", what: "System only first", why: "The chat template refuses a conversation with a system message that is not its first message." });
  if (refusesSystem) found.push({ severity: "caution", what: "No system messages", why: "The chat template refuses conversations with a system message." });
  else if (!texts.some((text) => /\bsystem\b/i.test(text)) && !namesRole) found.push({ severity: "caution", what: "System messages are ignored", why: "The chat template never looks at the role system: such messages do not reach the model, or as something else." });
  if (!read.all.some(({ node }) => node.type === "Identifier" && node["value"] === "add_generation_prompt")) {
    found.push({ severity: "info", what: "No generation prompt", why: "The chat template does not begin an answer: the model may go on with the user's message." });
  }
  return found;
}

/** Whether the expression is part of a condition. */
function isTested(visited: Visited): boolean {
  let below = visited;
  for (const each of around(visited)) {
    if (below.key === "test" || below.key === "condition") return true;
    below = each;
  }
  return visited.key === "test" || visited.key === "condition";
}
