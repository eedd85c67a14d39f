/** A part of a story as a page shows it, in order. What an attribute did not give is ''. */
export type Block =
  | { kind: 'html'; html: string }
  | {
      kind: 'figure';
      media: string;
      alt: string;
      decorative: boolean;
      caption: string;
      credit: string;
      /** Those that stand one after another are shown as one. */
      gallery: boolean;
    }
  | { kind: 'video'; url: string; title: string; caption: string; credit: string; poster: string }
  | {
      kind: 'chart';
      url: string;
      title: string;
      text: string;
      picture: string;
      caption: string;
      credit: string;
      /** Of its frame, in pixels; '' for one that suits most. */
      height: string;
    }
  | { kind: 'quote'; html: string; by: string }
  | { kind: 'facts'; title: string; html: string }
  | { kind: 'related'; story: string }
  | { kind: 'document'; file: string; title: string; credit: string }
  | {
      kind: 'post';
      url: string;
      name: string;
      handle: string;
      /** A day or a moment, ISO 8601. */
      time: string;
      html: string;
    };
