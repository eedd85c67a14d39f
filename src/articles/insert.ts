/* What the visual editor is told of stories and pictures, in JSON. The browser's side takes these types from here. */

/** A story, in the editor's search and in a text. */
export interface StoryInsert {
  path: string;
  headline: string;
  language: string;
  /** Where and when it was published. */
  about: string;
  picture: string | null;
}

/** A picture of the library among others. */
export interface PictureChoice {
  id: number;
  name: string;
  /** Of a small one. */
  src: string;
}

/** A picture of the library. */
export interface PictureInsert {
  id: number;
  src: string;
  /** In pixels. */
  width: number;
  height: number;
  alt: string;
  caption: string;
  credit: string;
  /** That the rights to it have ended, or soon will; null where neither. */
  rights: string | null;
}

/** What the provider of a video says of it. */
export interface VideoInsert {
  title: string;
  poster: PictureInsert | null;
}

/** What a network tells of a post; '' for what it does not. */
export interface PostInsert {
  url: string;
  name: string;
  handle: string;
  time: string;
  paragraphs: string[];
}
