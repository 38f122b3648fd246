import { directiveArguments } from '../../schema-changes/directive-arguments.ts';
import { schemaCoordinate } from '../../sdl/sdl-parts.ts';
import type { OwnRule } from './own-rule.ts';

const federation = /^https:\/\/specs\.apollo\.dev\/federation\/v(\d+)\.(\d+)$/;

/** Versions later than composition knows are its own error (HUB-C003). */
export const federationVersion: OwnRule =
  () =>
  ({ coordinate, nodes }) => {
    if (coordinate !== schemaCoordinate) return undefined;
    const urls = nodes.flatMap((node) => directiveArguments(node, 'link', 'url'));
    const link = urls.map((url) => federation.exec(url)).find((match) => match !== null);
    if (!link) return 'The schema links no version of the federation specification.';
    const [, major, minor] = link.map(Number);
    return major === 2 && minor !== undefined && minor < 12
      ? `The schema links v${major}.${minor} of the federation specification.`
      : undefined;
  };
