// The thread on which chat templates run: a template is a program from a stranger's file, and may never end.
import { Template } from "@huggingface/jinja";
import { parentPort } from "node:worker_threads";
import { maxRequestChars } from "../../shared/schemas/chat.ts";
import type { RenderAnswer, RenderJob } from "./gateway/templateRenderer.ts";

/** A template may add to the longest conversation; hundreds of millions of characters are only a way to stop everyone. */
const maxPromptChars = 2 * maxRequestChars;
/** Its own words go into the log, to the command line and onto the page. */
const maxErrorChars = 1000;

/** Conversations rendered to find the message that a template refuses. */
const mostTries = 200;
const triesMs = 300;

let last: { text: string; template: Template } | undefined;

function render({ template: text, messages, tools, bosToken, eosToken }: RenderJob): RenderAnswer {
  try {
    if (last?.text !== text) last = { text, template: new Template(text) };
    const prompt = renderAll(messages);
    if (prompt.length <= maxPromptChars) return { prompt };
    return { error: `it made a prompt of ${prompt.length.toLocaleString("en")} characters; at most ${maxPromptChars.toLocaleString("en")} are taken.` };
  } catch (error) {
    const words = wordsOf(error);
    return { error: words.length <= maxErrorChars ? words : `${words.slice(0, maxErrorChars)}…`, message: refusedMessage(words) };
  }

  function renderAll(some: RenderJob["messages"]): string {
    return last!.template.render({ messages: some, ...(tools && { tools }), bos_token: bosToken, eos_token: eosToken, add_generation_prompt: true });
  }

  /** The first message with which a conversation that ends there is refused in the same words; null where none is told. */
  function refusedMessage(words: string): number | null {
    if (last?.text !== text) return null;
    const until = performance.now() + triesMs;
    for (let count = 1; count < Math.min(messages.length, mostTries); count++) {
      if (performance.now() > until) return null;
      try {
        renderAll(messages.slice(0, count));
      } catch (error) {
        if (wordsOf(error) === words) return count - 1;
      }
    }
    return messages.length <= mostTries ? messages.length - 1 : null;
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

parentPort!.on("message", (job: RenderJob) => parentPort!.postMessage(render(job)));
parentPort!.postMessage("ready");
