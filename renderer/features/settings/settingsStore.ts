import { create } from "zustand";
import { toFailure, type Failure } from "../../../shared/errors.ts";
import { defaultSettings, type AppInfo, type DoctorCheck, type Settings } from "../../../shared/schemas/app.ts";
import { api, watch, type Parts } from "../../api.ts";

type Doctor = { state: "idle" } | { state: "running" } | { state: "done"; checks: DoctorCheck[] } | { state: "failed"; failure: Failure };
type SettingsState = {
  settings: Settings;
  info: AppInfo | null;
  doctor: Doctor;
  failure: Failure | null;
  /** Reads settings and facts of the core after each connection; gives its stop. */
  follow(): () => void;
  set(change: Partial<Settings>): Promise<void>;
  examine(): Promise<void>;
};

/** What a person has chosen for the whole app, and what the core says of itself. */
export function createSettingsStore({ api, watch }: Parts) {
  return create<SettingsState>()((set, get) => ({
    settings: defaultSettings,
    info: null,
    doctor: { state: "idle" },
    failure: null,
    follow: () =>
      watch(
        async function* (api, signal) {
          const [settings, info] = await Promise.all([api.settings.get({}, signal), api.app.info({}, signal)]);
          yield { settings, info };
        },
        (read) => set({ ...read, failure: null }),
        (failure) => set({ failure }),
      ),
    async set(change) {
      const before = get().settings;
      set({ settings: { ...before, ...change } });
      try {
        set({ settings: await api.settings.set(change), failure: null });
      } catch (error) {
        set({ settings: before, failure: toFailure(error) });
      }
    },
    async examine() {
      set({ doctor: { state: "running" } });
      try {
        set({ doctor: { state: "done", checks: await api.app.doctor({}) } });
      } catch (error) {
        set({ doctor: { state: "failed", failure: toFailure(error) } });
      }
    },
  }));
}

export const useSettings = createSettingsStore({ api, watch });
