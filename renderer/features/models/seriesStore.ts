import { create } from "zustand";
import { z } from "zod";
import { seriesCount, assignSeries, type Series } from "./series.ts";
import { api, watch, type Parts } from "../../api.ts";
import { useModels, type createModelsStore } from "./modelsStore.ts";

const Remembered = z.record(z.string(), z.int().min(1).max(seriesCount)).catch({});
const key = "series";

type SeriesState = {
  series: Series;
  /** Reads what was assigned, then gives each model of the library its series, for good. */
  follow(): () => void;
};

type ModelsStore = ReturnType<typeof createModelsStore>;

/** Which of the eight series colours a model or deployment has, on every screen and in every session. */
export function createSeriesStore({ api, watch, models }: Parts & { models: Pick<ModelsStore, "getState" | "subscribe"> }) {
  return create<SeriesState>()((set, get) => {
    let isRead = false;
    function assign(): void {
      const names = models.getState().models?.map(({ name }) => name);
      if (!names || !isRead) return;
      const series = assignSeries(get().series, names);
      if (series === get().series) return;
      set({ series });
      // Colours that are not remembered are only less stable; nobody needs to be told.
      api.settings.remember({ key, value: series }).catch(() => {});
    }
    return {
      series: {},
      follow() {
        const leaveModels = models.subscribe(assign);
        const leaveMemory = watch(
          async function* (api, signal) {
            yield await api.settings.recall({ key }, signal);
          },
          ({ value }) => {
            set({ series: { ...Remembered.parse(value ?? {}) } });
            isRead = true;
            assign();
          },
        );
        return () => {
          leaveModels();
          leaveMemory();
        };
      },
    };
  });
}

export const useSeries = createSeriesStore({ api, watch, models: useModels });
