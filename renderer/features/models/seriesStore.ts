import { create } from "zustand";
import { z } from "zod";
import { seriesCount, assignSeries, type Series } from "./series.ts";
import { api, watch, type Parts } from "../../api.ts";

const Remembered = z.record(z.string(), z.int().min(1).max(seriesCount)).catch({});
const key = "series";

type SeriesState = {
  series: Series;
  /** Reads what was assigned, then gives each model of the library its series, for good. */
  follow(): () => void;
};

/** Which of the eight series colours a model or deployment has, on every screen and in every session. */
export function createSeriesStore({ api, watch }: Parts) {
  return create<SeriesState>()((set, get) => ({
    series: {},
    follow: () =>
      watch(
        async function* (api, signal) {
          const { value } = await api.settings.recall({ key }, signal);
          set({ series: { ...Remembered.parse(value ?? {}) } });
          for await (const models of api.models.watch({}, signal)) yield models.map(({ name }) => name);
        },
        (names) => {
          const series = assignSeries(get().series, names);
          if (series === get().series) return;
          set({ series });
          // Colours that are not remembered are only less stable; nobody needs to be told.
          api.settings.remember({ key, value: series }).catch(() => {});
        },
      ),
  }));
}

export const useSeries = createSeriesStore({ api, watch });
