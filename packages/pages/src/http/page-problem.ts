/** What a page cannot show, in words for whoever asked: what is wrong, and what to do. */
export class PageProblem extends Error {
  readonly status: number;
  readonly title: string;
  readonly lines: readonly string[];
  readonly links: readonly { readonly text: string; readonly href: string }[];

  constructor(status: number, title: string, lines: readonly string[], links: PageProblem['links'] = []) {
    super(title);
    this.name = 'PageProblem';
    this.status = status;
    this.title = title;
    this.lines = lines;
    this.links = links;
  }
}
