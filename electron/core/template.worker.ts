// The thread on which chat templates run: a template is a program from a stranger's file, and may never end.
import { Template } from "@huggingface/jinja";
import { parentPort } from "node:worker_threads";
import { maxRequestChars } from "../../shared/schemas/chat.ts";
import type { RenderAnswer, RenderJob } from "./gateway/templateRenderer.ts";

/** A template may add to the longest conversation; hundreds of millions of characters are only a way to stop everyone. */
const maxPromptChars = 2 * maxRequestChars;
/** Its own words go into the log, to the command line and onto the page. */
const maxErrorChars = 1000;

let last: { text: string; template: Template } | undefined;

function render({ template: text, messages, bosToken, eosToken }: RenderJob): RenderAnswer {
  try {
    if (last?.text !== text) last = { text, template: new Template(text) };
    const prompt = last.template.render({ messages, bos_token: bosToken, eos_token: eosToken, add_generation_prompt: true });
    if (prompt.length <= maxPromptChars) return { prompt };
    return { error: `it made a prompt of ${prompt.length.toLocaleString("en")} characters; at most ${maxPromptChars.toLocaleString("en")} are taken.` };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return { error: words.length <= maxErrorChars ? words : `${words.slice(0, maxErrorChars)}…` };
  }
}

parentPort!.on("message", (job: RenderJob) => parentPort!.postMessage(render(job)));
parentPort!.postMessage("ready");
