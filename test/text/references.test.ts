import { describe, expect, test } from '@jest/globals';
import { renderStory } from '../../src/text/markdown.ts';
import { findReferences, replacePictures } from '../../src/text/references.ts';

const text = `A first paragraph.

::figure{media="images/hall.png" alt="The hall, with media=none and a \\"sign\\""}

::video{url="https://vimeo.com/123456" title="The speech" poster=images/crowd.png}

\`\`\`
::figure{media="images/hall.png" alt="An example"}
\`\`\`

::related{story="council-votes"}

Inline ::figure{media="images/hall.png"} is text.
`;

describe('What a text refers to', () => {
  test('is found with its lines, but for what stands in code', () => {
    expect(findReferences(text)).toEqual([
      { kind: 'picture', value: 'images/hall.png', line: 3 },
      { kind: 'picture', value: 'images/crowd.png', line: 5 },
      { kind: 'story', value: 'council-votes', line: 11 },
    ]);
  });

  test('can be given other pictures, everything else staying as it was typed', () => {
    const ids = new Map([
      ['images/hall.png', '12'],
      ['images/crowd.png', '13'],
    ]);
    const replaced = replacePictures(text, ids);
    expect(replaced).toBe(
      text
        .replace('media="images/hall.png" alt="The', 'media="12" alt="The')
        .replace('poster=images/crowd.png', 'poster="13"'),
    );
    const shown = renderStory(replaced).blocks.flatMap((block) =>
      block.kind === 'figure' ? block.media : block.kind === 'video' ? block.poster : [],
    );
    expect(shown).toEqual(['12', '13']);
  });
});
