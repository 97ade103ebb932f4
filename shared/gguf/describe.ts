import { digits } from "./digits.ts";
import type { z } from "zod";
import type { Inspection } from "../schemas/model.ts";
import { memoryShape, type MemoryShape } from "./memoryShape.ts";
import { notAModel } from "./byteReader.ts";
import { readChatFormat, type ChatFormat } from "./chatFormat.ts";
import { estimateInspected } from "./estimate.ts";
import { createFacts } from "./facts.ts";
import { findingsOf } from "./findings.ts";
import { kindOf, type GgufKind } from "./kinds.ts";
import type { GgufHeader } from "./parseHeader.ts";
import { quoted } from "./quoted.ts";
import { refusalOf } from "./refusal.ts";
import { quantizationOf, typeShares } from "./quantization.ts";
import type { Tensor } from "./tensors.ts";
import { readTokenizer } from "./tokenizer.ts";

const mostContextTokens = 2 ** 32;

export type ValidInspection = Extract<z.infer<typeof Inspection>, { valid: true }>;
/** `basename` and `version` as the file's metadata gives them; empty where it does not. */
export type GgufDescription = { kind: GgufKind; basename: string; version: string; chat: ChatFormat; memory: MemoryShape; tensors: Tensor[]; inspection: ValidInspection };

/** What a header says of its model. Throws `not-a-model` where values are missing or of types that native code aborts on. */
export function describe(header: GgufHeader): GgufDescription {
  const facts = createFacts(header);
  const architecture = facts.text("general.architecture");
  if (!architecture) throw notAModel("The header does not say which architecture the model has (general.architecture).", null);
  if (!/^[\w.-]{1,64}$/.test(architecture)) throw notAModel(`The header is damaged: it names the architecture ${quoted(architecture)}.`, null);
  const contextLength = facts.count(`${architecture}.context_length`) ?? 0;
  if (contextLength > mostContextTokens) throw notAModel(`The header is damaged: it claims a context of ${digits(contextLength)} tokens.`, null);
  const tokenizer = readTokenizer(header, facts);
  const tensorTypes = typeShares(header.tensors);
  const memory = memoryShape(header, facts, architecture);
  const quantization = quantizationOf(facts, tensorTypes);
  const chat = readChatFormat(header, facts);
  const kind = kindOf(facts, header.tensors.length);
  const refusal = refusalOf(facts, { kind, architecture, tensors: header.tensors, tokenizer });
  return {
    kind,
    basename: facts.text("general.basename") ?? "",
    version: facts.text("general.version") ?? "",
    chat,
    tensors: header.tensors,
    memory,
    inspection: {
      valid: true,
      architecture,
      name: facts.text("general.name") ?? "",
      parameters: header.tensors.reduce((sum, { elements }) => sum + elements, 0),
      contextLength,
      quantization: quantization.name,
      tensors: header.tensors.length,
      tensorTypes,
      chatTemplate: chat.template,
      sizeBytes: header.fileBytes,
      estimate: estimateInspected(memory, contextLength),
      findings: findingsOf(facts, { kind, refusal, tokenizer, contextLength, quantization }),
      refusal: refusal && `${refusal.what}. ${refusal.why}`,
    },
  };
}
