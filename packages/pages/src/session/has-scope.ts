import type { FastifyRequest } from 'fastify';

/** A scope without which a part of the pages is closed. */
export type PageScope = 'outcomes:aggregate' | 'outcomes:read' | 'outcomes:write';

/** Whether whoever asks for a page has a scope. What it raises, pages tell as a refusal. */
export type HasScope = (request: FastifyRequest, scope: PageScope) => boolean | Promise<boolean>;
