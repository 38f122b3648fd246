import { posix } from 'node:path';

/** A file and the files that it imports, types included, by their paths from the root. */
export interface ImportingFile {
  readonly path: string;
  readonly imports: readonly string[];
}

/** Entries of one folder that import each other in a circle, each with an import that makes it lead on. */
export interface FolderCircle {
  readonly folder: string;
  /** From each entry to the next, and from the last to the first: `<file> → <file>`. */
  readonly arrows: readonly string[];
}

/**
 * Finds where the entries of a folder, its files and its folders, do not depend one way: taken together with all that is below
 * them, two of them reach each other. Of each folder one circle is told for every entry at which one closes.
 */
export function folderCircles(files: readonly ImportingFile[]): FolderCircle[] {
  return [...entriesByFolder(files)].flatMap(([folder, arrows]) => circlesOf(folder, arrows));
}

/** An import that leads from one entry to another. */
type Arrows = Map<string, Map<string, string>>;

function entriesByFolder(files: readonly ImportingFile[]): Map<string, Arrows> {
  const folders = new Map<string, Arrows>();
  for (const { path, imports } of files) {
    for (const target of imports) {
      const folder = commonFolder(path, target);
      const from = entryOf(folder, path);
      const to = entryOf(folder, target);
      if (from === to) continue;
      const arrows = folders.get(folder) ?? new Map<string, Map<string, string>>();
      const own = arrows.get(from) ?? new Map<string, string>();
      if (!own.has(to)) own.set(to, `${path} → ${target}`);
      folders.set(folder, arrows.set(from, own));
    }
  }
  return folders;
}

/** Goes down every way from every entry; where it comes to an entry that it is still below, a circle closes. */
function circlesOf(folder: string, arrows: Arrows): FolderCircle[] {
  const circles: FolderCircle[] = [];
  const done = new Set<string>();
  const way: { entry: string; arrow: string }[] = [];
  const visit = (entry: string): void => {
    for (const [next, arrow] of arrows.get(entry) ?? []) {
      const start = way.findIndex((step) => step.entry === next);
      if (start >= 0 || next === entry) {
        circles.push({ folder, arrows: [...way.slice(start + 1).map((step) => step.arrow), arrow] });
      } else if (!done.has(next)) {
        way.push({ entry: next, arrow });
        visit(next);
        way.pop();
      }
    }
    done.add(entry);
  };
  for (const entry of arrows.keys()) {
    if (done.has(entry)) continue;
    way.push({ entry, arrow: '' });
    visit(entry);
    way.pop();
  }
  return circles;
}

function commonFolder(one: string, other: string): string {
  let folder = posix.dirname(one);
  while (folder !== '.' && !other.startsWith(`${folder}/`)) folder = posix.dirname(folder);
  return folder;
}

/** The file or folder directly in `folder` that is, or holds, `path`. */
function entryOf(folder: string, path: string): string {
  const rest = folder === '.' ? path : path.slice(folder.length + 1);
  return rest.split('/')[0] ?? rest;
}
