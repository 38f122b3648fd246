/** What a span is about: words and numbers of which none identifies a person. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** How a span begins. */
export interface SpanOptions {
  /** What is done: a request `server`, one sent to somebody `client`, or a step of its own `internal`. @default 'internal' */
  readonly kind?: 'server' | 'client' | 'internal';
  readonly attributes?: SpanAttributes;
  /** When it began, on the clock of `performance.now()`. @default now */
  readonly began?: number;
}

/** A piece of work in a trace, under way. */
export interface TraceSpan {
  /** W3C Trace Context: what is sent to who goes on with the trace. */
  readonly traceparent: string;
  /** Begins a piece of this one. */
  child(name: string, options?: SpanOptions): TraceSpan;
  /** Adds to what it is about. */
  set(attributes: SpanAttributes): void;
  /**
   * Ends it; the first time counts.
   *
   * @param error code of what went wrong
   * @param ended when it ended, on the clock of `performance.now()`; now without it
   */
  end(error?: string, ended?: number): void;
}

/** Makes spans and sends them to a collector. */
export interface Tracing {
  /**
   * Begins a span.
   *
   * @param traceparent of who asked, as a header says it; what is no traceparent begins a trace
   */
  start(name: string, traceparent: string | undefined, options?: SpanOptions): TraceSpan;
  /** Sends what is left. */
  stop(): Promise<void>;
}

/** Header by which a trace is handed on (https://www.w3.org/TR/trace-context/). */
export const traceparentHeader = 'traceparent';
