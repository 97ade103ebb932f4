import { AppError } from "../../../shared/errors.ts";
import { Sampling } from "../../../shared/schemas/chat.ts";
import type { ReplayResult } from "../../../shared/schemas/replay.ts";
import { describeIssues } from "../../../shared/rpc/issues.ts";
import { connectToCore } from "../connectToCore.ts";
import type { Context } from "../context.ts";
import { targetFor } from "../targetFor.ts";

type Options = { target?: string; times: number; set: string[]; expect?: string };

/** Sends an interaction again and grades each answer. A different answer is a result, and exit code 1 only with `--expect identical`. */
export async function replay(id: string, options: Options, { output, signal, dataFolder }: Context): Promise<number> {
  if (options.expect !== undefined && options.expect !== "identical") throw new AppError("bad-request", `--expect can be \`identical\`, not ${JSON.stringify(options.expect)}.`);
  const overrides = overridesFrom(options.set);
  const { core, close } = await connectToCore(await dataFolder(), signal);
  const results: ReplayResult[] = [];
  try {
    const original = await core.interactions.get({ id }, signal);
    const target = options.target === undefined ? undefined : await targetFor(core, options.target);
    for await (const event of core.replay.run({ interactionId: original.id, target, times: options.times, overrides }, signal)) {
      if (event.type !== "result") continue;
      results.push(event.result);
      if (!output.isJson) await output.line(lineOf(event.result, results.length, options.times));
    }
    const identical = results.filter(({ grade }) => grade === "identical").length;
    if (output.isJson) {
      const short = results.map(({ interactionId, grade, firstDivergence, differences, error }) => ({ interactionId, grade, firstDivergence, differences, error }));
      await output.document({ interactionId: original.id, times: options.times, identical, results: short });
    } else await output.line(`${identical} of ${results.length} identical`);
    return options.expect === "identical" && identical < options.times ? 1 : 0;
  } finally {
    await close();
  }
}

function lineOf({ interactionId, grade, firstDivergence, differences, error }: ReplayResult, index: number, times: number): string {
  const where = firstDivergence && `from token ${firstDivergence.token}: ${JSON.stringify(firstDivergence.original)} became ${JSON.stringify(firstDivergence.replayed)}`;
  const parts = [`${index}/${times}`, grade, interactionId, where, differences.length > 0 && `other ${differences.join(", ")}`, error];
  return parts.filter(Boolean).join("  ");
}

/** `temperature=0`, `max-tokens=20`, `stop=["a"]`. Throws `bad-request` that names what is wrong. */
function overridesFrom(settings: string[]): Sampling {
  const values = settings.map((setting) => {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(setting) ?? [];
    const key = name?.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
    if (key === undefined || value === undefined || !(key in Sampling.shape)) {
      throw new AppError("bad-request", `--set ${setting}: not a parameter and its value.`, { fix: `Parameters are ${Object.keys(Sampling.shape).join(", ")}.` });
    }
    return [key, parseValue(value)];
  });
  const parsed = Sampling.safeParse(Object.fromEntries(values));
  if (!parsed.success) throw new AppError("bad-request", `--set: ${describeIssues(parsed.error)}`);
  return parsed.data;
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
