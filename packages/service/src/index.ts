export { anonymous, type Caller, decodeCaller, encodeCaller, localDeveloper } from './caller.ts';
export { type CsvValue, formatCsv } from './format-csv.ts';
export { createHttpService, type HttpService, type HttpServiceOptions } from './http-service.ts';
export { isLoopback } from './is-loopback.ts';
export { isSecureUrl } from './is-secure-url.ts';
export { createLogger, type Logger, logLevels } from './logger.ts';
export { isStorable, misfittingText, storableTextRule } from './misfitting-text.ts';
export { OperatorError } from './operator-error.ts';
export { backoff, pause } from './pause.ts';
export { createPlainPages, escapeHtml, type PlainPages } from './plain-pages.ts';
export { BodyError, readJson } from './read-json.ts';
export { type Readiness, type ReadinessCheck, readiness } from './readiness.ts';
export { reasonOf } from './reason-of.ts';
export { requestIdHeader, requestIdOf } from './request-id.ts';
export { leastSecretLength, requireSecret, secretFault } from './secret.ts';
export type { GroupAnswers, GroupQuestion, MemberAnswer, ServiceGroup } from './service-group.ts';
export { createSigner, type SigningKey, type ToBeSigned } from './signature/create-signer.ts';
export {
  createSignatureVerifier,
  type SignatureVerifier,
  type SignatureVerifierOptions,
} from './signature/signature-verifier.ts';
export { callerHeader, signatureHeader } from './signature/signed-text.ts';
export { keyId, subgraphKey } from './signature/subgraph-key.ts';
export { openTracing } from './tracing/open-tracing.ts';
export {
  type SpanAttributes,
  type SpanOptions,
  type TraceSpan,
  type Tracing,
  traceparentHeader,
} from './tracing/tracing.ts';
export { createTroubleLog, type Trouble, type TroubleLog } from './trouble-log.ts';
export { untilAborted } from './until-aborted.ts';
