import { Command, InvalidArgumentError } from "commander";
import { version } from "../core/version.ts";
import type { Context } from "./context.ts";

type Run = (work: (context: Context) => Promise<number>, options: { data?: string }) => Promise<void>;

/** Every command and its options. What a command does is loaded when it runs, so that each loads only what it needs. */
export function createProgram(run: Run): Command {
  const program = new Command("tapedeck")
    .description("Run, watch, record, replay and compare language models on this machine.")
    .version(version)
    .exitOverride()
    .configureOutput({ writeErr: (text) => void process.stderr.write(text) })
    // So that `--version` of `models import` is its own.
    .enablePositionalOptions()
    .showSuggestionAfterError()
    .addHelpText("after", "\nExit codes: 0 done, 1 a gate or assertion failed, 2 wrong usage or input, 3 internal or environment error.\nEvery command takes --data DIR (default: the platform's user-data folder, or TAPEDECK_DATA) and --json.");

  const command = (parent: Command, usage: string, description: string) =>
    parent.command(usage).description(description).option("--data <dir>", "the data folder").option("--json", "one JSON document on standard output");

  command(program, "serve", "serve the console to browsers and run in the background")
    .option("--host <host>", "address to listen on", "127.0.0.1")
    .option("--port <port>", "port to listen on; 0 takes a free one", wholeNumber, 0)
    .action((options) => run(async (context) => (await import("./commands/serve.ts")).serve(options, context), options));

  const models = program.command("models").description("the library of models");
  command(models, "inspect <file>", "what a GGUF file is; loads no native code and opens no data folder")
    .action((file, options) => run(async (context) => (await import("./commands/inspectModel.ts")).inspectModel(file, context), options));
  command(models, "list", "the models of the library")
    .action((options) => run(async (context) => (await import("./commands/listModels.ts")).listModels(context), options));
  command(models, "scan [folder...]", "look for GGUF files in folders, or where other programs keep theirs; imports nothing")
    .action((folders, options) => run(async (context) => (await import("./commands/scanModels.ts")).scanModels(folders, context), options));
  command(models, "import <file...>", "add GGUF files to the library, where they lie")
    .option("--family <name>", "the family that the files are versions of")
    .option("--version <version>", "the version within the family")
    .option("--copy", "copy the files into the data folder")
    .action((files, options) => run(async (context) => (await import("./commands/importModels.ts")).importModels(files, options, context), options));

  command(models, "bench <file>", "how fast a model is on this machine: prompt and answer tokens per second, first token, memory")
    .option("--quick", "a first look in seconds: fewer and shorter measurements, each once")
    .action((file, options) => run(async (context) => (await import("./commands/benchModel.ts")).benchModel(file, options, context), options));
  command(models, "pull <uri>", "fetch a model and add it to the library: hf:OWNER/REPO/FILE, hf:OWNER/REPO:QUANTIZATION or https://…; goes on where it stopped")
    .option("--sha256 <hash>", "the SHA-256 that the file must have")
    .option("--name <name>", "what to call the model")
    .action((uri, options) => run(async (context) => (await import("./commands/pullModel.ts")).pullModel(uri, options, context), options));

  command(program, "chat <text>", "ask a model once, and record it; `-` reads the text from standard input")
    .requiredOption("--model <model>", "a name, an id, the start of a hash, or a file's path")
    .option("--system <text>", "a system prompt")
    .option("--seed <n>", "seed of the sampler", wholeNumber)
    .option("--temperature <n>", "0 always takes the likeliest token", decimal)
    .option("--top-k <n>", "only the likeliest so many tokens; 0: all", wholeNumber)
    .option("--top-p <n>", "only the likeliest tokens that together have this probability", decimal)
    .option("--min-p <n>", "only tokens with at least this share of the likeliest one's probability", decimal)
    .option("--max-tokens <n>", "longest answer", wholeNumber)
    .option("--schema <file>", "a JSON Schema that the answer must follow")
    .option("--grammar <file>", "a grammar (GBNF) that the answer must follow")
    .option("--logprobs <n>", "how likely each token was, beside the likeliest n (0 to 20; with --json)", wholeNumber)
    .action((text, options) => run(async (context) => (await import("./commands/chat.ts")).chat(text, options, context), options));

  command(program, "import <file>", "take in interactions from a file: Tapedeck's own, OpenAI, Langfuse, Phoenix, LangSmith, ShareGPT, OTLP, ChatGPT, Open WebUI, CSV")
    .option("--format <format>", "auto, tapedeck, openai-jsonl, openai-stored, langfuse, phoenix, langsmith, sharegpt, otlp-json, chatgpt, openwebui or csv", "auto")
    .option("--map <theirs=ours>", "what a column of a CSV is, for example question=input (may be repeated)", (value: string, all: string[]) => [...all, value], [])
    .option("--time-zone <zone>", "the zone of times that name none: utc, local, or a name such as Europe/Berlin")
    .action((file, options) => run(async (context) => (await import("./commands/importFile.ts")).importFile(file, options, context), options));

  command(program, "query", "recorded interactions as JSON lines, newest first")
    .option("--filter <expression>", "for example: status = failed and createdAt > -24h")
    .option("--text <words>", "words that stand in prompt, answer or error")
    .option("--limit <n>", "at most this many", wholeNumber, 50)
    .action((options) => run(async (context) => (await import("./commands/query.ts")).query(options, context), options));

  command(program, "export", "write recorded interactions as a data set")
    .requiredOption("--format <format>", "tapedeck, openai-chat, openai-evals, sharegpt, alpaca, dpo, kto, parquet or csv")
    .requiredOption("--out <file>", "where to: a file, a folder for parquet, or - for standard output")
    .option("--filter <expression>", "as of query")
    .option("--text <words>", "as of query")
    .option("--order <order>", "oldest or newest first", "oldest")
    .option("--good-from <n>", "dpo and kto: feedback of this value and above is good (default: 0.5, on a scale to 1)", decimal)
    .option("--raw", "csv: cells as they are, also where a spreadsheet would run them as formulas")
    .option("--force", "replace what is there already")
    .action((options) => run(async (context) => (await import("./commands/exportInteractions.ts")).exportInteractions(options, context), options));

  command(program, "replay <id>", "send a recorded interaction again and grade the answer")
    .option("--target <model>", "another model than the one that answered")
    .option("--times <n>", "how often", wholeNumber, 1)
    .option("--set <name=value>", "change a parameter, for example temperature=0 (may be repeated)", (value: string, all: string[]) => [...all, value], [])
    .option("--expect <grade>", "`identical`: any other answer is exit code 1")
    .action((id, options) => run(async (context) => (await import("./commands/replay.ts")).replay(id, options, context), options));

  command(program, "backup <folder>", "copy all databases of the data folder into a new folder, while it is used")
    .option("--verify", "do not copy: hold the backup in that folder against its manifest and read it through")
    .action((folder, options) => run(async (context) => (await import("./commands/backup.ts")).backup(folder, options, context), options));
  command(program, "restore <backup>", "put a backup in the place of a data folder that nobody uses; what was there goes aside")
    .action((folder, options) => run(async (context) => (await import("./commands/restore.ts")).restore(folder, context), options));

  command(program, "doctor", "check this machine and say what to fix")
    .option("--repair", "build broken indexes and full text anew, and give back free space; nobody may use the data folder meanwhile")
    .option("--start-new", "set a broken database aside and start with an empty one; nothing is deleted")
    .action((options) => run(async (context) => (await import("./commands/doctor.ts")).doctor(options, context), options));
  return program;
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(Number(text))) throw new InvalidArgumentError("A whole number is needed.");
  return Number(text);
}

function decimal(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) throw new InvalidArgumentError("A number is needed.");
  return value;
}
