/** An object as JSON holds it; what subgraphs answer and executors build up. */
export type JsonObject = Record<string, unknown>;

/** Whether a value is a JSON object, neither `null` nor a list. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Makes a reader of one key. A schema may well call a field `constructor`: such names are looked up as own
 * properties only, all others by plain access, which is faster.
 */
export function readerOf(key: string): (object: JsonObject) => unknown {
  return key in Object.prototype
    ? (object) => (Object.hasOwn(object, key) ? object[key] : undefined)
    : (object) => object[key];
}
