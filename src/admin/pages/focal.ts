import type { Picture } from '../../media/picture.ts';
import { type Crop, cropFile, crops } from '../../media/variant.ts';
import { type Typed, textField } from './filing.ts';

const names: Record<Crop, string> = { '16x9': '16:9', '4x3': '4:3', '1x1': '1:1' };

/** What matters most in a picture: two numbers, and what is cut out around it as it is kept. */
export function focalModel(picture: Picture, typed: Typed) {
  const field = (name: string, label: string) => ({ ...textField(name, label, typed), min: '0', max: '100' });
  return {
    fields: [field('focalX', 'From the left, in per cent'), field('focalY', 'From the top, in per cent')],
    full: `/media/${picture.file}`,
    crops: (Object.keys(crops) as Crop[]).map((crop) => ({
      ...{ name: names[crop], shape: crop, src: `/media/${cropFile(picture, crop)}` },
      ...{ width: '320', height: String(Math.round(320 / crops[crop])) },
    })),
  };
}
