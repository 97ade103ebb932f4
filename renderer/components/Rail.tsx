import { Link, useLocation } from "wouter";
import { useSettings } from "../features/settings/settingsStore.ts";
import { screens } from "../screens.tsx";
import { Icon } from "./Icon.tsx";
import { useLayout } from "./layoutStore.ts";

/** Whether a place is this screen's, or that of a screen that belongs to it. */
const isAt = (path: string, place: string) => screens.some((each) => (each.path === path || each.of === path) && (place === each.path || place.startsWith(`${each.path}/`)));

/** The screens, at the left. */
export function Rail() {
  const [place] = useLocation();
  const notices = useSettings((state) => state.info?.notices.length ?? 0);
  const isNarrow = useLayout((state) => state.isRailNarrow);
  const item = ({ path, title, icon }: (typeof screens)[number]) => (
    <li key={path}>
      <Link href={path} className="rail-item" title={isNarrow ? title : undefined} aria-current={isAt(path, place) ? "page" : undefined}>
        <Icon name={icon} />
        <span className="rail-word">{title}</span>
        {path === "/settings" && notices > 0 && (
          <span className="rail-count is-alert">
            <Icon name="warn" small />
            {notices}
            <span className="visually-hidden"> {notices === 1 ? "notice" : "notices"} of this start</span>
          </span>
        )}
      </Link>
    </li>
  );
  return (
    <nav className="rail" aria-label="Screens">
      <div className="rail-brand">
        <svg className="icon" viewBox="0 0 20 20" aria-hidden="true">
          <rect x="1.5" y="4" width="17" height="12" rx="2.5" />
          <circle cx="6.6" cy="9.6" r="2.1" />
          <circle cx="13.4" cy="9.6" r="2.1" />
          <path d="M6.6 11.7h6.8M6 16l1.2-1.8h5.6L14 16" />
        </svg>
        <span className="rail-word">Tapedeck</span>
      </div>
      <ul>{screens.filter((each) => !each.foot && !each.of).map(item)}</ul>
      <ul className="rail-foot">{screens.filter((each) => each.foot).map(item)}</ul>
    </nav>
  );
}
