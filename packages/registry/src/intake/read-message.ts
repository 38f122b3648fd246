import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { RegistryError } from '../registry-error.ts';
import { hasBinaryEvent, readBinaryEvent } from './binary-event.ts';
import type { GivenMessage } from './given-event.ts';
import { isUtf8, parseMediaType } from './media-type.ts';
import { JsonError, readJson } from './read-json.ts';
import { readStructuredEvent } from './structured-event.ts';

/** Most events of one batch. */
export const batchLimit = 1_000;

const structured = 'application/cloudevents+json';
const batch = 'application/cloudevents-batch+json';
const ways =
  `Send one event in binary mode (headers ce-…, the data as application/json), one as ${structured}, ` +
  `or several as ${batch}`;

/** As much of a request as says what it carries. */
type Headers = Pick<IncomingMessage, 'headersDistinct'> & { readonly headers: IncomingHttpHeaders };

/**
 * Reads the events of a request, in whichever content mode of the CloudEvents HTTP binding it has.
 *
 * Raises HUB-C047: 415 for another type, charset or encoding of content, 400 for a body that is no JSON or no list of
 * events; and HUB-C086 (413) for too many of them. What is wrong with one event is among its faults.
 */
export function readMessage({ headers, headersDistinct }: Headers, body: Buffer): GivenMessage {
  const type = parseMediaType(headers['content-type'] ?? '');
  const encoding = headers['content-encoding']?.toLowerCase() ?? 'identity';
  if (encoding !== 'identity') {
    throw new RegistryError(
      'HUB-C047',
      415,
      `The body must not be encoded; content-encoding is ${encoding}.`,
    );
  }
  if (!type.type.startsWith('application/cloudevents')) {
    if (!hasBinaryEvent(headersDistinct)) throw new RegistryError('HUB-C047', 415, `${ways}.`);
    return { isBatch: false, events: [readBinaryEvent(headersDistinct, body)] };
  }
  if ((type.type !== structured && type.type !== batch) || !isUtf8(type)) {
    throw new RegistryError(
      'HUB-C047',
      415,
      `${ways}, in UTF-8; content-type is ${headers['content-type']}.`,
    );
  }
  const json = readBody(body);
  if (type.type === structured) return { isBatch: false, events: [readStructuredEvent(json)] };
  if (!Array.isArray(json)) {
    throw new RegistryError('HUB-C047', 400, 'A batch must be a JSON array of events.');
  }
  if (json.length > batchLimit) {
    const detail = `The batch holds ${json.length} events; at most ${batchLimit} are taken at once.`;
    throw new RegistryError('HUB-C086', 413, detail);
  }
  return { isBatch: true, events: json.map(readStructuredEvent) };
}

function readBody(body: Buffer): unknown {
  try {
    return readJson(body);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw new RegistryError('HUB-C047', 400, `The body cannot be read: ${error.message}.`, [], {
      cause: error,
    });
  }
}
