import { existsSync } from "node:fs";
import { resolve } from "node:path";

/** A file's path from this command's folder, made absolute because the core may run in another one; every other way to name a model stays. */
export function targetFor(model: string): string {
  const looksLikePath = /[/\\]|\.gguf$/i.test(model);
  return looksLikePath && existsSync(model) ? resolve(model) : model;
}
