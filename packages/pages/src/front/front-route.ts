import type { FastifyInstance } from 'fastify';
import type { Site } from '../http/site.ts';
import { wantsPage } from '../http/wants-page.ts';

/**
 * Adds `/`: for browsers the front page of the hub's address, for all others the way to the graph.
 *
 * @param registryUrl address of the registry; it is left out where there is none
 */
export function addFrontRoute(app: FastifyInstance, site: Site, registryUrl: string | undefined): void {
  const links = [
    {
      text: 'Outcomes',
      href: '/outcomes',
      describes: 'Measures of a contract or region: what happened, how sure that is, and how it was counted.',
    },
    {
      text: 'GraphiQL',
      href: '/graphql',
      describes:
        'Ask the graph: write a query, read its documentation, run it. Programs ask at the same address.',
    },
    {
      text: 'Measures',
      href: '/outcomes/measures',
      describes: 'The definition of every measure, with its versions, source and SQL.',
    },
    {
      text: 'Cohorts',
      href: '/outcomes/cohorts',
      describes: 'Choose whom to count, keep the choice under a name, and compare two of them.',
    },
    {
      text: 'From referral to outcome',
      href: '/outcomes/funnel',
      describes: 'How far people come after a referral, step by step, and how long each step takes.',
    },
    {
      text: 'People',
      href: '/people',
      describes: 'One person’s journey across agencies, for those who may see persons.',
    },
    ...(registryUrl === undefined
      ? []
      : [
          {
            text: 'Registry',
            href: new URL('/v1/openapi.json', registryUrl).href,
            describes:
              'Schemas that agencies publish, their versions and checks; its API is described there.',
          },
        ]),
  ];
  app.get('/', (request, reply) => {
    reply.header('vary', 'accept');
    if (!wantsPage(request)) return reply.redirect('/graphql');
    return site.send(reply, 'front', { title: 'Throughgate', links });
  });
}
