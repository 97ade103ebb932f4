import { formats } from "../formats/formats.ts";
import type { Detected } from "../formats/detect/detectFormat.ts";
import type { Item, RecordContext, RecordReader } from "../formats/item.ts";
import type { Source } from "../formats/records/source.ts";
import type { Times } from "../formats/times.ts";
import type { TransferRequest } from "../../../../shared/schemas/transfer.ts";
import { createItemBatch, type ItemBatch } from "./itemBatch.ts";
import { openRecords, type Place } from "./openRecords.ts";

type Parts = { source: Source; detected: Detected; map?: TransferRequest["map"]; times: Times; fileTime: number; now: number; from: Place };

/**
 * A file as batches for the log, in its order; every record of it is in them as items, or as a reject. A batch ends where a record ends,
 * so an import can go on behind it, except for one record that is more than a batch.
 */
export async function* readItems({ source, detected, map, times, fileTime, now, from }: Parts): AsyncGenerator<ItemBatch> {
  const reader = formats[detected.format].start();
  let batch = createItemBatch();
  let place = from;
  const close = () => {
    const closed = batch.close(place, source.fileBytes(place.byte));
    batch = createItemBatch();
    return closed;
  };
  for await (const records of openRecords(source, detected, map, from)) {
    for (const record of records) {
      if ("reject" in record) batch.refuse(record.line, record.reject);
      else {
        for (const item of itemsOf(reader, record.value, { bytes: record.bytes, envelope: record.envelope, times, fileTime, now })) {
          batch.add(record.line, item);
          // One conversation may hold more than memory should; such a batch ends at the place behind the record before it.
          if (batch.isFull(2)) yield close();
        }
      }
      place = record.place;
      if (batch.isFull()) yield close();
    }
  }
  for (const item of reader.end?.() ?? []) batch.add(Math.max(0, place.line - 1), item);
  yield close();
}

/** What a reader can't cope with costs that record, not the import. No record goes without a word. */
function* itemsOf(reader: RecordReader, value: unknown, context: RecordContext): Generator<Item> {
  let isEmpty = true;
  try {
    for (const item of reader.read(value, context)) {
      isEmpty = false;
      yield item;
    }
    if (isEmpty) yield { reject: "there is nothing in it" };
  } catch (error) {
    yield { reject: error instanceof RangeError ? "it nests too deep" : `it can't be understood: ${(error as Error).message}` };
  }
}
