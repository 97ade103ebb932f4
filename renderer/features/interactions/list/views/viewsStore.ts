import { create } from "zustand";
import { toast } from "sonner";
import { toFailure } from "../../../../../shared/errors.ts";
import type { SavedView, SaveView } from "../../../../../shared/schemas/view.ts";
import { api, watch, type Parts } from "../../../../api.ts";
import { writeListQuery, type ListQuery } from "../listQuery.ts";

type ViewsState = {
  /** Null: not known yet. */
  views: SavedView[] | null;
  follow(): () => void;
  /** A new view of a query, or the view of that name as it is now. */
  save(name: string, query: ListQuery, columns: string[]): Promise<void>;
  rename(view: SavedView, name: string): Promise<void>;
  /** Takes a view away; gives how to bring it back, null: it is still there. */
  remove(view: SavedView): Promise<(() => Promise<void>) | null>;
};

/** The saved views of the list. */
export function createViewsStore({ api, watch }: Parts) {
  return create<ViewsState>()((set, get) => {
    async function put(view: SaveView, doing: string): Promise<boolean> {
      try {
        await api.views.save(view);
        return true;
      } catch (error) {
        const { message, fix } = toFailure(error);
        toast.error(`The view was not ${doing}. ${message} ${fix ?? ""}`.trim());
        return false;
      }
    }
    return {
      views: null,
      follow: () => watch((api, signal) => api.views.watch({}, signal), (views) => set({ views })),
      async save(name, query, columns) {
        const same = get().views?.find((view) => view.name.toLowerCase() === name.trim().toLowerCase());
        const { filter, text, textIn, order } = query;
        if (await put({ ...(same ? { id: same.id } : {}), name, filter, text, textIn, order, columns }, "saved")) toast.success(`Saved the view “${name.trim()}”`, { duration: 2000 });
      },
      async rename({ id, filter, text, textIn, order, columns }, name) {
        await put({ id, name, filter, text, textIn, order, columns }, "renamed");
      },
      async remove(view) {
        try {
          await api.views.remove({ id: view.id });
        } catch (error) {
          toast.error(`The view was not deleted. ${toFailure(error).message}`);
          return null;
        }
        const { name, filter, text, textIn, order, columns } = view;
        return async () => void (await put({ name, filter, text, textIn, order, columns }, "brought back"));
      },
    };
  });
}

/** The query that a view shows. */
export const queryOfView = ({ filter, text, textIn, order }: SavedView): ListQuery => ({ filter, text, textIn, order });
/** Whether the list shows just this view. */
export const isShown = (view: SavedView, query: ListQuery): boolean => writeListQuery(queryOfView(view)).toString() === writeListQuery(query).toString();

export const useViews = createViewsStore({ api, watch });
