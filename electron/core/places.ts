import { fileURLToPath } from "node:url";

// In source and in the build this file, or the chunk it became, lies two folders deep, so the same relative addresses are right in both.
const isSource = import.meta.url.endsWith(".ts");
const pathTo = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const program = (relative: string) => pathTo(`${relative}.${isSource ? "ts" : "js"}`);

/** Where core finds what it starts and what it ships with. */
export const places = {
  llamaEntry: program("../llama/main"),
  parentWatch: program("../core/parentWatch.worker"),
  logWriter: program("../core/logWriter.worker"),
  logReader: program("../core/logReader.worker"),
  exportWriter: program("../core/exportWriter.worker"),
  importReader: program("../core/importReader.worker"),
  templateWorker: program("../core/template.worker"),
  care: program("../core/care.worker"),
  otlpDecoder: program("../core/otlpDecoder.worker"),
  databaseCheck: program("../core/databaseCheck.worker"),
  resourcesFolder: pathTo("../../resources"),
  rendererFolder: pathTo(isSource ? "../../dist/renderer" : "../../renderer"),
};
