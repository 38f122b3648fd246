import { z } from 'zod';

/** The origins of web pages that may ask the gateway; an empty list, `none`, for no page of another address. */
export const corsOrigins = z.string().transform((text, context): readonly string[] => {
  if (text.trim() === 'none') return [];
  const origins = text.split(',').map((origin) => origin.trim());
  for (const origin of origins) {
    const fault = faultOf(origin);
    if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
  }
  return origins;
});

/** What is wrong with the text of an origin, which must be as browsers send it, since it is compared as text. */
function faultOf(text: string): string | undefined {
  if (text === '') return 'an origin between two commas is empty';
  if (text.includes('*')) {
    return `"${text}" would let in pages that nobody named, and a page may do with a visitor’s token what the visitor may: name each origin`;
  }
  if (text === 'null') return '"null" is the origin of every page that has none, and so of anybody';
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    return `"${text}" does not begin with http:// or https:// and a host`;
  }
  return url.origin === text ? undefined : `"${text}" must be written as browsers send it, "${url.origin}"`;
}
