import type { Block } from '../../text/markdown.ts';
import { findRecording } from '../../text/recordings.ts';
import type { Content } from '../content.ts';

/** What stands above a story, or is in its text: to be seen, or to be heard alone. */
export const isSound = (address: string): boolean => findRecording(address)?.isAudio === true;

/** Whether a story shows a video, above its text or in it; sound alone is none. */
export const hasVideo = ({ leadKind, leadVideo }: Pick<Content, 'leadKind' | 'leadVideo'>, blocks: Block[]): boolean =>
  (leadKind === 'video' && !isSound(leadVideo)) ||
  blocks.some((block) => block.kind === 'video' && !isSound(block.url));
