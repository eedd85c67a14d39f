/** The reader's words in Arabic. */

import { countingIn, type LanguageFacts } from '../catalogue.ts';
import type { Words } from './en.ts';

export const facts: LanguageFacts = {
  direction: 'rtl',
  // Western digits, as the newsroom writes them.
  locale: 'ar-u-nu-latn-ca-gregory',
  comma: '، ',
  // The same study: Arabic, 138 words a minute.
  wordsPerMinute: 138,
  fonts: ['noto-naskh-arabic-arabic-wght-normal.woff2'],
};

// One and two are whole, since Arabic says them without a digit.
const { separators, number, counted } = countingIn(facts.locale);

export const words: Words = {
  languageName: 'العربية',
  skip: 'انتقل إلى المحتوى',
  sections: 'الأقسام',
  section: 'قسم',
  topic: 'موضوع',
  topics: 'المواضيع',
  frontPage: 'الصفحة الأولى',

  by: 'بقلم',
  comma: '،',
  separators,
  published: 'نُشر',
  updated: 'حُدّث',
  corrected: 'صُحّح',
  original: 'الأصل بالعربية',
  translation: 'بالعربية',
  inThisStory: 'في هذا المقال',
  related: 'اقرأ أيضا',
  correctionHeading: (moment) => `تصحيح، ${moment}`,
  updateHeading: (moment) => `تحديث، ${moment}`,

  labels: {
    analysis: 'تحليل',
    opinion: 'رأي',
    editorial: 'افتتاحية',
    explainer: 'شرح',
    'fact-check': 'تدقيق',
    live: 'مباشر',
  },
  video: 'فيديو',
  videoInTitle: '(فيديو)',
  playVideo: 'شغّل الفيديو',
  closeVideo: 'أغلق الفيديو',
  videoVia: (provider) => `يُحمَّل الفيديو من ${provider} عند تشغيله، ويمكن للموقع عندئذ معرفة أنك شاهدته.`,
  watchAt: (provider) => `شاهد الفيديو على ${provider}`,

  todaysStories: (site) => `${site}: أخبار اليوم`,
  latest: 'آخر الأخبار',
  moreTopStories: 'أهم الأخبار الأخرى',
  moreStories: 'المزيد من الأخبار',
  stories: 'المقالات',
  storyCount: (count) =>
    counted(count, {
      zero: 'لا مقالات',
      one: 'مقال واحد',
      two: 'مقالان',
      few: '# مقالات',
      many: '# مقالا',
      other: '# مقال',
    }),
  noStories: 'لا مقالات بعد.',
  storiesBy: (name) => `مقالات ${name}`,
  storiesOn: (topic) => `مقالات عن ${topic}`,
  pages: 'الصفحات',
  olderStories: 'مقالات أقدم',
  newestStories: 'أحدث المقالات',

  comments: (count) =>
    counted(count, {
      zero: 'لا تعليقات',
      one: 'تعليق واحد',
      two: 'تعليقان',
      few: '# تعليقات',
      many: '# تعليقا',
      other: '# تعليق',
    }),
  commentsHeading: 'التعليقات',
  noComments: 'لا تعليقات بعد. كن أول من يكتب.',
  noCommentsClosed: 'لم يعلّق أحد على هذا المقال.',
  commentsClosed: 'أُغلق باب التعليق على هذا المقال.',
  leaveComment: 'اترك تعليقا',
  emailNotPublished: 'لن يُنشر بريدك.',
  firstCommentsRead: 'يقرأ مشرف كل تعليق أول.',
  everyCommentRead: 'يقرأ مشرف كل تعليق على هذا المقال.',
  comment: 'التعليق',
  name: 'الاسم',
  email: 'البريد',
  trap: 'اترك هذا الحقل فارغا',
  postComment: 'انشر التعليق',
  reply: 'رد',
  replyTo: (name) => `رد على ${name}`,
  yourReply: 'ردك',
  inReplyTo: (name) => `ردا على ${name}`,
  author: 'الكاتب',
  you: 'أنت',
  waiting: 'في انتظار المشرف. لا يراه سواك.',
  notLetThrough: 'لم ينشر المشرف هذا التعليق. لا يراه سواك.',
  backToStory: 'عودة إلى المقال',
  notPosted: 'لم يُنشر تعليقك.',
  errors: {
    commentMissing: 'اكتب تعليقك.',
    commentTooLong: (limit) => `اختصر تعليقك، فالحد الأقصى لعدد الحروف ${number.format(limit)}.`,
    nameMissing: 'اكتب اسما.',
    nameTooLong: (limit) => `اختصر الاسم، فالحد الأقصى لعدد الحروف ${number.format(limit)}.`,
    emailMissing: 'اكتب عنوان بريد إلكتروني.',
    emailWrong: 'اكتب عنوان بريد مثل name@example.org.',
    repeated: 'سبق أن نشرت هذا التعليق.',
    trapFilled: 'مُلئ حقل لا يراه الناس. أرسل التعليق مرة أخرى.',
    staffName: 'هذا اسم أحد العاملين في التحرير. اكتب اسما آخر، وإن كان اسمك فسجّل الدخول أولا.',
    parentGone: 'التعليق الذي ترد عليه لم يعد هنا.',
    closed: 'أُغلق باب التعليق على هذا المقال. نصك أدناه لتحتفظ به.',
  },

  /** Search and its page. */
  search: {},

  /** Feeds, and what else machines read. */
  feeds: {},

  /** What changed in a story, and the list of corrections. */
  history: {},

  /** Readers' reports of errors in stories. */
  reports: {
    heading: 'أبلغ عن خطأ في هذا المقال',
    promise: 'يقرأ محرر كل بلاغ. وما أخطأنا فيه نصححه في المقال على مرأى من الجميع.',
    what: 'ما الخطأ، وما الصواب؟',
    address: 'أين نراسلك؟ (اختياري)',
    addressHint: 'عنوان بريد إلكتروني، لا نستخدمه إلا لإبلاغك بما آل إليه بلاغك، ثم نحذفه.',
    send: 'أرسل البلاغ',
    notSent: 'لم يُرسل بلاغك.',
    thanks: 'شكرا على بلاغك',
    next: 'سيقرأه محرر. فإن كنا قد أخطأنا في شيء صُحح في المقال.',
    told: 'وإن تركت عنوانا أبلغناك بما آل إليه الأمر، ثم حذفنا العنوان.',
    errors: {
      missing: 'اكتب ما الخطأ.',
      tooLong: (limit) => `اختصر بلاغك، فالحد الأقصى لعدد الحروف ${number.format(limit)}.`,
      addressWrong: 'اكتب عنوانا مثل name@example.org، أو دع الحقل فارغا.',
      trapFilled: 'مُلئ حقل لا يراه الناس. أرسل البلاغ مرة أخرى.',
    },
    letter: {
      subject: (headline) => `بلاغك عن «${headline}»`,
      opening: (site, moment) => `أبلغتنا في ${moment} عن خطأ في مقال نشرته ${site}. شكرا لك.`,
      corrected: 'صححنا المقال. وهذا نص التصحيح:',
      updated: 'عدّلنا المقال.',
      fixed: 'أصلحنا ذلك في المقال.',
      unchanged: 'نظرنا في الأمر ولم نغيّر المقال.',
      withdrawn: 'سحبنا المقال. ويجد من يفتح عنوانه سبب ذلك.',
      answer: 'يقول المحررون:',
      history: 'ما تغيّر في المقال ومتى:',
      closing: 'حُذف عنوانك الآن، ولن تصلك رسالة أخرى في هذا الشأن. وإن لم تكن أنت من أبلغ فلا شيء عليك فعله.',
    },
  },

  /** Lists by month and series, and their pages. */
  lists: {
    archive: 'الأرشيف',
    series: 'سلسلة',
    until: (moment) => `المقالات حتى ${moment}`,
    aboutSection: (section, site) => `${section}: أخبار وتحليلات وآراء من ${site}.`,
    aboutTopic: (topic, site) => `كل ما نشرته ${site} عن ${topic}، من الأحدث إلى الأقدم.`,
    aboutSeries: (series, site) => `كل حلقات سلسلة «${series}» من ${site} بالترتيب.`,
    aboutPerson: (person, site) => `كل ما كتبه ${person} في ${site}، من الأحدث إلى الأقدم.`,
    aboutMonth: (month, site) => `كل ما نشرته ${site} في ${month}.`,
    months: 'أشهر أخرى',
    previous: 'السابق',
    next: 'التالي',
    part: (part, parts) => `الحلقة ${number.format(part)} من ${number.format(parts)}`,
    inSeries: 'في هذه السلسلة',
    moreToRead: 'المزيد في هذا الموضوع',
  },

  /** Pages beside the stories: About, Contact. */
  standing: { contents: 'في هذه الصفحة' },

  /** Sharing, looks, the map of the site and other comfort. */
  comfort: {
    search: 'بحث',
    breaking: 'عاجل',
    breakingNews: 'خبر عاجل',
    moreOfThisSite: 'المزيد عن هذا الموقع',
    corrections: 'التصحيحات',
    siteMap: 'خريطة الموقع',
    aboutSiteMap: (site) => `كل ما في ${site}: الأقسام والمواضيع والكتّاب والأرشيف والخلاصات.`,
    appearance: 'المظهر',
    themes: { auto: 'حسب الجهاز', light: 'فاتح', dark: 'داكن' },

    readingTime: (minutes) =>
      counted(minutes, {
        one: 'قراءة في دقيقة',
        two: 'قراءة في دقيقتين',
        few: 'قراءة في # دقائق',
        many: 'قراءة في # دقيقة',
        other: 'قراءة في # دقيقة',
      }),
    olderThanAYear: (year) => `مضى على نشر هذا المقال أكثر من عام، فهو من عام ${year}.`,
    fromYear: (year, headline) => `من عام ${year}: ${headline}`,
    share: 'شارك',
    shareByMail: 'البريد',
    copyLink: 'انسخ الرابط',
    linkCopied: 'نُسخ الرابط',
    moreWays: 'المزيد…',

    searchTheSite: 'ابحث في الموقع',
    peopleHeading: 'الكتّاب',
    series: 'السلاسل',
    archive: 'الأرشيف',
    feeds: 'الخلاصات',
    aboutThisSite: 'عن هذا الموقع',
    moreTopics: 'المواضيع أكثر مما يرد هنا، ويعثر البحث عليها كلها.',
  },

  failures: {
    notFound: {
      heading: 'هذه الصفحة غير موجودة',
      text: 'قد يكون العنوان مكتوبا بشكل خاطئ، أو نُقل المقال. تقود الأقسام أدناه إلى كل ما هو هنا.',
    },
    gone: { heading: 'سُحب هذا المقال', text: 'سحبنا المقال من الموقع، ونذكر السبب هنا.' },
    pageGone: { heading: 'سُحبت هذه الصفحة', text: 'سحبنا الصفحة من الموقع، ونذكر السبب هنا.' },
    forbidden: { heading: 'رُفض الطلب', text: 'عد إلى الصفحة التي جئت منها، وأعد تحميلها، ثم حاول مرة أخرى.' },
    invalid: { heading: 'تعذرت قراءة الطلب', text: 'في الطلب خطأ ما. عد وحاول مرة أخرى.' },
    conflict: { heading: 'سبقك غيرك', text: 'تغيّرت الصفحة في هذه الأثناء. أعد تحميلها لترى حالها.' },
    tooLarge: { heading: 'الطلب كبير جدا', text: 'اختصره، أو أرسل أقل دفعة واحدة.' },
    tooMany: { heading: 'محاولات كثيرة', text: 'انتظر قليلا ثم حاول مرة أخرى.' },
    unavailable: { heading: 'لا يمكن تنفيذ هذا الآن', text: 'لم يتغيّر شيء. حاول مرة أخرى بعد دقيقة.' },
    unexpected: { heading: 'حدث خطأ', text: 'الخطأ منا وقد سُجّل. حاول مرة أخرى بعد دقيقة.' },
  },
  reason: 'السبب',
  withdrawn: 'سُحب في',
  requestId: 'إن كتبت إلينا بشأن هذا فاذكر هذا الرقم:',
  keptText: 'ما كتبته',
};
