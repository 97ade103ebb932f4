import type { ExportFormat } from "../../../../shared/schemas/export.ts";

/** What a person chooses from: a name, what it is for, and how its file's name ends. */
export const exportFormats: readonly { format: ExportFormat; name: string; purpose: string; ending: string }[] = [
  { format: "tapedeck", name: "Tapedeck", purpose: "Everything that was recorded, with feedback and traces. Import it elsewhere and nothing is lost.", ending: ".tapedeck.jsonl" },
  { format: "openai-chat", name: "OpenAI chat", purpose: "Fine-tuning with conversations and tools. A correction stands in the answer's place.", ending: ".jsonl" },
  { format: "openai-evals", name: "OpenAI evals", purpose: "Test questions with the answer that is wanted.", ending: ".jsonl" },
  { format: "sharegpt", name: "ShareGPT", purpose: "Conversations for trainers such as LLaMA-Factory and Axolotl.", ending: ".jsonl" },
  { format: "alpaca", name: "Alpaca", purpose: "Instruction and output for simple instruction tuning.", ending: ".jsonl" },
  { format: "dpo", name: "Preference pairs (DPO)", purpose: "A bad answer beside its correction, or beside a good answer to the same prompt, from feedback.", ending: ".jsonl" },
  { format: "kto", name: "Good and bad (KTO)", purpose: "Each answer with feedback, labelled good or bad.", ending: ".jsonl" },
  { format: "parquet", name: "Parquet", purpose: "A folder of tables by day and model for DuckDB, Spark or pandas.", ending: "" },
  { format: "csv", name: "CSV", purpose: "A table for spreadsheets, made so that no cell runs as a formula.", ending: ".csv" },
];

export const formatOf = (format: ExportFormat) => exportFormats.find((each) => each.format === format)!;

/** `interactions-2026-11-25` with the format's ending, for a date of this machine. */
export function exportName(format: ExportFormat, now: Date): string {
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  return `interactions-${day}${formatOf(format).ending}`;
}
