import { DomUtils, parseDocument } from 'htmlparser2';

type Element = NonNullable<ReturnType<typeof DomUtils.findOne>>;

/** What a page says, to machines in its head and to people in its body. */
export interface ReadPage {
  title: string;
  language: string;
  direction: string;
  description: string | null;
  canonical: string | null;
  robots: string | null;
  image: string | null;
  /** hreflang → address */
  alternates: Record<string, string>;
  /** Type → address, of feeds and of what embeds the page. */
  feeds: Record<string, string>;
  /** The nodes of its linked data; [] where there is none. */
  data: Record<string, unknown>[];
  /** Of the part between head and foot, space made one. */
  main: string;
  /** The text of each element with this class (`.kicker`), id (`#latest`) or name (`h1`), in order. */
  texts(which: string): string[];
  /** Where the links in such elements lead; everywhere in the page without one. */
  links(which?: string): string[];
  /** An attribute of each such element; '' where it has none. */
  attributes(which: string, name: string): string[];
}

export function readPage({ text }: { text: string }): ReadPage {
  const document = parseDocument(text);
  const all = (which: string) => DomUtils.findAll(selector(which), document.children);
  const meta = (name: string, value: string, attribute = 'content') =>
    DomUtils.findOne(({ attribs }) => attribs[name] === value, document.children)?.attribs[attribute] ?? null;
  const [root] = all('html');
  const json = DomUtils.findOne(({ attribs }) => attribs.type === 'application/ld+json', document.children);
  const alternates = DomUtils.findAll(({ attribs }) => attribs.rel === 'alternate', document.children);
  const linkedBy = (name: 'hreflang' | 'type'): Record<string, string> =>
    Object.fromEntries(
      alternates.flatMap(({ attribs }) => (attribs[name] ? [[attribs[name], attribs.href ?? '']] : [])),
    );
  return {
    title: spaced(all('title')[0]),
    language: root?.attribs.lang ?? '',
    direction: root?.attribs.dir ?? '',
    description: meta('name', 'description'),
    canonical: meta('rel', 'canonical', 'href'),
    robots: meta('name', 'robots'),
    image: meta('property', 'og:image'),
    alternates: linkedBy('hreflang'),
    feeds: linkedBy('type'),
    data: json ? JSON.parse(DomUtils.textContent(json))['@graph'] : [],
    main: spaced(all('main')[0]),
    texts: (which) => all(which).map(spaced),
    links: (which = 'html') =>
      all(which).flatMap((element) =>
        DomUtils.getElementsByTagName('a', [element], true).map(({ attribs }) => attribs.href ?? ''),
      ),
    attributes: (which, name) => all(which).map(({ attribs }) => attribs[name] ?? ''),
  };
}

function selector(which: string): (element: Element) => boolean {
  const name = which.slice(1);
  if (which.startsWith('.')) return ({ attribs }) => (attribs.class ?? '').split(' ').includes(name);
  if (which.startsWith('#')) return ({ attribs }) => attribs.id === name;
  return (element) => element.name === which;
}

const spaced = (element: Element | undefined): string =>
  element ? DomUtils.textContent(element).replace(/\s+/g, ' ').trim() : '';
