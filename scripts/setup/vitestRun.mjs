import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectNode, root } from "./folders.mjs";

/** Runs one vitest project and gives its tests as `{ title, file, state }`. What kept tests from running stands among them as failed. */
export async function runVitest(project, { env = {}, filters = [] } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "tapedeck-report-"));
  const report = join(folder, "report.json");
  const args = [join(root, "node_modules/vitest/vitest.mjs"), "run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...filters];
  try {
    const code = await new Promise((resolve, reject) => {
      const child = spawn(projectNode(), args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, ...env } });
      child.once("error", reject).once("exit", (status) => resolve(status ?? 3));
    });
    const tests = testsIn(report);
    const isExplained = code === 0 || tests.some(({ state }) => state === "failed");
    return isExplained ? tests : [...tests, { title: `the ${project} tests ended with ${code}`, file: "vitest.config.ts", state: "failed" }];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function testsIn(report) {
  let results = [];
  try {
    results = JSON.parse(readFileSync(report, "utf8")).testResults;
  } catch {
    // A run that broke leaves no report; its exit code tells.
  }
  return results.flatMap(({ name, status, assertionResults }) => {
    const file = name.slice(root.length + 1);
    const tests = assertionResults.map((result) => ({ title: result.fullName, file, state: stateOf(result.status) }));
    const isBroken = status === "failed" && !tests.some(({ state }) => state === "failed");
    return isBroken ? [...tests, { title: "the file could not be run", file, state: "failed" }] : tests;
  });
}

const stateOf = (status) => (status === "passed" || status === "failed" ? status : "skipped");
