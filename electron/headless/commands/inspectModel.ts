import { inspectFile } from "../../core/models/inspectFile.ts";
import { errorCodes } from "../../../shared/errors.ts";
import type { Context } from "../context.ts";
import { formatBytes, formatCount } from "../format.ts";

/** What a GGUF file is. */
export async function inspectModel(file: string, { output }: Context): Promise<number> {
  const found = await inspectFile(file);
  if (output.isJson) await output.document(found);
  if (!found.valid) {
    if (!output.isJson) output.note(`tapedeck: ${found.reason}`);
    return errorCodes["not-a-model"].exitCode;
  }
  if (output.isJson) return 0;
  const { estimate } = found;
  const facts: [string, string][] = [
    ["Name", found.name],
    ["Architecture", found.architecture],
    ["Parameters", formatCount(found.parameters)],
    ["Quantization", found.quantization],
    ["Context", `${formatCount(found.contextLength)} tokens`],
    ["Tensors", `${formatCount(found.tensors)} (${found.tensorTypes.map(({ type, tensors }) => `${tensors} ${type}`).join(", ")})`],
    ["Chat template", found.chatTemplate === null ? "none" : `${formatCount(found.chatTemplate.length)} characters`],
    ["Size", formatBytes(found.sizeBytes)],
    ["Memory", `about ${formatBytes(estimate.totalBytes)} at ${formatCount(estimate.contextTokens)} tokens of context`],
  ];
  for (const [name, value] of facts) await output.line(`${name.padEnd(14)} ${value}`);
  for (const { severity, what, why } of found.findings) await output.line(`${severity.padEnd(14)} ${what} ${why}`);
  return 0;
}
