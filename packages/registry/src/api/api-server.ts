import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '@throughgate/service';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { EventIntake } from '../intake/event-intake.ts';
import type { GraphRegistry } from '../publishing/graph-registry.ts';
import type { Authenticator } from '../tokens/authenticator.ts';
import type { TokenStore } from '../tokens/token-store.ts';
import type { UsageStore } from '../usage/usage-store.ts';

/** A Fastify server whose routes take their types from the contract's schemas. */
export type ApiServer = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** What the routes work with. */
export interface ApiOptions {
  readonly graph: GraphRegistry;
  /** Who asks. */
  readonly authenticator: Authenticator;
  /** The registry's own tokens, for those who make and revoke them. */
  readonly tokens: TokenStore;
  readonly usage: UsageStore;
  readonly intake: EventIntake;
  readonly logger: Logger;
}
