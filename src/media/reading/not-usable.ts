/** Why a file is no recording that can be kept; the message is for who sent it. */
export class NotUsable extends Error {}

export const noRecording =
  'This is not a recording that can be used. Save it as MP4 (H.264 and AAC), WebM or MP3, then try again.';
export const notWhole = 'The recording is not whole: its end is missing. Play it to its end, then send it again.';
export const damaged = 'The recording is damaged. Play it, save it again as MP4, WebM or MP3, then try again.';
