import { describe, expect, it } from "vitest";
import { keyWords } from "../../renderer/components/Kbd.tsx";
import { activeKeys, pressOf, type PageKey } from "../../renderer/pageKeys.ts";

const press = (key: string, more: Partial<Parameters<typeof pressOf>[0]> = {}) => pressOf({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more });
const key = (name: string, label: string): PageKey => ({ key: name, label, run() {} });

describe("keys of a page", () => {
  it("are named by what was pressed, Command counting as Ctrl", () => {
    expect([press("r"), press("R", { shiftKey: true }), press("k", { ctrlKey: true }), press("k", { metaKey: true }), press(" "), press("?", { shiftKey: true }), press("Enter", { shiftKey: true })]).toEqual(["r", "shift+r", "mod+k", "mod+k", "space", "?", "shift+enter"]);
  });

  it("of the newest layer win over the same keys below", () => {
    const layers = [
      { id: Symbol(), keys: [key("r", "frame"), key("?", "help")] },
      { id: Symbol(), keys: [key("R", "page")] },
    ];
    expect(activeKeys({ layers }).map(({ label }) => label)).toEqual(["page", "help"]);
  });

  it("are shown as people read them", () => {
    expect(["mod+k", "shift+r", "ArrowUp", "Escape", "Delete"].map(keyWords)).toEqual(["Ctrl K", "Shift R", "↑", "Esc", "Delete"]);
  });
});
