/** An event type as the event log tells of it. */
export interface PublishedContract {
  readonly type: string;
  /** JSON Schema of the event's data in one piece; references lead to the hub's shared schemas only. */
  readonly schema: Readonly<Record<string, unknown>>;
}
