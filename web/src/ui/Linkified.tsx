// SPDX-License-Identifier: Apache-2.0
// A text of somebody else's in which web addresses can be followed, in a new tab that learns nothing of us.
import { pieces } from './links.ts';

export function Linkified({ text }: { text: string }) {
  return (
    <>
      {pieces(text).map((piece, place) =>
        piece.href === '' ? (
          piece.text
        ) : (
          <a key={place} href={piece.href} target="_blank" rel="noopener noreferrer ugc">
            {piece.text}
          </a>
        ),
      )}
    </>
  );
}
