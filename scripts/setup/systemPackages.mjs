import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { say, SetupError } from "./say.mjs";

/** What the tests need from Debian: a display, a browser, and the libraries of Electron. */
const packages = ["xvfb", "xauth", "chromium", "fonts-liberation", "libgtk-3-0", "libnss3", "libatk-bridge2.0-0", "libgbm1", "libasound2", "libcups2", "libdrm2", "libxkbcommon0"];

/** A graphics device in software, on which the way of a model onto a GPU can be tested. */
export const softwareVulkan = ["mesa-vulkan-drivers", "libvulkan1"];

/** Installs what is missing on Debian as root; elsewhere names the one command. Other systems bring their own. */
export function installSystemPackages(more = []) {
  if (process.platform !== "linux" || !existsSync("/usr/bin/dpkg-query")) return;
  const missing = [...packages, ...more].filter((name) => spawnSync("dpkg-query", ["-W", "-f=${db:Status-Status}", name], { encoding: "utf8" }).stdout !== "installed");
  if (missing.length === 0) return;
  const command = `apt-get install -y --no-install-recommends ${missing.join(" ")}`;
  if (process.getuid() !== 0) throw new SetupError(`The tests need system packages. Install them with:\n  sudo ${command}`);
  say(`installing system packages: ${missing.join(" ")}`);
  const apt = (args) => spawnSync("apt-get", ["-q", ...args], { stdio: ["ignore", "ignore", 2], env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } }).status === 0;
  apt(["update"]);
  if (!apt(["install", "-y", "--no-install-recommends", ...missing])) throw new SetupError(`System packages could not be installed. Try it by hand:\n  ${command}`);
}

/** What the window itself needs to open at all, for a plain word instead of a loader's error. */
export const hasDisplay = () => process.platform !== "linux" || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
