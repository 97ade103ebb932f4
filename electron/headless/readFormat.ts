import { readFile, stat } from "node:fs/promises";
import { AppError } from "../../shared/errors.ts";
import type { ResponseFormat } from "../../shared/schemas/responseFormat.ts";
import { JsonObject } from "../../shared/schemas/tools.ts";

const mostBytes = 1_000_000;

/** What `--schema FILE` or `--grammar FILE` asks of the answer. Throws `bad-request` for a file that is none. */
export async function readFormat({ schema, grammar }: { schema?: string; grammar?: string }): Promise<ResponseFormat | undefined> {
  if (schema !== undefined && grammar !== undefined) throw new AppError("bad-request", "An answer can follow --schema or --grammar, not both.");
  if (grammar !== undefined) return { type: "grammar", gbnf: await read(grammar, "--grammar") };
  if (schema === undefined) return undefined;
  const text = await read(schema, "--schema");
  try {
    return { type: "json-schema", schema: JsonObject.parse(JSON.parse(text)) };
  } catch (error) {
    throw new AppError("bad-request", `--schema: ${schema} holds no JSON object${error instanceof SyntaxError ? ` (${error.message})` : ""}.`, { fix: "Give a file with one JSON Schema.", cause: error });
  }
}

async function read(path: string, option: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > mostBytes) throw new Error(`it has ${size.toLocaleString("en")} bytes, more than ${mostBytes.toLocaleString("en")}`);
    return await readFile(path, "utf8");
  } catch (error) {
    throw new AppError("bad-request", `${option}: ${path} can't be read: ${(error as Error).message}.`, { cause: error });
  }
}
