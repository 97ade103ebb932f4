import { Bone } from "./Skeleton.tsx";

/** The top line of a page whose code is on its way. */
export function PageSkeleton() {
  return (
    <header className="topbar" aria-busy="true">
      <Bone width="120px" />
    </header>
  );
}
