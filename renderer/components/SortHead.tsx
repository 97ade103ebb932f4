import { classes } from "./classes.ts";
import { Icon } from "./Icon.tsx";

type SortHeadProps = { label: string; /** The column's word in `sort`. */ by: string; /** `size`: rising, `-size`: falling. */ sort: string | null; onSort(sort: string): void; num?: boolean };

/** The head of a column that sorts: once rising, once more falling. */
export function SortHead({ label, by, sort, onSort, num }: SortHeadProps) {
  const direction = sort === by ? "ascending" : sort === `-${by}` ? "descending" : undefined;
  return (
    <th scope="col" className={classes(num && "num")} aria-sort={direction}>
      <button type="button" className={classes("sort-head", direction && "sort")} onClick={() => onSort(direction === "ascending" ? `-${by}` : by)}>
        {label}
        {direction && <Icon name={direction === "ascending" ? "up" : "down"} small />}
      </button>
    </th>
  );
}
