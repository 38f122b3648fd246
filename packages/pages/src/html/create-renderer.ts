import { createRequire } from 'node:module';
import { join } from 'node:path';
import nunjucks from 'nunjucks';
import { dateInWords, momentInWords } from './dates-in-words.ts';

/** Writes a page: the name of a template, without `.njk`, and what it shows. */
export type Renderer = (template: string, context: object) => string;

const resolve = createRequire(import.meta.url).resolve;

/**
 * Creates what writes pages from `templates/`, with the components of GOV.UK Frontend and the MoJ Design System. Everything that a
 * template prints is escaped, unless it says `safe`.
 *
 * @param common what every page needs: addresses of style sheets, navigation
 */
export function createRenderer(common: object): Renderer {
  const folders = [
    join(import.meta.dirname, '../../templates'),
    join(resolve('govuk-frontend/package.json'), '../dist'),
    join(resolve('@ministryofjustice/frontend/package.json'), '..'),
  ];
  const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(folders), {
    autoescape: true,
    trimBlocks: true,
    lstripBlocks: true,
  });
  // The MoJ's own filters need moment; its components ask for these two names.
  environment.addFilter('mojDate', (moment: string) => momentInWords(moment));
  environment.addFilter('date', (moment: string) => momentInWords(moment));
  environment.addFilter('day', (day: string) => dateInWords(day));
  environment.addFilter('moment', (moment: string) => momentInWords(moment));
  return (template, context) => environment.render(`${template}.njk`, { ...common, ...context });
}
