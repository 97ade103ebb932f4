import { useEffect, useState } from "react";

/** Changes with light and dark: a canvas does not follow by itself. */
export function useTheme(): string {
  const [theme, setTheme] = useState("");
  useEffect(() => {
    const system = matchMedia("(prefers-color-scheme: dark)");
    const read = () => setTheme(`${system.matches} ${document.documentElement.dataset["theme"] ?? ""}`);
    const chosen = new MutationObserver(read);
    chosen.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    system.addEventListener("change", read);
    read();
    return () => {
      chosen.disconnect();
      system.removeEventListener("change", read);
    };
  }, []);
  return theme;
}
