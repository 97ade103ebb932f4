import type { ImportFormat } from "../../../../shared/schemas/transfer.ts";
import { csv } from "./csv/csvFormat.ts";
import type { Format } from "./item.ts";
import { langfuse } from "./langfuse/langfuse.ts";
import { langsmith } from "./langsmith/langsmith.ts";
import { openaiJsonl } from "./openaiJsonl.ts";
import { openaiStored } from "./openaiStored.ts";
import { otlpJson } from "./otlpJson.ts";
import { phoenix } from "./phoenix/phoenix.ts";
import { sharegpt } from "./sharegpt.ts";
import { tapedeck } from "./tapedeck.ts";
import { chatgpt } from "./trees/chatgpt.ts";
import { openwebui } from "./trees/openwebui.ts";

/** What can be imported. */
export const formats: Record<ImportFormat, Format> = {
  tapedeck, "openai-jsonl": openaiJsonl, "openai-stored": openaiStored, langfuse, phoenix, langsmith, sharegpt, "otlp-json": otlpJson, chatgpt, openwebui, csv,
};
