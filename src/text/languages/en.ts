/** The reader's words in English. Templates print the strings; the functions are for view models. */

import { countingIn, type LanguageFacts } from '../catalogue.ts';
import { isolatedIn } from '../isolated.ts';

export const facts: LanguageFacts = {
  direction: 'ltr',
  locale: 'en-GB',
  comma: ', ',
  // Trauzettel-Klosinski and Dietz, "Standardized Assessment of Reading Performance" (IReST), 2012: English, 228 words a minute.
  wordsPerMinute: 228,
  fonts: [],
};

const { separators, number, counted: countedBy } = countingIn(facts.locale);
const named = isolatedIn(facts.direction);

const counted = (count: number, one: string, other: string): string =>
  countedBy(count, { one: `# ${one}`, other: `# ${other}` });

export const words = {
  /** Stands before the name of the language in a link to a story in it. */
  languageName: 'English',
  skip: 'Skip to content',
  sections: 'Sections',
  section: 'Section',
  topic: 'Topic',
  topics: 'Topics',
  frontPage: 'Front page',

  by: 'By',
  /** What stands after each of `count` names in a list: [' and ', ''] for two. */
  separators,
  published: 'Published',
  updated: 'Updated',
  corrected: 'Corrected',
  /** The link from a translation to the story it was made from, in the language that it leads to. */
  original: 'English original',
  /** The link from an original to its translation, in the language that it leads to. */
  translation: 'In English',
  inThisStory: 'In this story',
  related: 'Related',
  correctionHeading: (moment: string): string => `Correction, ${moment}`,
  updateHeading: (moment: string): string => `Update, ${moment}`,

  labels: {
    analysis: 'Analysis',
    opinion: 'Opinion',
    editorial: 'Editorial',
    explainer: 'Explainer',
    'fact-check': 'Fact check',
    live: 'Live',
  },
  video: 'Video',
  recording: {
    audio: 'Audio',
    transcript: 'Transcript',
    download: 'Download',
    megabytes: (megabytes: number): string => `${number.format(megabytes)} MB`,
  },
  document: {
    name: 'Document',
    pages: (pages: number): string => `${number.format(pages)} ${pages === 1 ? 'page' : 'pages'}`,
  },
  /** In the page's title, after the headline of a story that leads with a video. */
  videoInTitle: '(video)',
  playVideo: 'Play video',
  closeVideo: 'Close video',
  videoVia: (provider: string): string =>
    `Playing loads the video from ${provider}, which can then see that you watched it.`,
  /** The link to the video's page, where a player cannot work. */
  /** Of a picture: `text` stands beside its credit. */
  contentCredentials: {
    text: 'The original file carries content credentials (not checked by us).',
    about:
      'Content credentials (C2PA) are a signed note in a file of where it comes from and how it was changed. We say that there is one, and not that it is true.',
  },
  /** Before the title of a chart or a map that can be moved about. */
  openChart: 'Open the chart',
  closeChart: 'Close the chart',
  chartVia: (provider: string): string => `It is loaded from ${provider}, which can then see that you looked at it.`,
  chartAt: (provider: string): string => `See it at ${provider}`,
  gallery: (count: number): string => `Gallery: ${counted(count, 'picture', 'pictures')}`,
  postAt: (network: string): string => `Post at ${network}`,
  watchAt: (provider: string): string => `Watch the video at ${provider}`,

  todaysStories: (site: string): string => `${site}: today’s stories`,
  latest: 'Latest',
  mostRead: 'Most read',
  moreTopStories: 'More top stories',
  moreStories: 'More stories',
  stories: 'Stories',
  storyCount: (count: number): string => counted(count, 'story', 'stories'),
  noStories: 'No stories yet.',
  noVideos: 'No stories with video yet.',
  storiesBy: (name: string): string => `Stories by ${named(name)}`,
  storiesOn: (topic: string): string => `Stories on ${topic}`,
  pages: 'Pages',
  olderStories: 'Older stories',
  newestStories: 'Newest stories',

  comments: (count: number): string => counted(count, 'comment', 'comments'),
  commentsHeading: 'Comments',
  noComments: 'No comments yet. Be the first to write one.',
  noCommentsClosed: 'Nobody commented on this story.',
  /** Why nobody can comment. */
  closed: {
    story: 'Comments on this story are closed.',
    all: 'Comments are closed on all stories for now.',
    section: 'Comments are closed in this section.',
    age: 'Comments on this story are closed, as on all that are older.',
    night: 'Comments are closed for the night.',
    flood: 'Comments are closed for a while.',
    opens: (time: string): string => `Comments open again at ${time}.`,
  },
  leaveComment: 'Leave a comment',
  emailNotPublished: 'Your email address is not published.',
  firstCommentsRead: 'A moderator reads every first comment.',
  everyCommentRead: 'A moderator reads every comment on this story.',

  /** Of the company that checks comments for spam, where a newsroom wants that. */
  outside: {
    form: 'Comments of people whom we do not know yet are checked for spam by Akismet. It is sent what you write, your name, your email and network address, and what your browser says of itself.',
    link: 'What Akismet does with it',
    kept: 'Comments of people whom we do not know yet are checked for spam by Akismet, another company. It is sent the text, the name, the email and network address, and what the browser says of itself; the last we keep for two weeks, to tell Akismet where it was wrong.',
    erase:
      'Comments of yours were sent to Akismet to be checked for spam. What it keeps of them we cannot erase: ask Akismet for that.',
  },
  comment: 'Comment',
  name: 'Name',
  email: 'Email',
  trap: 'Leave this field empty',
  postComment: 'Post comment',
  reply: 'Reply',
  replyTo: (name: string): string => `Reply to ${named(name)}`,
  yourReply: 'Your reply',
  inReplyTo: (name: string): string => `In reply to ${named(name)}`,
  author: 'Author',
  you: 'You',
  waiting: 'Waiting for a moderator. Only you see this.',
  notLetThrough: 'A moderator did not publish this. Only you see it.',
  backToStory: 'Back to the story',
  notPosted: 'Your comment was not posted.',
  errors: {
    commentMissing: 'Write your comment.',
    commentTooLong: (limit: number): string => `Shorten your comment to ${number.format(limit)} characters.`,
    nameMissing: 'Give a name.',
    nameTooLong: (limit: number): string => `Shorten the name to ${number.format(limit)} characters.`,
    emailMissing: 'Give an email address.',
    emailWrong: 'Give an email address like name@example.org.',
    repeated: 'You have already posted this comment.',
    saidByOthers: 'Others have posted this text already. Say it in your own words.',
    banned: (until: string): string =>
      `We take no comments from you, or from the network that you are on, until ${until}. If you think that this is a mistake, write to the newsroom.`,
    tooFast: 'That were many comments in a short time. Wait a minute, and send this one again.',
    unwantedWords: 'There are words in this comment that we do not publish. Please put it differently.',
    tooManyLinks: (limit: number): string =>
      limit === 0
        ? 'Take out the links.'
        : limit === 1
          ? 'Leave one link at most.'
          : `Leave ${number.format(limit)} links at most.`,
    trapFilled: 'Something filled in a field that people do not see. Send the comment once more.',
    staffName: 'Somebody of the newsroom has this name. Give another one; if it is yours, sign in first.',
    parentGone: 'The comment that you reply to is no longer here.',
    closed: (why: string): string => `${why} Your text is below, so that you can keep it.`,
  },

  /** Pages of comments, and what stands beside one. */
  threads: {
    newest: 'Newest first',
    oldest: 'Oldest first',
    sort: 'Sort comments',
    more: 'More comments',
    moreReplies: 'More replies in this thread',
    laterReplies: 'Later replies',
    earlierReplies: 'Earlier replies',
    threadOf: (name: string): string => `Replies to ${named(name)}`,
    allComments: 'All comments',
    nothingHere: 'None of these replies is shown any more.',
    picks: 'Editors’ picks',
    struckOut: 'struck out by the newsroom',
    picked: 'Editors’ pick',
    staff: 'Newsroom',
    edited: 'Edited',
    pinned: 'From the newsroom',
    gone: 'This comment is not shown.',
    removed: 'This comment was removed by whoever wrote it.',
    answersEarlier: 'In reply to an earlier comment',
    failed: 'It could not be sent. Try again.',
    arrived: (count: number): string => counted(count, 'new comment', 'new comments'),
    feed: 'Follow by RSS',
    feedAbout: (headline: string, site: string): string => `The newest comments on “${headline}” at ${site}.`,
    commentBy: (name: string): string => `Comment by ${named(name)}`,
  },

  /** What the writer of a comment does about it. */
  own: {
    link: 'Edit or delete',
    heading: 'Your comment',
    until: (hour: string): string => `You can change or delete it until ${hour}.`,
    over: 'The time is over in which you could change or delete it.',
    save: 'Save changes',
    notSaved: 'Nothing was changed.',
    remove: 'Delete comment',
    removal: 'Your text goes for good. Where others have replied, readers see that a comment was removed.',
    because: {
      spam: 'The moderator took it for advertising or repetition.',
      abuse: 'The moderator found that it attacks a person.',
      hate: 'The moderator found that it stirs up hatred of a group.',
      'personal-data': 'It holds somebody’s private data.',
      false: 'The moderator found that it says something that is not true.',
      'off-topic': 'It is not about the story.',
      illegal: 'The moderator found that the law forbids it.',
      other: 'It goes against the rules for comments.',
    },
    object: {
      heading: 'Do you object?',
      about: 'Say why it should be published. A moderator reads that, and decides once more.',
      field: 'Your objection',
      send: 'Object',
      missing: 'Say why it should be published.',
      tooLong: (limit: number): string => `Shorten your objection to ${number.format(limit)} characters.`,
      over: 'This comment was decided once more, or waits for that already.',
      waiting: 'You objected, and a moderator looks at it once more. Only you see this.',
    },
  },

  /** What readers say of each other’s comments. */
  flags: {
    report: 'Report',
    reportOf: (name: string): string => `Report the comment by ${named(name)}`,
    promise: 'A moderator reads what you send. Nobody else sees it, the writer of the comment neither.',
    what: 'What is wrong with it',
    reasons: {
      spam: 'It is advertising or spam',
      abuse: 'It insults or threatens somebody',
      'personal-data': 'It names somebody’s private details',
      false: 'It says something false as a fact',
      illegal: 'It is against the law',
      other: 'Something else',
    },
    reasonMissing: 'Say what is wrong with it.',
    note: 'A note for the moderator, if you like',
    noteTooLong: (limit: number): string => `Shorten the note to ${number.format(limit)} characters.`,
    send: 'Send the report',
    thanks: 'Thank you for your report',
    next: [
      'A moderator looks at the comment and decides. Until then it stays where it is.',
      'A second report from the same browser changes nothing.',
    ],
    toComment: 'Back to the comment',
    recommend: 'Recommend',
    count: (count: number): string => `(${number.format(count)})`,
    recommendThat: (name: string): string => `Recommend the comment by ${named(name)}?`,
    recommendedBy: (name: string): string => `You recommend the comment by ${named(name)}`,
    recommendations: (count: number): string =>
      count === 0 ? 'Nobody recommends it yet.' : counted(count, 'reader recommends it.', 'readers recommend it.'),
    takeBack: 'Take it back',
    closed: 'Comments on this story are closed.',
  },

  /** Mails about replies, and what they lead to. */
  replies: {
    tick: 'Tell me about replies by mail',
    confirmHeading: 'Tell you about replies?',
    confirmAbout: 'You get a mail when somebody answers your comment. Each has a link that ends them.',
    confirm: 'Yes, tell me',
    confirmed: 'You are told about replies',
    confirmedNext: 'From this browser you will not be asked again.',
    stopHeading: 'No more mails about this comment?',
    stopAbout: 'The comment stays, and so do its replies.',
    stop: 'Stop the mails',
    stopped: 'You get no more mails about this comment',
    stoppedNext: 'You can close this page.',
    letter: {
      askedSubject: (site: string): string => `Replies to your comment at ${site}?`,
      asked: (site: string): string =>
        `Somebody, probably you, left a comment at ${site} with this address, and wants a mail when it is answered:`,
      confirm: 'To get these mails, open this page and press the button. It works for seven days:',
      otherwise: 'If it was not you, do nothing. You get no mails about replies then.',
      toldSubject: (site: string): string => `Your comment at ${site} was answered`,
      told: 'Somebody answered your comment on:',
      stop: 'To get no more mails about this comment:',
    },
  },

  /** Search and its page. */
  search: {
    heading: 'Search',
    of: (site: string): string => `Search the stories of ${site}.`,
    button: 'Search',
    field: 'Search for',
    hint: 'Stories that have all your words are found. Put “quotation marks” around a phrase, and a minus before a word that should not occur.',
    section: 'Section',
    allSections: 'All sections',
    from: 'From',
    to: 'To',
    results: 'Results',
    foundFor: (typed: string): string => `Results for “${typed}”`,
    found: (count: number): string => counted(count, 'story', 'stories'),
    foundMore: (count: number): string => `More than ${number.format(count)} stories`,
    byRelevance: 'most relevant first',
    byTime: 'newest first',
    showByRelevance: 'Show the most relevant first',
    showByTime: 'Show the newest first',
    nothing: 'No story has all these words.',
    advice: [
      'Look at the spelling, or try other words that say the same.',
      'Try fewer words: a story has to have every one of them.',
      'Put an asterisk after the beginning of a word, like “harb*”, to find whatever begins so.',
    ],
    withoutFilters: 'Search in all sections and at all times',
    firstPage: 'First page',
    nextPage: 'Next page',
    errors: {
      heading: 'This cannot be searched for yet.',
      noWords: 'Type a word or a number to search for.',
      tooLong: (limit: number): string => `Shorten your search to ${number.format(limit)} characters.`,
      tooManyWords: (limit: number): string => `Search for ${number.format(limit)} words at most.`,
      date: 'Give a date like 2026-11-23.',
      reversed: 'Give a day that is not before the first.',
      section: 'Choose a section from the list.',
    },
  },

  /** Feeds, and what else machines read. */
  feeds: {
    /** As og:locale writes it. */
    locale: 'en_GB',
    /** For search engines and feed readers, where the newsroom has not described itself. */
    aboutSite: (site: string): string => `News, analysis and opinion from ${site}.`,
    /** Of the list of all feeds of a page. */
    feedOf: (name: string, format: string): string => `${name} (${format})`,
  },

  /** What changed in a story, and the list of corrections. */
  history: {
    /** The link in the byline. */
    link: 'History',
    heading: 'What changed in this story',
    title: (headline: string): string => `History: ${headline}`,
    about: (headline: string): string => `${headline}. We keep every version that readers saw.`,
    aboutWithdrawn: 'We have taken this story down. What was done and why stays here; its text does not.',
    titleWithdrawn: 'History of a withdrawn story',
    gone: 'This story was withdrawn',
    /** Of a page beside the stories. */
    ofPage: {
      back: 'Back to the page',
      heading: 'What changed on this page',
      aboutWithdrawn: 'We have taken this page down. What was done and why stays here; its text does not.',
      titleWithdrawn: 'History of a withdrawn page',
      gone: 'This page was withdrawn',
      oneVersion: 'There is one version of this page. Nothing has changed since it was published.',
    },
    zone: (zone: string): string => `Times are those of ${zone}.`,
    publications: 'Publications, newest first',
    version: (number: string): string => `Version ${number}`,
    kinds: {
      first: 'Published',
      fix: 'Fix',
      update: 'Update',
      correction: 'Correction',
      withdrawal: 'Withdrawn',
      reinstatement: 'Published again',
      redaction: 'Redaction',
    },
    /** After "Published". */
    by: (names: string): string => `by ${names}`,
    fixNote: 'Typing mistakes.',
    redacted: (number: string): string => `The text of version ${number} was removed.`,
    noteRedacted: (what: string): string => `Words were removed: ${what}.`,
    textGone: 'The text of this version was removed.',
    noteGone: 'What we said of this was removed.',
    seeChange: 'See the change',
    compare: 'Compare two versions',
    from: 'From',
    to: 'To',
    show: 'Compare',
    change: (from: string, to: string): string => `Change from version ${from} to version ${to}`,
    /** A file stands in the place of another. */
    pictureReplaced: 'Picture replaced',
    /** Of one version, a picture of which was replaced. */
    sameWords: 'There is one version. Its words have not changed since it was published.',
    oneVersion: 'There is one version of this story. Nothing has changed since it was published.',
    sameVersion: 'This is the same version twice.',
    noChange: 'Nothing that readers could read changed between these versions.',
    formatting: 'No words of the text changed: only how it is set, such as emphasis, headings or lists.',
    hidden: 'One of these versions was removed, so what changed is not shown.',
    cut: 'More changed than is shown here.',
    leftOut: 'Unchanged text left out',
    removed: 'Removed:',
    added: 'Added:',
    fields: {
      headline: 'Headline',
      standfirst: 'Standfirst',
      text: 'Text',
      links: 'Links in the text',
      byline: 'Byline',
      dateline: 'Dateline',
      section: 'Section',
      topics: 'Topics',
      label: 'Label',
      picture: 'Lead picture',
      video: 'Lead video',
      caption: 'Caption',
      language: 'Language',
      address: 'Address',
    },
    news: 'News',
    blocks: {
      picture: 'Picture',
      video: 'Video',
      post: 'Post',
      chart: 'Chart',
      document: 'Document',
      relatedStory: 'Related story',
      numbered: (number: string): string => `no. ${number}`,
    },
    corrections: 'Corrections',
    correctionsAbout: (site: string): string => `What ${site} got wrong and put right, newest first.`,
    noCorrections: 'Nothing has been corrected yet.',
    correctionsUntil: (moment: string): string => `corrections until ${moment}`,
    olderCorrections: 'Older corrections',
    newestCorrections: 'Newest corrections',
    correctionOf: (headline: string): string => `Correction: ${headline}`,
  },

  /** What is kept of who comments: seen and erased by a mailed link. */
  personalData: {
    heading: 'What we keep about you',
    promise:
      'Whoever comments gives a name, an email address and a text; whoever asks to be told of replies or reports an error gives an address. That is all we keep, and no network address with it. By a link that we mail you, you can see all of it, save it, and have it erased.',
    email: 'Email',
    send: 'Send me the link',
    emailWrong: 'Give an address like name@example.org.',
    notSent: 'Nothing was sent.',
    sent: 'If we keep anything under that address, a link is on its way there. It works for a day.',
    erased: 'It is erased. Under this address we keep nothing any more.',
    under: (email: string): string => `Under ${email} we keep:`,
    nothing: 'Under this address we keep nothing any more.',
    counts: {
      comments: (count: number): string => `Comments: ${number.format(count)}`,
      subscriptions: (count: number): string => `Comments of whose replies you are told: ${number.format(count)}`,
      reports: (count: number): string => `Comments that you reported: ${number.format(count)}`,
      recommendations: (count: number): string => `Comments that you recommend: ${number.format(count)}`,
      errorReports: (count: number): string => `Errors that you reported: ${number.format(count)}`,
      spamChecks: (count: number): string =>
        `Comments that were sent to Akismet to be checked for spam: ${number.format(count)}`,
      mails: (count: number): string => `Mails to you that are not sent yet: ${number.format(count)}`,
    },
    save: 'Save all of it as a file',
    erase: 'Erase it',
    eraseAbout:
      'Where your comments stand, readers will see that there was one, so that the answers of others make sense. Text, name and address are gone for good, and no mail is sent to you any more.',
    eraseAll: 'Erase for good',
    link: 'What we keep about you',
    letter: {
      subject: (site: string): string => `What ${site} keeps about you`,
      opening: (site: string): string =>
        `Somebody, you we hope, wants to see what ${site} keeps under your address. By this link you can see it, save it, and have it erased. It works for a day.`,
      closing: 'If it was not you, there is nothing for you to do: nobody but you gets this link.',
    },
  },

  /** Readers' reports of errors in stories. */
  reports: {
    heading: 'Report an error in this story',
    promise: 'An editor reads every report. What we got wrong we put right in the story, for everybody to see.',
    what: 'What is wrong, and what is right?',
    address: 'Where to write to you (optional)',
    addressHint: 'An email address, only to tell you what came of it. Then we delete it.',
    send: 'Send report',
    notSent: 'Your report was not sent.',
    thanks: 'Thank you for your report',
    next: 'An editor will read it. If we got something wrong, it is put right in the story.',
    told: 'If you left an address, we will tell you what came of it, and then delete the address.',
    errors: {
      missing: 'Say what is wrong.',
      tooLong: (limit: number): string => `Shorten your report to ${number.format(limit)} characters.`,
      addressWrong: 'Give an address like name@example.org, or none.',
      trapFilled: 'Something filled in a field that people do not see. Send the report once more.',
    },
    /** The mail to who reported an error. */
    letter: {
      subject: (headline: string): string => `Your report on “${headline}”`,
      opening: (site: string, moment: string): string =>
        `On ${moment} you reported an error in a story of ${site}. Thank you.`,
      corrected: 'We have corrected the story. The correction says:',
      updated: 'We have changed the story.',
      fixed: 'We have put it right in the story.',
      unchanged: 'We have looked into it and did not change the story.',
      withdrawn: 'We have withdrawn the story. Its address gives the reason.',
      answer: 'The editors write:',
      history: 'What changed in the story, and when:',
      closing:
        'Your address is deleted now; there will be no further mail about this. If it was not you who reported this, there is nothing for you to do.',
    },
  },

  /** Stories that are shown by a secret link before they are published, and what is said to them. */
  previews: {
    bar: (name: string, until: string): string =>
      `Not published. For ${name} only: please do not pass this address on. It works until ${until}.`,
    barOfChanges: (name: string, until: string): string =>
      `This version is not published. For ${name} only: please do not pass this address on. It works until ${until}.`,
    toAnswer: 'Approve it or leave a note',
    heading: 'What do you say to this version?',
    version: (moment: string): string => `It was saved on ${moment}.`,
    name: 'Your name',
    note: 'Note',
    noteHint: 'The newsroom reads it beside the story. An approval needs none.',
    approve: 'Approve this version',
    send: 'Send note',
    thanks: { approved: 'You approved this version. Thank you.', noted: 'Your note is with the newsroom. Thank you.' },
    notSent: 'Nothing was sent.',
    said: 'Said by this link',
    approved: (version: string): string => `approved the version of ${version}`,
    noted: (version: string): string => `on the version of ${version}`,
    changedSince: 'The text has changed since.',
    errors: {
      nameMissing: 'Enter your name.',
      nameTooLong: (limit: number): string => `Shorten the name to ${number.format(limit)} characters.`,
      noteMissing: 'Write the note first.',
      noteTooLong: (limit: number): string => `Shorten the note to ${number.format(limit)} characters.`,
      changed: 'The text was changed while you read it. This is the newest version: look at it, then approve it.',
      full: 'So much was said by this link that it takes no more. Write to whoever sent it to you.',
    },
    over: {
      /** Unknown, expired, revoked, or to a story that was deleted: nobody is told which. */
      ended: {
        heading: 'This link does not work',
        text: 'It has ended, or the address is not whole: a mail may have broken it into two lines. Ask whoever sent it to you for a new one.',
      },
      withdrawn: { heading: 'This story was withdrawn', text: 'It was published, and we have taken it down.' },
      redacted: { heading: 'This text is gone', text: 'It was removed for good. Ask whoever sent you the link.' },
      published: { heading: 'This story is published', text: 'Everybody can read it at its own address.' },
    },
    toStory: 'Read the story',
  },

  /** Lists by month and series, and their pages. */
  lists: {
    archive: 'Archive',
    series: 'Series',
    /** Stands after the name of a list, on its later pages. */
    until: (moment: string): string => `stories until ${moment}`,
    aboutSection: (section: string, site: string): string => `${section}: news, analysis and opinion from ${site}.`,
    aboutTopic: (topic: string, site: string): string => `All stories on ${topic} from ${site}, newest first.`,
    aboutSeries: (series: string, site: string): string =>
      `All parts of the series “${series}” from ${site}, in order.`,
    aboutPerson: (person: string, site: string): string => `All stories by ${person} in ${site}, newest first.`,
    aboutMonth: (month: string, site: string): string => `All stories that ${site} published in ${month}.`,
    aboutVideo: (site: string): string => `All stories with video from ${site}, newest first.`,
    months: 'Other months',
    previous: 'Previous',
    next: 'Next',
    part: (part: number, parts: number): string => `Part ${number.format(part)} of ${number.format(parts)}`,
    inSeries: 'In this series',
    moreToRead: 'More on this',
  },

  /** Pages beside the stories: About, Contact. */
  standing: { contents: 'On this page' },

  /** Sharing, looks, the map of the site and other comfort. */
  comfort: {
    flood:
      'Too many forms come from your network just now. Go back: what you typed is still there. Send it again in a minute.',
    search: 'Search',
    breaking: 'Breaking',
    breakingNews: 'Breaking news',
    moreOfThisSite: 'More of this site',
    corrections: 'Corrections',
    siteMap: 'Site map',
    aboutSiteMap: (site: string): string =>
      `Everything that ${site} has: sections, topics, people, the archive and feeds.`,
    appearance: 'Appearance',
    themes: { auto: 'As the device', light: 'Light', dark: 'Dark' },

    readingTime: (minutes: number): string => `${number.format(minutes)} min read`,
    olderThanAYear: (year: string): string => `This story is more than a year old. It is from ${year}.`,
    /** Before the headline where a story from another year is shared. */
    fromYear: (year: string, headline: string): string => `From ${year}: ${headline}`,
    share: 'Share',
    shareByMail: 'Email',
    copyLink: 'Copy link',
    linkCopied: 'Link copied',
    moreWays: 'More…',

    searchTheSite: 'Search the site',
    peopleHeading: 'People',
    series: 'Series',
    archive: 'Archive',
    feeds: 'Feeds',
    aboutThisSite: 'About this site',
    moreTopics: 'There are more topics than stand here: search finds them all.',
  },

  failures: {
    notFound: {
      heading: 'This page is not here',
      text: 'The address may be mistyped, or the story may have moved. The sections below lead to everything that is here.',
    },
    gone: { heading: 'This story was withdrawn', text: 'We have taken it down and give the reason here.' },
    pageGone: { heading: 'This page was withdrawn', text: 'We have taken it down and give the reason here.' },
    forbidden: {
      heading: 'This was refused',
      text: 'Go back to the page you came from, load it again and try once more.',
    },
    invalid: { heading: 'This could not be read', text: 'Something in the request was wrong. Go back and try again.' },
    conflict: {
      heading: 'Somebody else was quicker',
      text: 'This was changed meanwhile. Load the page again to see how it stands.',
    },
    tooLarge: {
      heading: 'This is too large',
      text: 'Nothing was changed. Go back: what you typed is still in its field. Shorten it there, or send less at once.',
    },
    tooMany: { heading: 'Too many attempts', text: 'Wait a little, then try again.' },
    unsure: {
      heading: 'Nobody knows whether this was saved',
      text: 'The database was lost in the moment of saving. Look whether it is there before you send it again.',
    },
    unavailable: { heading: 'This cannot be done right now', text: 'Nothing was changed. Try again in a minute.' },
    unexpected: {
      heading: 'Something went wrong',
      text: 'The mistake is ours, and it was noted. Try again in a minute.',
    },
  },
  /** Of tooMany, where it is known how long to wait. */
  tooManyFor: (minutes: number): string =>
    `Too many attempts. Please try again in ${counted(minutes, 'minute', 'minutes')}.`,
  reason: 'Reason',
  withdrawn: 'Withdrawn',
  requestId: 'If you write to us about this, give this number:',
  keptText: 'What you typed',
};

/** The same for every language: each file holds the same names. */
export type Words = typeof words;
