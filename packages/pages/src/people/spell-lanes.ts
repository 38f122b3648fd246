import { type PlainDate, toDayNumber } from '@throughgate/domain';
import { axisInk, gridInk, ink, palette } from '../charts/palette.ts';
import { sentenceCase } from '../words/dimension-words.ts';
import type { Spell } from './ask-person.ts';

const fontSize = 14;
const lane = 34;
const bar = 20;
const left = 110;
const right = 16;

/**
 * Draws spells as swim lanes: a lane for each kind, time from left to right. What goes on ends at today with an arrow.
 *
 * @param today where time ends, `YYYY-MM-DD`
 * @param width of the drawing
 * @returns SVG text, safe as it stands; undefined where there is nothing to draw
 */
export function spellLanes(spells: readonly Spell[], today: PlainDate, width: number): string | undefined {
  const [first] = spells.toSorted((one, other) => one.from.localeCompare(other.from));
  if (!first) return undefined;
  const kinds = [...new Set(spells.map(({ kind }) => kind))];
  const day = (text: string) => toDayNumber(text.slice(0, 10) as PlainDate);
  const from = day(first.from);
  const to = Math.max(day(today), from + 30, ...spells.map((spell) => day(spell.to ?? spell.from)));
  const x = (number: number) => left + ((number - from) / (to - from)) * (width - left - right);
  const height = kinds.length * lane + 30;
  const lines = yearsBetween(first.from, to, day).map(({ label, at }) => {
    const place = x(at).toFixed(1);
    return (
      `<path d="M${place} 0V${kinds.length * lane}" stroke="${gridInk}"/>` +
      text(label, place, kinds.length * lane + 18, 'middle')
    );
  });
  const lanes = kinds.map((kind, index) => {
    const top = index * lane + (lane - bar) / 2;
    const colour = palette[index % palette.length] ?? ink;
    const bars = spells
      .filter((spell) => spell.kind === kind)
      .map(({ from: begins, to: ends }) => {
        const start = x(day(begins));
        const end = Math.max(start + 3, x(ends === null ? to : day(ends)));
        const shape =
          ends === null
            ? `M${start.toFixed(1)} ${top}H${Math.max(start, end - 8).toFixed(1)}L${(end + 4).toFixed(1)} ${top + bar / 2}L${Math.max(start, end - 8).toFixed(1)} ${top + bar}H${start.toFixed(1)}Z`
            : `M${start.toFixed(1)} ${top}H${end.toFixed(1)}V${top + bar}H${start.toFixed(1)}Z`;
        return `<path d="${shape}" fill="${colour}"/>`;
      });
    return (
      text(sentenceCase(kind), left - 8, top + bar / 2 + fontSize / 3, 'end') +
      `<path d="M${left} ${(index + 1) * lane}H${width - right}" stroke="${gridInk}"/>${bars.join('')}`
    );
  });
  return (
    `<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" aria-hidden="true" focusable="false">` +
    `${lines.join('')}${lanes.join('')}<path d="M${left} 0V${kinds.length * lane}" stroke="${axisInk}"/></svg>`
  );
}

/** First days of years, as many as there is room to name. */
function yearsBetween(first: string, to: number, day: (text: string) => number) {
  const from = Number(first.slice(0, 4)) + 1;
  const years: { readonly label: string; readonly at: number }[] = [];
  for (let year = from; day(`${year}-01-01`) <= to; year += 1) {
    years.push({ label: String(year), at: day(`${year}-01-01`) });
  }
  const step = Math.max(1, Math.ceil(years.length / 6));
  return years.filter((_, index) => index % step === 0);
}

function text(words: string, x: number | string, y: number, anchor: 'middle' | 'end'): string {
  const escaped = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" font-family="Arial, sans-serif" font-size="${fontSize}" fill="${ink}">${escaped}</text>`;
}
