import { type Caller, type HttpService, readJson, requestIdHeader, requestIdOf } from '@throughgate/service';
import type { AskingRequest } from '../features/asking-request.ts';
import type { RequestContext } from '../features/request-context.ts';
import type { Lease } from '../serving/lease.ts';
import type { SingleAnswer } from '../serving/operation-answer.ts';
import { acceptedTypes, singleTypeOrJson } from './accepted-types.ts';
import { httpErrorAnswer } from './answer-http-errors.ts';
import { type EncodedText, encodeText } from './compress.ts';
import type { FrontAnswer } from './front/front-answer.ts';
import type { FrontHandler } from './front/front-connection.ts';
import type { SimpleRequest } from './front/simple-request.ts';
import { readGraphqlRequest } from './read-graphql-request.ts';
import { RequestHeaders } from './request-headers.ts';
import { resultText } from './result-text.ts';

/** What {@link createSimpleAnswering} needs. */
export interface SimpleAnsweringOptions {
  readonly service: HttpService;
  /** Takes the supergraph that is served now, for one request. */
  readonly acquire: () => Lease;
  /** Establishes who asks; raises what clients are answered when the caller may not. */
  readonly callerOf: (request: AskingRequest) => Caller | Promise<Caller>;
  readonly bodyLimit: number;
  /** What every answer says that it depends on, beside what it depends on itself. */
  readonly vary: string | undefined;
}

/** What of answers in one piece, asked for by JSON in UTF-8, need not be looked at closer. */
const simpleTypes = new Set<string | undefined>([
  'application/json',
  'application/json; charset=utf-8',
  'application/json;charset=utf-8',
]);

/**
 * Creates what answers the requests of the front: the same as the route `/graphql` answers, in the same order, for questions in JSON whose answer
 * comes in one piece. All others it leaves to the route.
 */
export function createSimpleAnswering(options: SimpleAnsweringOptions): FrontHandler {
  const { service, acquire, callerOf, bodyLimit, vary } = options;
  const { log } = service.app;

  return (request) => {
    const { 'content-type': type, accept } = request.headers;
    if (!simpleTypes.has(type)) return undefined;
    const { answers, singleAsEvent, nothing } = acceptedTypes(accept);
    if (nothing || singleAsEvent || answers.deferred || answers.subscription) return undefined;
    return answer(request);
  };

  async function answer(request: SimpleRequest): Promise<FrontAnswer> {
    const began = performance.now();
    const requestId = requestIdOf(request.headers);
    let given: FrontAnswer;
    try {
      const called = callerOf(request);
      const caller = called instanceof Promise ? await called : called;
      given = await written(await answered(request, requestId, caller), requestId, request);
    } catch (error) {
      given = failed(error, requestId, request);
    }
    const { method } = request;
    log.debug({ requestId, method, status: given.status, ms: performance.now() - began }, 'answered');
    return given;
  }

  async function answered(request: SimpleRequest, requestId: string, caller: Caller): Promise<SingleAnswer> {
    const { headers, method, url, ip: address } = request;
    const asked = readGraphqlRequest({ headers, method, url, body: readJson(headers, request.body) });
    const context: RequestContext = {
      requestId,
      caller,
      address,
      began: performance.now(),
      headers: new RequestHeaders(headers),
    };
    const { generation, release } = acquire();
    try {
      const answer = await generation.answer(asked, context);
      // Who takes no other answer is given no other.
      if (answer.kind !== 'single')
        throw new Error(`an answer that is ${answer.kind}, which was not asked for`);
      return answer;
    } finally {
      release();
    }
  }

  function written(
    { status, headers, result }: SingleAnswer,
    requestId: string,
    request: SimpleRequest,
  ): FrontAnswer | Promise<FrontAnswer> {
    const { accept, 'accept-encoding': accepts } = request.headers;
    const answerOf = (encoded: EncodedText): FrontAnswer => ({
      status,
      headers: {
        ...headers,
        [requestIdHeader]: requestId,
        'content-type': singleTypeOrJson(accept),
        ...encoded.headers,
      },
      body: encoded.body,
    });
    const encoded = encodeText(`${resultText(result)}\n`, accepts, vary);
    return encoded instanceof Promise ? encoded.then(answerOf) : answerOf(encoded);
  }

  function failed(error: unknown, requestId: string, request: SimpleRequest): FrontAnswer {
    const { status, headers, body, unexpected } = httpErrorAnswer(error, requestId, bodyLimit);
    if (unexpected) log.error({ requestId, err: error }, 'unexpected error');
    return {
      status,
      headers: {
        ...headers,
        ...(vary === undefined ? {} : { vary }),
        [requestIdHeader]: requestId,
        'content-type': singleTypeOrJson(request.headers.accept),
      },
      body,
    };
  }
}
