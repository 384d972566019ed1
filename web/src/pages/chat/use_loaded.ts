// SPDX-License-Identifier: Apache-2.0
// A part of a page that is loaded when it is needed, while the rest stays as it is.
import { useEffect, useState } from 'preact/hooks';

export interface Loaded<Part> {
  // null: not there yet.
  part: Part | null;
  // It could not be loaded, most often because the server was updated under an open tab.
  broken: boolean;
}

// `load`: always the same function. While `wanted` is false nothing is loaded; what was loaded stays.
export function useLoaded<Part>(wanted: boolean, load: () => Promise<Part>): Loaded<Part> {
  const [loaded, setLoaded] = useState<Loaded<Part>>({ part: null, broken: false });
  const begin = wanted && loaded.part === null;
  useEffect(() => {
    if (!begin) return;
    let gone = false;
    load().then(
      // Wrapped, because a part is a function itself.
      (part) => gone || setLoaded({ part, broken: false }),
      () => gone || setLoaded({ part: null, broken: true }),
    );
    return () => {
      gone = true;
    };
  }, [begin, load]);
  return loaded;
}
