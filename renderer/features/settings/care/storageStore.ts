import { create } from "zustand";
import { toFailure, type Failure } from "../../../../shared/errors.ts";
import type { AuditEntry } from "../../../../shared/schemas/audit.ts";
import type { Backup } from "../../../../shared/schemas/backup.ts";
import type { Sizes } from "../../../../shared/schemas/sizes.ts";
import { api, type Parts } from "../../../api.ts";

type StorageState = {
  /** Null: not measured yet. */
  sizes: Sizes | null;
  isMeasuring: boolean;
  backups: Backup[];
  entries: AuditEntry[];
  /** Where older deeds begin; null: there are none. */
  older: number | null;
  failure: Failure | null;
  measure(): Promise<void>;
  /** Reads backups and the newest deeds anew. */
  refresh(): Promise<void>;
  showOlder(): Promise<void>;
  /** Each gives whether its job began. */
  backUp(path: string): Promise<boolean>;
  verify(path: string): Promise<boolean>;
  restore(path: string, into: string): Promise<boolean>;
};

/** What takes space, which backups there are, and who did what. */
export function createStorageStore({ api }: Pick<Parts, "api">) {
  return create<StorageState>()((set, get) => {
    const attempt = async (work: () => Promise<unknown>): Promise<boolean> => {
      try {
        await work();
        set({ failure: null });
        return true;
      } catch (error) {
        set({ failure: toFailure(error) });
        return false;
      }
    };
    return {
      sizes: null,
      isMeasuring: false,
      backups: [],
      entries: [],
      older: null,
      failure: null,
      async measure() {
        if (get().isMeasuring) return;
        set({ isMeasuring: true });
        await attempt(async () => set({ sizes: await api.care.sizes({}) }));
        set({ isMeasuring: false });
      },
      async refresh() {
        await attempt(async () => {
          const [backups, { entries, next }] = await Promise.all([api.care.backups({}), api.care.audit({ limit: 20 })]);
          set({ backups, entries, older: next });
        });
      },
      async showOlder() {
        const { older } = get();
        if (older === null) return;
        await attempt(async () => {
          const { entries, next } = await api.care.audit({ limit: 100, cursor: older });
          set({ entries: [...get().entries, ...entries], older: next });
        });
      },
      backUp: (path) => attempt(() => api.care.backup({ path })),
      verify: (path) => attempt(() => api.care.verifyBackup({ path })),
      restore: (path, into) => attempt(() => api.care.restoreBackup({ path, into })),
    };
  });
}

export const useStorage = createStorageStore({ api });
