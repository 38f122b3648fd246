/**
 * Colours of charts, in the order in which they are taken: each has 3:1 against white and those beside it (Government Analysis
 * Function, "Data visualisation: colours in charts"; measures.md §5). More than four cannot be told apart.
 */
export const palette = ['#12436D', '#28A197', '#801650', '#F46A25'] as const;

/** For two series: the pair of the same guidance that differs most. */
export const paletteOfTwo = ['#12436D', '#F46A25'] as const;

/** Lines and text of charts: the lightest that is allowed is #595959. */
export const ink = '#0b0c0c';
/** Axes. */
export const axisInk = '#595959';
/** Lines behind the data. */
export const gridInk = '#d9d9d9';

/** Colours for so many series. */
export function coloursFor(series: number): readonly string[] {
  return series === 2 ? paletteOfTwo : palette;
}

/** Most series that one chart tells apart. */
export const mostSeries = palette.length;

/** Patterns beside the colours, so that series can be told apart in grey: the first stays plain. */
export const decals = [
  { symbol: 'none' },
  {
    symbol: 'rect',
    dashArrayX: [1, 0],
    dashArrayY: [2, 5],
    rotation: Math.PI / 4,
    color: 'rgba(255,255,255,0.75)',
  },
  {
    symbol: 'circle',
    dashArrayX: [
      [8, 8],
      [0, 8, 8, 0],
    ],
    dashArrayY: [6, 0],
    symbolSize: 0.7,
    color: 'rgba(255,255,255,0.75)',
  },
  { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [3, 4], rotation: 0, color: 'rgba(255,255,255,0.7)' },
] as const;

/** Shapes of points, in the order of the colours. */
export const symbols = ['circle', 'rect', 'triangle', 'diamond'] as const;
