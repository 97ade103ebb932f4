import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { createScan } from "../../../../electron/core/models/scan/createScan.ts";
import { walkFolder } from "../../../../electron/core/models/scan/walkFolder.ts";
import type { FoundFile } from "../../../../shared/schemas/model.ts";
import { buildGguf, minimal, type BuiltValue } from "../../../helpers/buildGguf.ts";
import { splitGguf } from "../../../helpers/splitGguf.ts";
import { openLibrary, resourcesFolder } from "../openLibrary.ts";

const demo = join(resourcesFolder, "models", "demo-support-v2.Q8_0.gguf");
const never = new AbortController().signal;
const bytesOf = (seed: string, ...metadata: [string, BuiltValue][]) => buildGguf({ metadata: [...minimal.metadata, ["test.seed", { string: seed }], ...metadata] });

/** A library, and a home folder that is empty. */
function openScan() {
  const { library, jobs, folder } = openLibrary();
  const home = join(folder, "home");
  mkdirSync(home);
  const service = createScan({ library, jobs, home, environment: {} });
  return {
    library, jobs, folder, home, service,
    write(path: string, bytes: Buffer = bytesOf(path)): string {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, bytes);
      return path;
    },
    async scan(paths?: string[]): Promise<FoundFile[]> {
      const { jobId } = await service.scan({ paths });
      let last: FoundFile[] = [];
      for await (const found of service.found({ jobId }, never)) last = found;
      await expect.poll(() => jobs.list().find(({ id }) => id === jobId)?.state).toBe("done");
      return last;
    },
  };
}
const brief = (found: FoundFile[]) => found.map(({ place, name, modelId, problem }) => [place, name, modelId, problem]);

