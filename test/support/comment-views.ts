import { safeHtml } from '../../src/text/safe-html.ts';

/* Models of the views of comments, with everything that one can hold. */

export const link = { text: 'Back', href: '/back' };
export const moment = { iso: '2026-11-23T09:12:00.000Z', text: '9:12' };
export const field = { value: 'typed', error: 'Wrong.', limit: '60' };
export const form = {
  ...{
    action: '/a/comments',
    heading: 'Leave a comment',
    hint: 'Not published.',
    outside: { text: 'Checked.', link },
    parent: '7',
    cancel: link,
  },
  ...{ problems: [{ text: 'Wrong.', href: '#comment-text' }], text: field, name: field, email: field, replies: true },
};
const bareComment = {
  ...{ id: '2', name: 'T.', badge: null, posted: moment, inReplyTo: null, waiting: null },
  ...{
    html: safeHtml('<p>Yes.</p>'),
    replyHref: null,
    ownHref: null,
    reportHref: null,
    recommend: null,
    rejectAction: null,
    replies: [],
  },
  ...{ picked: null, edited: null, permalink: '/a/comments/2', gone: null, moreReplies: null },
};
const comment = {
  ...bareComment,
  ...{
    id: '1',
    badge: 'Author',
    inReplyTo: link,
    waiting: 'Waiting.',
    replyHref: '/reply',
    ownHref: '/edit',
    reportHref: '/report',
  },
  ...{ picked: 'Editors’ pick', edited: 'Edited', permalink: '/a/comments/1', moreReplies: link },
  recommend: { action: '/a/comments/1/recommend', count: '(2)' },
  replies: [bareComment, { ...bareComment, id: '3', gone: 'This comment is not shown.' }],
};
export const thread = {
  ...{
    heading: '2 comments',
    closed: null,
    form,
    write: link,
    waiting: { ...comment, id: '4', replies: [] },
    empty: null,
    comments: [comment],
  },
  note: { name: 'Mara', posted: moment, html: safeHtml('<p>Be kind.</p>') },
  ...{
    picks: [bareComment],
    orders: [{ ...link, current: true }],
    more: link,
    feed: link,
    news: { href: '/a/comments/news', seen: '2' },
  },
};

const kept = {
  outside: { text: 'Sent.', link },
  ...{
    under: 'Under a@example.org we keep:',
    counts: ['Comments: 1'],
    email: 'a@example.org',
    passwordError: 'Wrong.',
  },
  comments: [{ href: '/a/comments/1', posted: moment, text: 'Yes.' }],
  ...{ exportHref: '/your-data/x/export', eraseAction: '/your-data/x/erase' },
};

export const commentViews: [string, object][] = [
  [
    'comments/your-data',
    {
      ...{
        heading: 'What we keep',
        said: 'Sent.',
        promise: 'All of it.',
        outside: { text: 'Checked.', link },
        email: field,
      },
      problems: [{ text: 'Wrong.', href: '#your-email' }],
    },
  ],
  ['comments/your-data-kept', { heading: 'What we keep', kept }],
  [
    'comments/person-data',
    {
      ...{ notice: { text: 'Erased.', link: null }, email: field, kept, nothing: true },
      summary: { title: 'Nothing was erased.', items: [{ href: '#email', message: 'Wrong.' }] },
    },
  ],
  [
    'comments/own',
    {
      ...{ story: link, heading: 'Your comment', note: 'Until 12:10.', text: field },
      ...{ problems: [{ text: 'Wrong.', href: '#comment-text' }], actions: { edit: '/a/edit', remove: '/a/delete' } },
    },
  ],
  [
    'comments/report',
    {
      ...{
        back: link,
        heading: 'Report',
        comment: bareComment,
        action: '/a/report',
        reasonError: 'Say it.',
        note: field,
      },
      problems: [{ text: 'Wrong.', href: '#report-note' }],
      reasons: [{ value: 'spam', text: 'Spam', checked: true }],
    },
  ],
  [
    'comments/said',
    {
      ...{ heading: 'Thanks', sentences: ['A.'], back: link },
      button: { action: '/a', name: 'on', text: 'Recommend' },
    },
  ],
  ['comments/reply', { story: link, heading: 'Reply to T.', parent: bareComment, closed: null, form }],
];
