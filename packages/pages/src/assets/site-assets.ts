import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** A file that pages load. */
export interface Asset {
  readonly type: string;
  readonly bytes: Buffer;
  /** The same, compressed, where that makes it smaller. */
  readonly zipped: Buffer | undefined;
}

/** The files that pages load: their names hold a digest of what is in them, so that a browser may keep them for ever. */
export interface SiteAssets {
  /** Addresses of style sheets, in their order. */
  readonly styles: readonly string[];
  /** Address of the icon. */
  readonly icon: string;
  /** The file of a name, the last part of its address. */
  find(name: string): Asset | undefined;
}

const resolve = createRequire(import.meta.url).resolve;
const own = join(import.meta.dirname, '../../assets');
const mojImages = join(resolve('@ministryofjustice/frontend/package.json'), '../moj/assets/images');

/** Where assets are served. */
export const assetPath = '/assets/';

/**
 * GDS Transport is licensed for services on GOV.UK alone, which a hub is not; its crest is the government's. Services elsewhere
 * use Arial (GOV.UK Design System, "Font" and "Page template").
 */
function withoutBrand(css: string): string {
  return css
    .replaceAll(/@font-face\{[^}]*\}/g, '')
    .replaceAll('GDS Transport,', '')
    .replaceAll(/url\(\/assets\/images\/govuk-crest\.svg\)/g, 'none')
    .replaceAll(/\/\*# sourceMappingURL=.*?\*\//g, '');
}

/** Reads the style sheets of GOV.UK Frontend and the MoJ Design System, and the hub's own, with the images that they name. */
export function loadSiteAssets(): SiteAssets {
  const files = new Map<string, Asset>();
  const add = (name: string, type: string, content: Buffer | string): string => {
    const bytes = Buffer.from(content);
    const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
    const hashed = name.replace(/(\.\w+)$/, `-${digest}$1`);
    const zipped = gzipSync(bytes);
    files.set(hashed, { type, bytes, zipped: zipped.length < bytes.length ? zipped : undefined });
    return assetPath + hashed;
  };
  const withImages = (css: string) =>
    css.replaceAll(/url\(\/assets\/images\/([\w-]+\.svg)\)/g, (_, image: string) => {
      return `url(${add(image, 'image/svg+xml', readFileSync(join(mojImages, basename(image))))})`;
    });
  const style = (name: string, path: string) =>
    add(name, 'text/css; charset=utf-8', withImages(withoutBrand(readFileSync(path, 'utf8'))));
  const styles = [
    style('govuk.css', resolve('govuk-frontend/dist/govuk/govuk-frontend.min.css')),
    style('moj.css', resolve('@ministryofjustice/frontend/moj/moj-frontend.min.css')),
    style('pages.css', join(own, 'pages.css')),
  ];
  const icon = add('icon.svg', 'image/svg+xml', readFileSync(join(own, 'icon.svg')));
  return { styles, icon, find: (name) => files.get(name) };
}
