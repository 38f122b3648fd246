import { attributeFault, type EventFault } from './event-fault.ts';
import { attributeName, type GivenEvent } from './given-event.ts';
import { isUtf8, parseMediaType } from './media-type.ts';
import { JsonError, readJson } from './read-json.ts';

/** Reads an event in the CloudEvents JSON format: an object whose members are the attributes and `data` or `data_base64`. */
export function readStructuredEvent(json: unknown): GivenEvent {
  const attributes = new Map<string, string>();
  const faults: EventFault[] = [];
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    const message = 'an event must be a JSON object of the CloudEvents JSON format';
    return { attributes, data: undefined, faults: [{ code: 'HUB-C080', pointer: '', message }] };
  }
  const { data, data_base64: base64, ...others } = json as Record<string, unknown>;
  for (const [name, value] of Object.entries(others)) {
    // In the JSON format null says that an attribute is not set.
    if (value === null) continue;
    const text = attributeText(value);
    if (!attributeName.test(name)) {
      faults.push(attributeFault(name, 'names of attributes are lower-case letters and digits'));
    } else if (text === undefined) {
      faults.push(attributeFault(name, 'must be text, a whole number, true or false'));
    } else attributes.set(name, text);
  }
  if (base64 === undefined || base64 === null) return { attributes, data, faults };
  if (data !== undefined) {
    faults.push(attributeFault('data_base64', 'there must not be both `data` and `data_base64`'));
    return { attributes, data, faults };
  }
  const decoded = fromBase64(base64, attributes.get('datacontenttype'));
  if ('message' in decoded) faults.push(attributeFault('data_base64', decoded.message));
  return { attributes, data: 'data' in decoded ? decoded.data : undefined, faults };
}

function attributeText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || Number.isSafeInteger(value)) return String(value);
  return undefined;
}

const base64Form = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function fromBase64(
  text: unknown,
  contentType = 'application/json',
): { data: unknown } | { message: string } {
  if (typeof text !== 'string' || !base64Form.test(text)) return { message: 'must be base64' };
  // What is not JSON is told of at `datacontenttype`.
  const type = parseMediaType(contentType);
  if (type.type !== 'application/json' || !isUtf8(type)) return { data: undefined };
  try {
    return { data: readJson(Buffer.from(text, 'base64')) };
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return { message: `must hold JSON: ${error.message}` };
  }
}
