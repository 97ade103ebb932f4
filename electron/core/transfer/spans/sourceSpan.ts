/** Attributes as they came, by their name; values are JSON-safe. A Map: a sender may well name one `__proto__`. */
export type Attributes = ReadonlyMap<string, unknown>;

/** A span as any format gives it, before its conventions (GenAI, OpenInference, …) are read. */
export type SourceSpan = {
  /** Ids as lower-case hex of 16 and 8 bytes, or as another format writes them. */
  traceId: string;
  spanId: string;
  parentSpanId: string | null;
  name: string;
  /** Epoch milliseconds with fractions, as claimed. */
  startedAt: number;
  /** Null: its end has not come yet. */
  endedAt: number | null;
  attributes: Attributes;
  events: SourceEvent[];
  status: "unset" | "ok" | "error";
  statusMessage: string | null;
  /** What is said of the program that sent it, as `service.name`, `otel.scope.name`. */
  resource: Attributes;
  /** Whatever else the format says of the span, kept as metadata. */
  more?: Record<string, unknown>;
};

/** `at`: epoch milliseconds with fractions. */
export type SourceEvent = { name: string; at: number; attributes: Attributes };

/** `source`: the format or sender, as `otlp`. `now`: epoch milliseconds of this machine's clock, which odd times are held against. */
export type MapContext = { source: string; now: number };
