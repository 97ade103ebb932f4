import { expect, it } from "vitest";
import { createCompletionStore } from "../../../../renderer/features/interactions/list/filter/completionStore.ts";
import { createFacetsStore } from "../../../../renderer/features/interactions/list/facets/facetsStore.ts";
import { everything } from "../../../../renderer/features/interactions/list/listQuery.ts";
import { createColumnsStore, shownColumns, tableWidth } from "../../../../renderer/features/interactions/list/table/columnsStore.ts";
import { createExtrasStore } from "../../../../renderer/features/interactions/list/table/extrasStore.ts";
import { createViewsStore, isShown, queryOfView } from "../../../../renderer/features/interactions/list/views/viewsStore.ts";
import type { FacetsRequest } from "../../../../shared/schemas/finding.ts";
import type { SavedView, SaveView } from "../../../../shared/schemas/view.ts";
import { createFakeCore } from "../../../helpers/fakeCore.ts";
import { createFakeLog } from "../../../helpers/fakeLog.ts";
import { linkTo } from "../../../helpers/linkTo.ts";
import { until } from "../../../helpers/until.ts";
import { idOf, numbered } from "../manyInteractions.ts";

it("counts a narrowed field as if it were not, so that its other values stay in sight", async () => {
  const asked: FacetsRequest[] = [];
  const { services } = createFakeCore();
  const interactions = {
    ...services.interactions,
    facets: (request: FacetsRequest) => {
      asked.push(request);
      return { facets: request.fields!.map((field) => ({ field, values: [{ value: "ok", count: 3 }], more: 0 })), counted: 3, isWhole: true };
    },
  };
  const { getState: state } = createFacetsStore(linkTo({ ...services, interactions }));
  state().count({ ...everything, filter: "status = ok and model = a" });
  await until(() => state().facets.tags !== undefined);
  expect(asked.map(({ fields, filter }) => [fields, filter])).toEqual([
    [["status"], "model = a"],
    [["model"], "status = ok"],
    [["deployment", "tags"], "status = ok and model = a"],
  ]);
});

it("offers values that occur, and takes one in where it is written", async () => {
  const { services } = createFakeCore();
  const interactions = { ...services.interactions, values: () => ({ values: [{ value: "demo support", count: 7 }] }) };
  const { getState: state } = createCompletionStore(linkTo({ ...services, interactions }));
  state().ask("model = de and status = ok", 10);
  await until(() => state().options.length === 1);
  expect(state().options[0]).toMatchObject({ label: "demo support", count: 7 });
  expect(state().pick(0)).toEqual({ text: 'model = "demo support" and status = ok', caret: 22 });
});

it("shows the columns that were chosen, also those of metadata, and spares some of the usual ones where there is no room", async () => {
  const { services } = createFakeCore();
  const link = linkTo(services);
  const { getState: state } = createColumnsStore(link);
  const ids = (widthPx: number) => shownColumns(state(), widthPx).map(({ id }) => id);
  expect(ids(2000)).toContain("tokensPerSecond");
  expect(ids(880)).not.toContain("tokensPerSecond");
  expect(tableWidth(shownColumns(state(), 880))).toBeLessThanOrEqual(880);
  state().toggle("metadata.ticket");
  state().shift("metadata.ticket", -1);
  state().setWidth("metadata.ticket", 9999);
  expect(ids(400).slice(-2)).toEqual(["metadata.ticket", "tokensPerSecond"]);
  expect(shownColumns(state(), 400).at(-2)!.widthPx).toBe(900);
  state().show(["nowhere", "id"]);
  expect(ids(400)).toEqual(["id"]);
  state().toggle("id");
  expect(ids(400)).toEqual(["id"]);
});

it("reads what no row holds for the rows in sight", async () => {
  const log = createFakeLog([numbered(1, { metadata: { ticket: 42, deep: { a: 1 } } }), numbered(2)]);
  const interactions = { ...createFakeCore().services.interactions, ...log.interactions, feedback: () => [{ id: "f", createdAt: 1, name: "helpful", value: 1, label: null, comment: "Quick", correction: null, annotator: null }] };
  const { getState: state } = createExtrasStore(linkTo({ ...createFakeCore().services, interactions }));
  state().need([idOf(1), idOf(2)], ["feedback", "metadata.ticket", "metadata.deep"]);
  await until(() => state().texts["metadata.deep"]?.size === 2);
  expect(state().texts["feedback"]!.get(idOf(2))).toBe("helpful 1: Quick");
  expect([1, 2].map((number) => state().texts["metadata.ticket"]!.get(idOf(number)))).toEqual(["42", ""]);
  expect(state().texts["metadata.deep"]!.get(idOf(1))).toBe('{"a":1}');
});

it("replaces the view of the same name, and brings a deleted one back", async () => {
  let views: SavedView[] = [];
  const service = {
    list: () => views,
    async *watch() {
      yield views;
    },
    save(view: SaveView): SavedView {
      const saved = { ...view, id: view.id ?? `view_${views.length}`, createdAt: 1, changedAt: 2 } as SavedView;
      views = [...views.filter(({ id }) => id !== saved.id), saved];
      return saved;
    },
    remove({ id }: { id: string }) {
      views = views.filter((view) => view.id !== id);
      return {};
    },
  };
  const { getState: state } = createViewsStore(linkTo({ ...createFakeCore().services, views: service }));
  const query = { ...everything, filter: "status = failed" };
  await state().save("Failures", query, ["id"]);
  const stop = state().follow();
  await until(() => state().views?.length === 1);
  await state().save("failures ", { ...query, text: "parcel" }, ["id"]);
  expect(views).toHaveLength(1);
  expect(queryOfView(views[0]!)).toEqual({ ...query, text: "parcel" });
  expect([isShown(views[0]!, query), isShown(views[0]!, { ...query, text: "parcel" })]).toEqual([false, true]);
  const undo = await state().remove(views[0]!);
  expect(views).toEqual([]);
  await undo!();
  expect(views).toHaveLength(1);
  stop();
});
