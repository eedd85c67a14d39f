import { type Attributes, type Extensions, Node, type NodeConfig, type NodeViewRenderer } from '@tiptap/core';
import { blockView } from './block-view.ts';
import { chart } from './shapes/chart.ts';
import { document } from './shapes/document.ts';
import { factBox } from './shapes/fact-box.ts';
import { figure } from './shapes/figure.ts';
import { post } from './shapes/post.ts';
import { pullQuote } from './shapes/pull-quote.ts';
import { related } from './shapes/related.ts';
import { inlineSource, source } from './shapes/source.ts';
import { video } from './shapes/video.ts';
import { contentOf } from './text-nodes.ts';

/* The blocks of our own: the attributes of each are those of its directive, and what it leaves out is ''. */

const texts = (...names: string[]): Attributes =>
  Object.fromEntries(
    names.map((name) => [
      name,
      {
        default: '',
        parseHTML: (element: HTMLElement) => element.getAttribute(`data-${name}`) ?? '',
        renderHTML: (values: Record<string, unknown>) => ({ [`data-${name}`]: String(values[name]) }),
      },
    ]),
  );

const flag = (name: string): Attributes[string] => ({
  default: false,
  parseHTML: (element: HTMLElement) => element.getAttribute(`data-${name}`) === 'true',
  renderHTML: (values) => ({ [`data-${name}`]: String(values[name]) }),
});

interface Block extends Pick<NodeConfig, 'content' | 'inline' | 'group'> {
  view: NodeViewRenderer;
  attributes: Attributes;
}

/** In the clipboard it is an element that says what it is; ProseMirror and the sanitiser know it by that. */
const block = (name: string, { view, attributes, ...config }: Block) => {
  const tag = config.inline ? 'span' : 'div';
  return Node.create({
    name,
    group: 'block',
    atom: !config.content,
    draggable: !config.content,
    defining: true,
    ...config,
    addAttributes: () => attributes,
    parseHTML: () => [{ tag: `${tag}[data-block="${name}"]` }],
    renderHTML: ({ HTMLAttributes }) =>
      config.content
        ? [tag, { ...HTMLAttributes, 'data-block': name }, 0]
        : [tag, { ...HTMLAttributes, 'data-block': name }],
    addNodeView: () => view,
  });
};

export const blocks: Extensions = [
  block('figure', {
    view: blockView(figure),
    attributes: {
      ...texts('media', 'alt', 'caption', 'credit'),
      ...{ decorative: flag('decorative'), gallery: flag('gallery') },
    },
  }),
  block('video', { view: blockView(video), attributes: texts('url', 'title', 'caption', 'credit', 'poster') }),
  block('chart', {
    view: blockView(chart),
    attributes: texts('url', 'title', 'text', 'picture', 'caption', 'credit', 'height'),
  }),
  block('pullQuote', { view: blockView(pullQuote), attributes: texts('by'), content: `${contentOf('pullQuote')}+` }),
  block('post', {
    view: blockView(post),
    attributes: texts('url', 'name', 'handle', 'time'),
    content: `${contentOf('post')}+`,
  }),
  block('factBox', { view: blockView(factBox), attributes: texts('title'), content: `${contentOf('factBox')}+` }),
  block('document', { view: blockView(document), attributes: texts('file', 'title', 'credit') }),
  block('related', { view: blockView(related), attributes: texts('story') }),
  block('source', { view: blockView(source), attributes: texts('markdown') }),
  block('sourceInline', { view: inlineSource, attributes: texts('markdown'), inline: true, group: 'inline' }),
];
