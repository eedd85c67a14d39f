/* What stands where in src, as data: the tables of ARCHITECTURE.md that test/architecture.test.ts enforces. */

/** Left to right: right may import left. */
export const features = [
  ...['accounts', 'media', 'topics', 'search', 'articles', 'reports', 'comments', 'front'],
  ...['site', 'admin'],
];
/** Features of one level do not import each other, but for what `neighbours` names. */
export const spanning = ['front', 'site', 'admin'];
export const neighbours = ['admin → site/pages', 'admin → site/queries'];
/** Right may import left; those in one entry do not know each other. */
export const platform = [
  ['errors'],
  ['text'],
  ['config'],
  ['db', 'storage', 'outgoing'],
  ['mail'],
  ['events'],
  ['backup'],
  ['http'],
];
export const roots = ['app.ts', 'chrome.ts', 'cli.ts', 'config.ts', 'context.ts', 'errors.ts', 'server.ts', 'start.js'];
export const folders = [
  ...features,
  ...platform.flat().filter((name) => !roots.includes(`${name}.ts`)),
  'browser',
  'cli',
  'config',
  'server',
];

/** A noun that outgrew its file stands in several. */
export const nouns: Record<string, string[]> = {
  ...{
    accounts: ['person', 'invitation', 'mail-choice', 'second-step', 'passkey', 'device'],
    media: ['picture', 'recording', 'document', 'variant', 'card'],
    topics: ['section'],
    articles: ['article', 'content', 'kind', 'insert'],
  },
  ...{
    reports: ['report'],
    comments: ['comment', 'own', 'reported', 'subscribing', 'personal-data'],
    search: ['document'],
    front: ['front'],
  },
};
/** Files beside the closed set, with what they may count as. Keep this list short. */
export const extras: Record<string, string> = {
  'accounts/common-passwords': 'which passwords are guessed first, for the actions that set one',
  'accounts/passwords': 'hashing, which only actions and the command line ask for',
  'accounts/one-time-codes': 'codes of apps and recovery codes: the one importer of otpauth',
  'accounts/webauthn':
    'what devices are asked to sign, and whether they did: the one importer of @simplewebauthn/server',
  'accounts/qr-code': 'a QR code as an SVG has it: the one importer of uqr',
  'accounts/letter': 'the mail of an invitation, pure: actions write it, and actions import no pages',
  'articles/letter': 'the mails to colleagues, pure: actions write them, and actions import no pages',
  'media/process': 'the one importer of sharp, in a process of its own',
  'media/images': 'the queue before that process, and the process',
  'media/said-by-file': 'what the file of a picture says of it, for the action that takes it',
  'media/reading': 'what a recording or a document is, by its bytes, in a thread of its own',
  'articles/front-matter': 'a pure reader of files, for the command line',
  'reports/letter': 'the mail to a reporter, pure: actions write it, and actions import no pages',
  'comments/letter': 'the mails to who comments, pure: actions write them, and actions import no pages',
  'comments/phases': 'the ordered list of rules that judge a comment',
};
/** What a file of a feature is, and which of its own feature's roles it may import. */
export const inside: Record<string, string[]> = {
  noun: [],
  policy: ['noun'],
  extra: ['noun', 'policy', 'extra'],
  forms: ['noun', 'extra'],
  queries: ['noun', 'policy', 'extra'],
  actions: ['noun', 'policy', 'extra', 'queries'],
  pages: ['noun', 'policy', 'extra', 'queries', 'forms'],
  routes: ['noun', 'policy', 'extra', 'queries', 'actions', 'pages', 'forms'],
};
export const shared = ['noun', 'policy', 'queries', 'actions'];

export const drivers: Record<string, string[]> = {
  'better-sqlite3': ['db/sqlite.ts'],
  pg: ['db/postgres.ts'],
  marked: ['text/markdown.ts', 'text/markdown/parsing.ts', 'text/markdown/plain-text.ts', 'text/markdown/watchdog.ts'],
  'sanitize-html': ['text/markdown/sanitising.ts'],
  multer: ['http/uploads.ts'],
  sharp: ['media/process.ts', 'media/process/card.ts', 'media/process/fonts.ts'],
  exifreader: ['media/said-by-file/tags.ts'],
  '@xmldom/xmldom': ['media/said-by-file/tags.ts'],
  mediabunny: ['media/reading/recording-worker.ts'],
  '@cantoo/pdf-lib': [
    ...['media/reading/pdf.ts', 'media/reading/pdf-parts.ts', 'media/reading/pdf-actions.ts'],
    'media/reading/pdf-annotations.ts',
  ],
  '@hyzyla/pdfium': ['media/reading/first-page.ts'],
  handlebars: ['http/templates.ts'],
  '@aws-sdk/client-s3': ['storage/s3.ts'],
  '@aws-sdk/lib-storage': ['storage/s3.ts'],
  'cli-progress': ['cli/progress.ts'],
  'tar-stream': ['backup/read.ts', 'backup/write.ts'],
  'pg-copy-streams': ['db/postgres-copy.ts'],
  isbot: ['http/reads.ts'],
  nodemailer: ['mail/smtp.ts', 'mail/files.ts'],
  otpauth: ['accounts/one-time-codes.ts'],
  '@simplewebauthn/server': ['accounts/webauthn.ts'],
  uqr: ['accounts/qr-code.ts'],
  '@node-rs/argon2': ['accounts/passwords.ts'],
};

/** Who may name the table that readers read. Every query of theirs starts at `visible` of articles/queries/reading.ts. */
export const readingSide: Record<string, string> = {
  'articles/queries/reading.ts': '`visible` itself',
  'articles/queries/reading-side.ts': 'writes it',
  'articles/queries/reading-rows.ts': 'its rows, as they are written and looked at',
  'articles/queries/addresses.ts': 'which addresses are taken, by scheduled stories too',
  'articles/queries/next-due.ts': 'when the next one comes out, and nothing else of it',
  'articles/queries/editing.ts': 'where a story stands, for its editors',
  'articles/queries/rebuilding.ts': 'makes it again',
  'comments/queries/queue.ts': 'the story of a comment, for moderators',
  'comments/queries/thread.ts': 'the address of a comment’s story',
  'comments/queries/done.ts': 'the same, of what was just decided',
  'reports/queries/queue.ts': 'the story of a report, for editors',
  'media/queries/visibility.ts':
    'whether a file of the library is public: media may not import articles, and asks for the time itself',
  'media/queries/recording-uses.ts': 'the same of a picture that stands for one',
  'db/tables.ts': 'its columns',
  'db/empty.ts': 'empties all tables',
};

export const nameOf = (path: string) => path.replace(/\.\w+$/, '');
export const topOf = (path: string) => nameOf(path.split('/')[0] ?? '');
export const isFeature = (path: string) => features.includes(topOf(path));

export function roleOf(path: string): string {
  const [feature = '', second = ''] = nameOf(path).split('/');
  if (nouns[feature]?.includes(second)) return 'noun';
  return `${feature}/${second}` in extras ? 'extra' : second;
}
