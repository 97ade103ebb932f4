import { afterEach, expect, it, vi } from "vitest";
import { signInWhereAsked } from "../../renderer/ports.ts";

afterEach(() => vi.unstubAllGlobals());

it("starts the page anew when an address with a token is put into a tab that shows the console", () => {
  const window = new EventTarget();
  vi.stubGlobal("window", window);
  let starts = 0;
  signInWhereAsked(() => starts++);
  const startsAfter = (hash: string) => {
    vi.stubGlobal("location", { hash });
    window.dispatchEvent(new Event("hashchange"));
    return starts;
  };
  expect(startsAfter("#/interactions?text=token%3Dabc")).toBe(0);
  expect(startsAfter("#token=abc")).toBe(1);
});
