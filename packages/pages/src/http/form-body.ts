import type { FastifyInstance } from 'fastify';

/** Most bytes of a form. */
const bodyLimit = 64 * 1024;

/** Has `app` take forms as browsers send them; a field may be there more than once. */
export function acceptForms(app: FastifyInstance): void {
  app.addContentTypeParser<string>(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit },
    (_request, body, done) => done(null, new URLSearchParams(body)),
  );
}

/** The fields of a form; none where something else was sent. */
export function formOfRequest(body: unknown): URLSearchParams {
  return body instanceof URLSearchParams ? body : new URLSearchParams();
}
