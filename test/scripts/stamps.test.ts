import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
let checkout: string;
/** The set-up's scripts, alone in a checkout of their own. */
beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), "tapedeck setup #% é-"));
  cpSync(join(root, "scripts"), join(checkout, "scripts"), { recursive: true });
});
afterEach(() => rmSync(checkout, { recursive: true, force: true }));

/** Runs a module's lines in a process of its own, with the stamps at hand. */
function run(lines: string, env: Record<string, string> = {}) {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", lines], { cwd: checkout, encoding: "utf8", env: { ...process.env, ...env } });
  return { status, signal, stdout, stderr };
}

const step = `import { appendFileSync, readFileSync } from "node:fs";
import { fingerprintOf, isStamped, stamp } from "./scripts/setup/stamps.mjs";
const fingerprint = fingerprintOf("input");
if (!isStamped("done/step", fingerprint)) {
  appendFileSync("log", "begun ");
  if (process.env.KILL) process.kill(process.pid, "SIGKILL");
  stamp("done/step", fingerprint);
}`;
const log = () => readFileSync(join(checkout, "log"), "utf8").trim().split(" ");

describe("a step with a stamp", () => {
  beforeEach(() => {
    mkdirSync(join(checkout, "input"));
    writeFileSync(join(checkout, "input/a"), "one");
  });

  it("is done again after it was killed half way, and then not any more", () => {
    expect(run(step, { KILL: "1" }).signal).toBe("SIGKILL");
    expect(existsSync(join(checkout, "done/step"))).toBe(false);
    for (let turn = 0; turn < 3; turn++) expect(run(step)).toMatchObject({ status: 0, stderr: "" });
    expect(log()).toHaveLength(2);
  });

  it("is done again where its stamp was cut off", () => {
    run(step);
    const path = join(checkout, "done/step");
    writeFileSync(path, readFileSync(path, "utf8").slice(0, 20));
    run(step);
    expect(log()).toHaveLength(2);
  });

  it.for([
    ["other bytes", () => writeFileSync(join(checkout, "input/a"), "other")],
    ["a new file", () => writeFileSync(join(checkout, "input/b"), "")],
    ["a file that is gone", () => rmSync(join(checkout, "input/a"))],
    ["a later time of change", () => utimesSync(join(checkout, "input/a"), new Date(), new Date(Date.now() + 5000))],
  ] as const)("is done again for %s among its inputs", ([, change]) => {
    run(step);
    change();
    run(step);
    run(step);
    expect(log()).toHaveLength(2);
  });

  it("is not done again for what the type checker notes", () => {
    run(step);
    writeFileSync(join(checkout, "input/tsconfig.tsbuildinfo"), "{}");
    run(step);
    expect(log()).toHaveLength(1);
  });
});

// Only npm is replaced, which would fetch 600 MB: it notes its calls, and at `ci` does what the test says.
describe.skipIf(process.platform === "win32")("the installation of the dependencies", () => {
  const install = `import { installDependencies } from "./scripts/setup/dependencies.mjs"; installDependencies();`;
  function installWith(atCi: string) {
    const bin = join(checkout, "bin");
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, "npm"), `#!/bin/sh\nprintf '%s ' "$1" >> log\n[ "$1" = ci ] || exit 1\nmkdir -p node_modules/better-sqlite3\n${atCi}\n`);
    chmodSync(join(bin, "npm"), 0o755);
    return run(install, { PATH: `${bin}${delimiter}${process.env["PATH"]}` });
  }
  const whole = "echo '{}' > node_modules/better-sqlite3/package.json; echo '{}' > node_modules/.package-lock.json";
  beforeEach(() => writeFileSync(join(checkout, "package-lock.json"), "{}"));

  it("is done again after it was killed with npm at work, and then not any more", () => {
    expect(installWith("kill -9 $PPID").signal).toBe("SIGKILL");
    expect(installWith(whole).status).toBe(0);
    expect(installWith("exit 1").status).toBe(0);
    expect(log()).toEqual(["ci", "ci"]);
  });

  it("says what to do where npm fails, and is done again by the next start", () => {
    expect(installWith("exit 7")).toMatchObject({ status: 1, stderr: expect.stringContaining("npm ci ended with 7). Check the network") as string });
    expect(installWith(whole).status).toBe(0);
    expect(log()).toEqual(["ci", "ci"]);
  });

  it("is done again for another lockfile", () => {
    installWith(whole);
    writeFileSync(join(checkout, "package-lock.json"), '{ "name": "other" }');
    installWith(whole);
    expect(log()).toEqual(["ci", "ls", "ci"]);
  });
});
