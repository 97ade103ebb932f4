import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectNode, root } from "./folders.mjs";

/** Runs one vitest project and gives its tests as `{ title, file, state, reason }`, whatever their fate; `isBroken`: the run itself failed. */
export async function runVitest(project, env = {}) {
  const folder = mkdtempSync(join(tmpdir(), "tapedeck-report-"));
  const report = join(folder, "report.json");
  const args = [join(root, "node_modules/vitest/vitest.mjs"), "run", "--project", project, "--passWithNoTests", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const code = await new Promise((resolve) => spawn(projectNode(), args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, ...env } }).once("exit", (status) => resolve(status ?? 3)));
  try {
    const { testResults } = JSON.parse(readFileSync(report, "utf8"));
    const tests = testResults.flatMap(({ name, assertionResults }) => assertionResults.map(({ fullName, status }) => ({ title: fullName, file: name.slice(root.length + 1), state: stateOf(status) })));
    const brokenFiles = testResults.filter(({ status, assertionResults }) => status === "failed" && !assertionResults.some((each) => each.status === "failed"));
    for (const { name } of brokenFiles) tests.push({ title: "the file could not be run", file: name.slice(root.length + 1), state: "failed" });
    return { tests, isBroken: code !== 0 && !tests.some(({ state }) => state === "failed") };
  } catch {
    return { tests: [], isBroken: true };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const stateOf = (status) => (status === "passed" || status === "failed" ? status : "skipped");
