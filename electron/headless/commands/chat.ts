import { text as readAll } from "node:stream/consumers";
import type { CoreContract } from "../../../shared/contract.ts";
import { AppError, errorCodes, toFailure } from "../../../shared/errors.ts";
import type { Client } from "../../../shared/rpc/contract.ts";
import type { Message, Sampling } from "../../../shared/schemas/chat.ts";
import { unlessAborted } from "../../core/unlessAborted.ts";
import { connectToCore } from "../connectToCore.ts";
import type { Context } from "../context.ts";
import { readFormat } from "../readFormat.ts";
import { targetFor } from "../targetFor.ts";

type Options = { model: string; system?: string; schema?: string; grammar?: string; logprobs?: number } & Pick<Sampling, "seed" | "temperature" | "topK" | "topP" | "minP" | "maxTokens">;

/** One recorded interaction, its answer streamed to standard output. */
export async function chat(text: string, options: Options, { output, signal, dataFolder }: Context): Promise<number> {
  const { system, seed, temperature, topK, topP, minP, maxTokens } = options;
  const messages: Message[] = [...(system === undefined ? [] : [{ role: "system" as const, content: system }]), { role: "user", content: text === "-" ? await unlessAborted(readAll(process.stdin), signal) : text }];
  if (messages.at(-1)!.content.trim() === "") throw new AppError("bad-request", "There is nothing to ask: the text is empty.", { fix: "Give a text, or `-` to read it from standard input." });
  const sampling: Sampling = { seed, temperature, topK, topP, minP, maxTokens };
  const responseFormat = await readFormat(options);
  const logprobs = options.logprobs === undefined ? undefined : { top: options.logprobs };
  const { core, close } = await connectToCore(await dataFolder(), signal);
  let interactionId: string | undefined;
  try {
    for await (const event of core.gateway.run({ target: await targetFor(core, options.model), messages, sampling, responseFormat, logprobs, origin: "chat" }, signal)) {
      if (event.type === "begun") interactionId = event.interactionId;
      if (event.type === "text" && !output.isJson) await output.write(event.text);
    }
    if (output.isJson) await output.document(await answerOf(core, interactionId!));
    else await output.write("\n");
    return 0;
  } catch (error) {
    if (interactionId === undefined || !output.isJson) throw error;
    const { code, message, fix } = toFailure(error);
    await output.document({ ...(await answerOf(core, interactionId)), error: { code, message, fix } });
    return errorCodes[code].exitCode;
  } finally {
    await close();
  }
}

/** As it was recorded. `note` says why an answer stops where it does, such as JSON that the limit cut off. */
async function answerOf(core: Client<CoreContract>, id: string) {
  const { status, output, finishReason, usage, timings, logprobs, error } = await core.interactions.get({ id });
  return { interactionId: id, status, text: output, finishReason, usage, timings, ...(logprobs && { logprobs }), ...(status === "ok" && error && { note: error.message }) };
}
