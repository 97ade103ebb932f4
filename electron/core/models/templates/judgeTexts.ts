import { quoted } from "../../../../shared/gguf/quoted.ts";
import type { Found, Read } from "./readTemplate.ts";
import { around, called, operatorOf, type Visited } from "./syntaxTree.ts";

const invisible = /[\u00ad\u061c\u115f\u1160\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u{e0000}-\u{e007f}]/gu;
const links = /\b(?:https?:\/\/|www\.)[^\s"'<>)\]]{1,300}/gi;
const addresses = /\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g;
const images = /!\[[^\]]{0,200}\]\(/;
/** What tells the model how to behave; a default system message does that in the open. */
const instruction = /\b(you are|you're|you must|you should|you will|your (task|job|role|name)|always|never|do not|don['’]t|respond (only|with|in)|answer (only|with|in)|pretend|act as|instead of answering)\b/i;
/** What tells it to do so behind the user's back. */
const secret = /\b(ignore (all|any|the|every|previous|prior)|disregard|secretly|covertly|without (telling|mentioning|informing)|(do not|don['’]t|never) (tell|reveal|mention|disclose|inform|admit)|regardless of what the user|hidden (instruction|rule))\b/i;
/** What well-known templates say of tools. */
const aboutTools = /do not tell the user about function calls/gi;
const mostQuoted = 3;

const textOf = ({ node }: Visited) => String(node["value"]);
/** Places in which a text is compared, looked up or handed on rather than made part of the prompt. */
const aside = new Set(["test", "property", "args", "left", "right", "key"]);

/** Whether a text becomes part of the prompt: it stands by itself, or is put together with others, and is not what is said where a conversation is refused. */
export function isEmitted(visited: Visited): boolean {
  const { node, key, parent } = visited;
  if (node.type !== "StringLiteral") return false;
  const isPut = !aside.has(key) || (parent?.node.type === "BinaryExpression" && ["+", "~"].includes(operatorOf(parent.node)));
  return isPut && !around(visited).some((each) => called(each.node)?.name === "raise_exception");
}

const isSecret = (visited: Visited) => secret.test(textOf(visited).replace(aboutTools, ""));
const shown = (visited: Visited[]) => quotedOnce(visited.map(textOf));
const quotedOnce = (texts: string[]) => [...new Set(texts)].slice(0, mostQuoted).map((text) => quoted(text.trim().replace(/\s+/g, " "))).join(", ");

/** What the template says itself: instructions, links, and characters that nobody sees. */
export function judgeTexts({ all, text }: Read): Found[] {
  const found: Found[] = [];
  const marks = text.match(invisible) ?? [];
  if (marks.length > 0) {
    const codes = [...new Set(marks)].slice(0, 4).map((mark) => `U+${mark.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`);
    found.push({ severity: "danger", what: "Invisible characters", why: `The chat template has ${marks.length} characters that nobody sees or that turn the direction of text (${codes.join(", ")}).` });
  }
  const emitted = all.filter(isEmitted);
  const secrets = emitted.filter(isSecret);
  if (secrets.length > 0) found.push({ severity: "danger", what: "Instructions behind the user's back", why: `The chat template tells the model: ${shown(secrets)}.` });
  const plain = emitted.filter((each) => instruction.test(textOf(each)) && !isSecret(each));
  const always = plain.filter((each) => !around(each).some(({ node }) => node.type === "If" || node.type === "Ternary"));
  if (always.length > 0) found.push({ severity: "caution", what: "Instructions in every conversation", why: `The chat template tells the model: ${shown(always)}.` });
  else if (plain.length > 0) found.push({ severity: "info", what: "Instructions of its own", why: `In some conversations, such as those with tools or without a system message, the chat template tells the model: ${shown(plain)}.` });
  const named = text.match(links) ?? [];
  if (images.test(text)) found.push({ severity: "danger", what: "Image link", why: "The chat template has the beginning of an image link: where answers are shown as pages, it can carry the conversation to its address." });
  if (named.length > 0) found.push({ severity: "caution", what: "Web addresses", why: `The chat template names ${quotedOnce(named)}.` });
  const mail = text.match(addresses) ?? [];
  if (mail.length > 0) found.push({ severity: "caution", what: "E-mail addresses", why: `The chat template names ${quotedOnce(mail)}.` });
  return found;
}
