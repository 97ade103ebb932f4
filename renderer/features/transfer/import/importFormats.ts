import type { ImportFormat } from "../../../../shared/schemas/transfer.ts";

/** The formats by the names of the programs that write them. */
export const importFormats: { format: ImportFormat | "auto"; name: string }[] = [
  { format: "auto", name: "Found by content" },
  { format: "tapedeck", name: "Tapedeck" },
  { format: "openai-jsonl", name: "OpenAI training chats" },
  { format: "openai-stored", name: "OpenAI stored completions" },
  { format: "langfuse", name: "Langfuse" },
  { format: "phoenix", name: "Phoenix, OpenInference" },
  { format: "langsmith", name: "LangSmith" },
  { format: "sharegpt", name: "ShareGPT" },
  { format: "otlp-json", name: "OpenTelemetry (OTLP)" },
  { format: "chatgpt", name: "ChatGPT" },
  { format: "openwebui", name: "Open WebUI" },
  { format: "csv", name: "CSV" },
];

export const importFormatName = (format: ImportFormat): string => importFormats.find((each) => each.format === format)!.name;
