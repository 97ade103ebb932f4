import type { Found, Read } from "./readTemplate.ts";
import { around, called, literalNumber, operatorOf, rootName, type SyntaxNode, type Visited } from "./syntaxTree.ts";

/** More rounds, or characters, than this no conversation needs. */
const mostRounds = 10_000;

/** Names that stand for the messages: `messages`, and what is set from it. */
export function messageNames({ all }: Read): Set<string> {
  const names = new Set(["messages"]);
  for (const { node } of all) {
    if (node.type !== "Set") continue;
    const target = rootName(node["assignee"]);
    const isOneOf = (node["value"] as SyntaxNode | null)?.type === "MemberExpression" && ((node["value"] as SyntaxNode)["property"] as SyntaxNode).type !== "SliceExpression";
    if (target !== null && !isOneOf && names.has(rootName(node["value"]) ?? "")) names.add(target);
  }
  return names;
}

/** Rounds that the numbers of a `range(…)` give; null: it has none, or none that stand in the template. */
function rangeRounds(iterable: unknown): number | null {
  const call = called(iterable);
  if (call?.name !== "range") return null;
  const numbers = call.args.map(literalNumber);
  if (numbers.includes(null)) return null;
  const [first = 0, second, step = 1] = numbers as number[];
  return second === undefined ? first : Math.abs((second - first) / (step || 1));
}

const loopsAround = (visited: Visited) => around(visited).filter(({ node }) => node.type === "For").map(({ node }) => node);
const iterableOf = (loop: SyntaxNode) => { const each = loop["iterable"] as SyntaxNode; return each.type === "SelectExpression" ? each["lhs"] : each; };

/** Macros that call themselves, also through others. */
function recursiveMacros({ all }: Read): string[] {
  const calls = new Map<string, Set<string>>();
  const macros = all.filter(({ node }) => node.type === "Macro").map(({ node }) => rootName(node["name"]) ?? "");
  for (const visited of all) {
    const name = called(visited.node)?.name;
    if (name === undefined || !macros.includes(name)) continue;
    for (const { node } of around(visited)) if (node.type === "Macro") calls.set(rootName(node["name"])!, (calls.get(rootName(node["name"])!) ?? new Set()).add(name));
  }
  return [...new Set(macros)].filter((macro) => {
    const reached = new Set<string>();
    const open = [macro];
    for (let name = open.pop(); name !== undefined; name = open.pop()) for (const next of calls.get(name) ?? []) if (!reached.has(next)) { reached.add(next); open.push(next); }
    return reached.has(macro);
  });
}

/** Whether a text is set to itself twice over, in a loop: it doubles with each round. */
function doublesItself({ node }: Visited): boolean {
  if (node.type !== "Set") return false;
  const target = JSON.stringify(node["assignee"]);
  const open = [node["value"]];
  let times = 0;
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    if (JSON.stringify(each) === target) times++;
    else if ((each as SyntaxNode | null)?.type === "BinaryExpression") open.push((each as SyntaxNode)["left"], (each as SyntaxNode)["right"]);
  }
  return times > 1;
}

function isBigProduct(node: SyntaxNode): boolean {
  if (node.type !== "BinaryExpression" || !["*", "**"].includes(operatorOf(node))) return false;
  return operatorOf(node) === "**" || [node["left"], node["right"]].some((side) => Math.abs(literalNumber(side) ?? 0) > mostRounds);
}

/** Loops without a bound, and texts that grow without one. */
export function judgeWork(read: Read): Found[] {
  const found: Found[] = [];
  const names = messageNames(read);
  const isOverMessages = (loop: SyntaxNode) => names.has(rootName(iterableOf(loop)) ?? "");
  let mostNested = 0;
  let most = 0;
  for (const visited of read.all) {
    if (visited.node.type !== "For") continue;
    const loops = [visited.node, ...loopsAround(visited)];
    mostNested = Math.max(mostNested, loops.filter(isOverMessages).length);
    most = Math.max(most, loops.reduce((product, loop) => product * (rangeRounds(iterableOf(loop)) ?? 1), 1));
  }
  if (most > mostRounds) found.push({ severity: "danger", what: "Loop without bound", why: `A loop of the chat template goes ${Math.round(most).toLocaleString("en")} rounds, whatever the conversation is.` });
  if (mostNested > 1) found.push({ severity: mostNested > 2 ? "danger" : "caution", what: "Loops over the messages, one in another", why: `Rendering takes the number of messages to the power of ${mostNested}: long conversations become slow.` });
  const recursive = recursiveMacros(read);
  if (recursive.length > 0) found.push({ severity: "caution", what: "Macro that calls itself", why: `${recursive.slice(0, 3).join(", ")} may go on without end; rendering is stopped after 2 seconds.` });
  if (read.all.some((visited) => doublesItself(visited) && loopsAround(visited).length > 0)) found.push({ severity: "danger", what: "Text that doubles", why: "A text of the chat template is set to itself twice over in a loop: it fills the memory in a few dozen rounds." });
  if (read.all.some(({ node }) => isBigProduct(node))) found.push({ severity: "danger", what: "Text by multiplication", why: "The chat template multiplies by a large number or raises to a power, which no conversation needs and which can fill the memory." });
  return found;
}
