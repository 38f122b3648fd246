const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Where an answer differs from what a page shows, or `undefined` when it does not. In what is shown
 *
 * - a UUID stands for any UUID, since ids differ from hub to hub;
 * - `…` in a text stands for any text;
 * - with `part`, a list may leave elements out; those that it has are in the answer in the same order.
 *
 * Everything else is as it is shown, and nothing more than is shown is there.
 */
export function differs(shown: unknown, answer: unknown, part: boolean, place = '$'): string | undefined {
  if (typeof shown === 'string' && typeof answer === 'string') {
    return matches(shown, answer) ? undefined : told(place, shown, answer);
  }
  if (Array.isArray(shown) && Array.isArray(answer)) {
    return part ? listPart(shown, answer, place) : wholeList(shown, answer, place);
  }
  if (isObject(shown) && isObject(answer)) {
    for (const name of new Set([...Object.keys(shown), ...Object.keys(answer)])) {
      const inner = `${place}.${name}`;
      if (!(name in shown) || !(name in answer)) return told(inner, shown[name], answer[name]);
      const difference = differs(shown[name], answer[name], part, inner);
      if (difference !== undefined) return difference;
    }
    return undefined;
  }
  return Object.is(shown, answer) ? undefined : told(place, shown, answer);
}

function wholeList(shown: unknown[], answer: unknown[], place: string): string | undefined {
  if (shown.length !== answer.length) return told(place, shown, answer);
  for (const [index, element] of shown.entries()) {
    const difference = differs(element, answer[index], false, `${place}[${index}]`);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function listPart(shown: unknown[], answer: unknown[], place: string): string | undefined {
  let at = 0;
  for (const element of shown) {
    const found = answer.findIndex((one, index) => index >= at && differs(element, one, true) === undefined);
    if (found === -1) return told(`${place} from element ${at}`, element, answer.slice(at));
    at = found + 1;
  }
  return undefined;
}

function matches(shown: string, answer: string): boolean {
  if (uuid.test(shown)) return uuid.test(answer);
  const parts = shown.split('…').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^]*')}$`).test(answer);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function told(place: string, shown: unknown, answer: unknown): string {
  return `${place}: the page shows ${JSON.stringify(shown)}, the answer has ${JSON.stringify(answer)}`;
}
