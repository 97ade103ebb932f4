// The thread on which chat templates run: a template is a program from a stranger's file, and may never end.
import { Template } from "@huggingface/jinja";
import { parentPort } from "node:worker_threads";
import type { RenderAnswer, RenderJob } from "./gateway/templateRenderer.ts";

let last: { text: string; template: Template } | undefined;

function render({ template: text, messages, bosToken, eosToken }: RenderJob): RenderAnswer {
  try {
    if (last?.text !== text) last = { text, template: new Template(text) };
    return { prompt: last.template.render({ messages, bos_token: bosToken, eos_token: eosToken, add_generation_prompt: true }) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

parentPort!.on("message", (job: RenderJob) => parentPort!.postMessage(render(job)));
parentPort!.postMessage("ready");