describe("looking for models", () => {
  it("shows each GGUF of a folder once: known ones with their model, split ones at their first part, broken ones with the reason", async () => {
    const { scan, library, folder, write } = openScan();
    const root = join(folder, "models dir");
    const known = write(join(root, "a", "known.gguf"));
    write(join(root, "a", "notes.txt"), Buffer.from("not a model"));
    write(join(root, "b", "broken.gguf"), bytesOf("broken").subarray(0, 200));
    write(join(root, "lora.GGUF"), bytesOf("l", ["general.type", { string: "adapter" }]));
    splitGguf(demo, 3, join(root, "b"), "whole");
    for (const path of splitGguf(demo, 3, join(root, "a"), "part").slice(2)) rmSync(path);
    symlinkSync(known, join(root, "z-link.gguf"));
    symlinkSync(root, join(root, "b", "circle"));
    const { id } = (await library.import({ path: known })).model;
    const before = readdirSync(root, { recursive: true });
    const found = await scan([root]);
    expect(brief(found.toSorted((a, b) => (a.name < b.name ? -1 : 1)))).toEqual([
      ["folder", "broken.gguf", null, expect.stringContaining("cut off")],
      ["folder", "lora.GGUF", null, null],
      ["folder", "part-00001-of-00003.gguf", null, expect.stringContaining("a part is missing: part-00003-of-00003.gguf")],
      ["folder", "whole-00001-of-00003.gguf", null, null],
      ["folder", "z-link.gguf", id, null],
    ]);
    expect(found.find(({ name }) => name === "lora.GGUF")?.kind).toBe("adapter");
    expect(readdirSync(root, { recursive: true })).toEqual(before);
    expect(library.list()).toHaveLength(3);
  });

  it("knows the stores of LM Studio, Ollama, Jan and the Hugging Face cache by the home folder", async () => {
    const { scan, library, home, write } = openScan();
    write(join(home, ".lmstudio", "models", "owner", "repo", "studio.gguf"));
    write(join(home, "jan", "models", "jan", "model.gguf"));

    const blob = readFileSync(demo);
    const sha256 = createHash("sha256").update(blob).digest("hex");
    const ollama = join(home, ".ollama", "models");
    write(join(ollama, "blobs", `sha256-${sha256}`), blob);
    write(join(ollama, "blobs", `sha256-${"0".repeat(64)}`), Buffer.from("a template"));
    const layers = [{ mediaType: "application/vnd.ollama.image.model", digest: `sha256:${sha256}` }, { mediaType: "application/vnd.ollama.image.template", digest: `sha256:${"0".repeat(64)}` }];
    write(join(ollama, "manifests", "registry.example", "library", "support", "8b"), Buffer.from(JSON.stringify({ layers })));
    write(join(ollama, "manifests", "registry.example", "library", "broken", "latest"), Buffer.from("{"));
    write(join(ollama, "manifests", "registry.example", "library", "hostile", "latest"), Buffer.from(JSON.stringify({ layers: [{ mediaType: layers[0]!.mediaType, digest: "sha256:../../../secret" }] })));

    const repo = join(home, ".cache", "huggingface", "hub", "models--owner--repo");
    const hubBlob = write(join(repo, "blobs", "f".repeat(64)));
    const snapshot = join(repo, "snapshots", "abc", "hub.Q8_0.gguf");
    mkdirSync(dirname(snapshot), { recursive: true });
    symlinkSync(relative(dirname(snapshot), hubBlob), snapshot);

    const found = await scan();
    expect(brief(found)).toEqual([
      ["lm-studio", "studio.gguf", null, null],
      ["ollama", "support:8b", (await library.resolve("demo-support-v2")).id, null],
      ["jan", "model.gguf", null, null],
      ["hugging-face", "hub.Q8_0.gguf", null, null],
    ]);
    expect(found.at(-1)!.path).toBe(snapshot);
  });

  it("imports a blob with odd characters in its path, and takes the same bytes elsewhere for a second place of it", async () => {
    const { scan, library, folder, write } = openScan();
    const store = join(folder, "a b#%'é");
    const bytes = bytesOf("blob", ["general.name", { string: "Tiny Helper" }]);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    write(join(store, "manifests", "host", "kim", "tiny", "latest"), Buffer.from(JSON.stringify({ layers: [{ mediaType: "application/vnd.ollama.image.model", digest: `sha256:${sha256}` }] })));
    write(join(store, "blobs", `sha256-${sha256}`), bytes);
    const [file] = await scan([store]);
    expect(file).toMatchObject({ place: "ollama", name: "kim/tiny:latest", modelId: null, problem: null });
    const { model } = await library.import({ path: file!.path });
    expect(model).toMatchObject({ name: "Tiny Helper", location: file!.path });
    expect((await library.resolve(sha256.slice(0, 8))).id).toBe(model.id);
    const copy = join(folder, "other name.gguf");
    copyFileSync(file!.path, copy);
    expect(await library.import({ path: copy })).toMatchObject({ alreadyThere: true, model: { id: model.id, location: file!.path, otherLocations: [copy] } });
    expect((await scan([store]))[0]?.modelId).toBe(model.id);
  });

  it.skipIf(process.getuid?.() === 0)("goes on past folders that can't be read", async () => {
    const { scan, folder, write } = openScan();
    write(join(folder, "m", "closed", "hidden.gguf"));
    write(join(folder, "m", "open.gguf"));
    chmodSync(join(folder, "m", "closed"), 0);
    expect((await scan([join(folder, "m")])).map(({ name }) => name)).toEqual(["open.gguf"]);
    chmodSync(join(folder, "m", "closed"), 0o700);
  });

  it("ends when it is cancelled", async () => {
    const { service, jobs, folder, write } = openScan();
    for (let index = 0; index < 200; index++) write(join(folder, "many", `m${index}.gguf`));
    const { jobId } = await service.scan({ paths: [join(folder, "many")] });
    expect(await jobs.cancel({ id: jobId })).toMatchObject({ kind: "scan", state: "cancelled" });
    let last: FoundFile[] = [];
    for await (const found of service.found({ jobId }, never)) last = found;
    expect(last.length).toBeLessThan(200);
  });

  it("refuses what is no folder, and a scan that it does not know", async () => {
    const { service, folder, write } = openScan();
    await expect(service.scan({ paths: [write(join(folder, "x.gguf"))] })).rejects.toMatchObject({ code: "bad-request", message: expect.stringContaining("is not a folder") });
    await expect(service.scan({ paths: [join(folder, "nowhere")] })).rejects.toMatchObject({ code: "not-found" });
    await expect(service.scan({ paths: ["here"] })).rejects.toMatchObject({ code: "bad-request" });
    await expect(service.found({ jobId: "job_none" }, never).next()).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("walking a folder", () => {
  it("stops at its bounds and says so", async () => {
    const { folder, write } = openScan();
    for (const path of ["1/a", "1/2/b", "1/2/3/c", "d", ".hidden/e"]) write(join(folder, "w", path), Buffer.from("x"));
    const walk = async (limits: { depth: number; entries: number }) => {
      const paths: string[] = [];
      const walker = walkFolder(join(folder, "w"), never, limits);
      let step = await walker.next();
      for (; !step.done; step = await walker.next()) paths.push(relative(join(folder, "w"), step.value.path));
      return { paths, ...step.value };
    };
    expect(await walk({ depth: 12, entries: 100 })).toEqual({ paths: ["d", "1/a", "1/2/b", "1/2/3/c"], unread: 0, isCut: false });
    expect(await walk({ depth: 1, entries: 100 })).toEqual({ paths: ["d", "1/a"], unread: 0, isCut: true });
    expect((await walk({ depth: 12, entries: 3 })).isCut).toBe(true);
  });
});
