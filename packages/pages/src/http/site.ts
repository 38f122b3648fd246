import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Renderer } from '../html/create-renderer.ts';
import { type PagesSession, sessionView } from '../session/session-view.ts';

/** Parts of the site, as the navigation names them. */
export type Section = 'outcomes' | 'measures' | 'cohorts' | 'people' | 'graphiql';

/** What every page says of itself. */
export interface PageContext {
  readonly title: string;
  /** The part of the site that it belongs to. */
  readonly section?: Section;
  /** Whether it shows errors of what was entered: its title says so. */
  readonly errors?: readonly unknown[] | undefined;
  readonly [name: string]: unknown;
}

/** Answers with a page. */
export type SendPage = (reply: FastifyReply, template: string, context: PageContext) => FastifyReply;

/** What routes make pages with. */
export interface Site {
  readonly send: SendPage;
  readonly render: Renderer;
}

const sections: readonly { readonly id: Section; readonly text: string; readonly href: string }[] = [
  { id: 'outcomes', text: 'Outcomes', href: '/outcomes' },
  { id: 'measures', text: 'Measures', href: '/outcomes/measures' },
  { id: 'cohorts', text: 'Cohorts', href: '/outcomes/cohorts' },
  { id: 'people', text: 'People', href: '/people' },
  { id: 'graphiql', text: 'GraphiQL', href: '/graphql' },
];

/** The parts of the site for the navigation of a page that belongs to one of them, or to none. */
export function navigationFor(section: Section | undefined): readonly object[] {
  return sections.map(({ id, text, href }) => ({ text, href, current: id === section }));
}

/**
 * Creates how pages are sent.
 *
 * @param sessionOf who has signed in: each page says so
 */
export function createSite(
  render: Renderer,
  sessionOf: ((request: FastifyRequest) => PagesSession | undefined) | undefined,
): Site {
  return {
    render,
    send(reply, template, context) {
      const { request } = reply;
      const session = sessionOf?.(request);
      const signedIn = session && sessionView(session, request.url);
      return reply.type('text/html; charset=utf-8').send(render(template, { ...context, signedIn }));
    },
  };
}
