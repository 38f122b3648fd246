import type { IncomingMessage } from 'node:http';
import { attributeFault, type EventFault } from './event-fault.ts';
import { attributeName, type GivenEvent } from './given-event.ts';
import { isUtf8, parseMediaType } from './media-type.ts';
import { JsonError, readJson } from './read-json.ts';

/** Headers by name, each with all its values: `IncomingMessage.headersDistinct`. */
type Headers = IncomingMessage['headersDistinct'];

const prefix = 'ce-';

/** Whether headers carry the attributes of an event. */
export function hasBinaryEvent(headers: Headers): boolean {
  return Object.keys(headers).some((name) => name.startsWith(prefix));
}

/**
 * Reads an event in binary mode: attributes in headers `ce-…`, decoded as the CloudEvents HTTP binding says, data in the
 * body. The `content-type` is that of the data.
 */
export function readBinaryEvent(headers: Headers, body: Buffer): GivenEvent {
  const attributes = new Map<string, string>();
  const faults: EventFault[] = [];
  for (const [header, values = []] of Object.entries(headers)) {
    if (!header.startsWith(prefix)) continue;
    const name = header.slice(prefix.length);
    const [value = '', another] = values;
    const text = decodeHeader(value);
    if (!attributeName.test(name) || name === 'data') {
      faults.push(
        attributeFault(name, `the header ${header} names no attribute: lower-case letters and digits`),
      );
    } else if (name === 'datacontenttype') {
      faults.push(attributeFault(name, 'is given by the header content-type, not by ce-datacontenttype'));
    } else if (another !== undefined) {
      faults.push(attributeFault(name, `the header ${header} is given twice`));
    } else if (text === undefined) {
      faults.push(attributeFault(name, `the header ${header} must be UTF-8, percent-encoded`));
    } else attributes.set(name, text);
  }
  const type = headers['content-type']?.[0];
  if (type !== undefined) attributes.set('datacontenttype', type);
  const { type: mediaType, charset } = parseMediaType(type ?? 'application/json');
  if (mediaType !== 'application/json' || !isUtf8({ type: mediaType, charset }) || body.length === 0) {
    return { attributes, data: undefined, faults };
  }
  try {
    return { attributes, data: readJson(body), faults };
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    const fault = {
      code: 'HUB-C080',
      pointer: '/data',
      message: `the body must be JSON: ${error.message}`,
    } as const;
    return { attributes, data: undefined, faults: [...faults, fault] };
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoded = /^%[0-9a-f]{2}/i;

/**
 * Decodes a header's value: first a quoted string (RFC 7230, 3.2.6), then one round of percent-decoding. `undefined` when
 * the bytes are no UTF-8.
 */
function decodeHeader(value: string): string | undefined {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/.exec(value)?.[1];
  const text = quoted === undefined ? value : quoted.replace(/\\(.)/g, '$1');
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (encoded.test(text.slice(at, at + 3))) {
      bytes.push(Number.parseInt(text.slice(at + 1, at + 3), 16));
      at += 2;
    } else bytes.push(text.charCodeAt(at));
  }
  try {
    return utf8.decode(Uint8Array.from(bytes));
  } catch {
    return undefined;
  }
}
