/** What a broker answered instead of doing what was asked. */
export interface ProtocolError {
  /** Its name in the Kafka protocol, for example `MESSAGE_TOO_LARGE`. */
  readonly type: string;
  readonly message: string;
}

/** The broker's answer that an error of kafkajs goes back to; `undefined` when none was had. */
export function protocolErrorOf(error: unknown): ProtocolError | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('type' in error && typeof error.type === 'string') return { type: error.type, message: error.message };
  return protocolErrorOf(error.cause);
}
