import type { Curves, Measured } from './measure.ts';

interface About {
  name: string;
  bounds: Record<Measured, number>;
}

const [across, width, height] = [3, 260, 170];
const plot = { left: 14, right: 50, top: 46, bottom: 30 };
const head = 62;

/** One small drawing for each kind of page, in SVG: milliseconds from 0 on, over stories by powers of ten, beside the bound. */
export function drawCurves(curves: Curves, { name, bounds }: About): string {
  const all = Object.entries(curves) as [Measured, Curves[Measured]][];
  const size = { width: across * width + 20, height: head + Math.ceil(all.length / across) * height + 6 };
  const title = `How long pages take as a newsroom grows, ${name}`;
  const drawn = all.map(([kind, curve], index) => {
    const [x, y] = [10 + (index % across) * width, head + Math.floor(index / across) * height];
    return `<g transform="translate(${x} ${y})">${drawOne(kind, curve, bounds[kind])}</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}" role="img" aria-label="${title}">
<style>${style}</style>
<rect class="ground" width="100%" height="100%"/>
<text class="title" x="24" y="28">${title}</text>
<text class="quiet" x="24" y="47">Median milliseconds of one process without kept pages, by number of stories. Dashed: the most that it may be.</text>
${drawn.join('\n')}
</svg>
`;
}

const style = `
.ground{fill:#fff}text{font:12px system-ui,sans-serif;fill:#1c1c1c}.title{font-size:17px;font-weight:600}.kind{font-size:13px;font-weight:600}
.quiet{fill:#5c5c5c;font-size:11px}.axis{stroke:#c9c9c9;fill:none}.bound{stroke:#8a8a8a;stroke-dasharray:4 4;fill:none}
.line{stroke:#1f5fa8;stroke-width:2;fill:none}.dot{fill:#1f5fa8}.over .line{stroke:#b3261e}.over .dot{fill:#b3261e}
@media (prefers-color-scheme:dark){.ground{fill:#161616}text{fill:#ececec}.quiet{fill:#a8a8a8}.axis{stroke:#444}.bound{stroke:#8f8f8f}
.line{stroke:#7db3f0}.dot{fill:#7db3f0}.over .line{stroke:#ff8a80}.over .dot{fill:#ff8a80}}
`;

function drawOne(kind: Measured, curve: Curves[Measured], bound: number): string {
  const [first, last] = [curve[0], curve.at(-1)];
  if (!first || !last) return '';
  const most = bound * first.milliseconds;
  const top = 1.1 * Math.max(most, ...curve.map(({ milliseconds }) => milliseconds));
  const span = Math.log10(last.stories / first.stories) || 1;
  const [inner, down] = [width - plot.left - plot.right, height - plot.top - plot.bottom];
  const x = (stories: number) => round(plot.left + (inner * Math.log10(stories / first.stories)) / span);
  const y = (milliseconds: number) => round(plot.top + down * (1 - milliseconds / top));
  const points = curve.map(({ stories, milliseconds }) => ({
    stories,
    milliseconds,
    x: x(stories),
    y: y(milliseconds),
  }));
  const ratio = last.milliseconds / first.milliseconds;
  const labels = points.map((point) => label(point, { isLast: point.stories === last.stories, floor: y(0) }));
  return `<g class="${ratio <= bound ? '' : 'over'}">
<text class="kind" x="${plot.left}" y="16">${kind}</text>
<text class="quiet" x="${plot.left}" y="31">${ratio.toFixed(2)} times as slow; at most ${bound}</text>
<path class="axis" d="M${plot.left} ${y(0)}H${round(plot.left + inner)}"/>
<path class="bound" d="M${plot.left} ${y(most)}H${round(plot.left + inner)}"/>
<path class="line" d="${points.map((point, index) => `${index === 0 ? 'M' : 'L'}${point.x} ${point.y}`).join('')}"/>
${labels.join('\n')}
</g>`;
}

interface Point {
  stories: number;
  milliseconds: number;
  x: number;
  y: number;
}

/** The time beside the last point, below the others, where neither the line nor the bound are. */
function label({ stories, milliseconds, x, y }: Point, { isLast, floor }: { isLast: boolean; floor: number }): string {
  const time = milliseconds.toFixed(milliseconds < 10 ? 1 : 0);
  const place = isLast ? `x="${x + 8}" y="${y + 4}"` : `x="${x}" y="${y + 17}"`;
  return `<circle class="dot" cx="${x}" cy="${y}" r="3.5"/>
<text ${place}>${time}${isLast ? ' ms' : ''}</text>
<text class="quiet" x="${x}" y="${floor + 15}"${isLast ? ' text-anchor="middle"' : ''}>${short(stories)}</text>`;
}

const short = (stories: number): string =>
  stories >= 1_000_000 ? `${stories / 1_000_000} M` : stories >= 1_000 ? `${stories / 1_000},000` : String(stories);

const round = (value: number): number => Math.round(value * 10) / 10;
