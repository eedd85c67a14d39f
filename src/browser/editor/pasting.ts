import type { Editor } from '@tiptap/core';
import type { EditorProps } from '@tiptap/pm/view';
import { findVideo } from '../../text/embeds.ts';
import { findPost } from '../../text/posts.ts';
import { findRecording } from '../../text/recordings.ts';
import { openNext } from './block-view.ts';
import { cleanPaste } from './clean-paste.ts';
import { insertBlock } from './insert.ts';
import { uploadPicture } from './inserts.ts';
import { addressOf } from './link-dialog.ts';
import { players } from './players.ts';

/** What becomes of what is pasted or dropped: structure, a link, a video, a picture. `say` tells who cannot see it. */
export function pasting(editorOf: () => Editor, say: (message: string) => void): EditorProps {
  return {
    transformPastedHTML: cleanPaste,
    handlePaste: (_view, event) => {
      const { clipboardData } = event;
      // Word puts a picture of a text beside it.
      const files = clipboardData?.types.includes('text/html') ? [] : picturesOf(clipboardData);
      return (
        takePictures(editorOf(), files, say) || takeAddress(editorOf(), clipboardData?.getData('text/plain') ?? '')
      );
    },
    handleDrop: (view, event) => {
      const files = picturesOf(event.dataTransfer);
      if (files.length === 0) return false;
      event.preventDefault();
      const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
      if (place) editorOf().commands.setTextSelection(place.pos);
      return takePictures(editorOf(), files, say);
    },
  };
}

/** The address by which stories name a recording of this site's own library. */
function ownRecording(address: string): string | null {
  const { origin, pathname = '' } = URL.parse(address) ?? {};
  return origin === location.origin && findRecording(pathname) ? pathname : null;
}

/** Of a video: its block. Of a post, where nothing else stands in the paragraph: a quotation. Of anything else: on selected words a link, or the address as one. */
function takeAddress(editor: Editor, pasted: string): boolean {
  const text = pasted.trim();
  if (!/^https?:\/\/\S+$/i.test(text)) return false;
  const { selection } = editor.state;
  if (selection.$from.parent.type.spec.code) return false;
  const played = selection.empty ? (ownRecording(text) ?? findVideo(text, players())?.address) : null;
  if (played) {
    openNext();
    insertBlock(editor, { type: 'video', attrs: { url: played } });
    return true;
  }
  const { parent, depth } = selection.$from;
  const post = selection.empty && depth === 1 && parent.content.size === 0 ? findPost(text) : null;
  if (post) {
    openNext();
    insertBlock(editor, { type: 'post', attrs: { url: post.address }, content: [{ type: 'paragraph' }] });
    return true;
  }
  const href = addressOf(text);
  if (!href) return false;
  if (selection.empty)
    editor.commands.insertContent([{ type: 'text', text, marks: [{ type: 'link', attrs: { href } }] }]);
  else editor.commands.setMark('link', { href });
  return true;
}

const picturesOf = (data: DataTransfer | null): File[] =>
  [...(data?.files ?? [])].filter(({ type }) => type.startsWith('image/'));

/** One after the other, each in its place when the library has it; its alternative text is asked for there. */
function takePictures(editor: Editor, files: File[], say: (message: string) => void): boolean {
  if (files.length === 0) return false;
  const store = async () => {
    for (const file of files) {
      say('Sending the picture…');
      const stored = await uploadPicture(file);
      if (typeof stored === 'string') return say(stored);
      openNext();
      insertBlock(editor, { type: 'figure', attrs: { media: String(stored.id) } });
      say('The picture is in the text. Describe it.');
    }
  };
  store();
  return true;
}
