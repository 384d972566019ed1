// SPDX-License-Identifier: Apache-2.0
// Which page is drawn, by the address. Links to pages of ours are followed without loading the document anew;
// the page that is there stays until the next one is loaded. A library did this until its 1.6 kB were needed
// (a room's scripts have 40).
import { batch, effect, type ReadonlySignal, signal, useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

export interface Page {
  // Segments; `:name` stands for any one and becomes a parameter.
  readonly paths: readonly string[];
  readonly load: () => Promise<ComponentType>;
}

export interface Place {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

// What a link must lead to, to be followed here.
const OURS = /^\/(tools|users)\//;

const address = signal(location.href);
const loaded = new Map<Page, ComponentType>();
const shown = signal<Place>({ params: {}, query: {} });

// Of the page that is drawn; the address bar may be ahead of it.
export const place: ReadonlySignal<Place> = shown;

export function route(to: string): void {
  const isHere = new URL(to, location.href).href === location.href;
  history[isHere ? 'replaceState' : 'pushState'](null, '', to);
  address.value = location.href;
}

// Draws the first page that fits, else the last one; `broken` in the place of one that could not be loaded.
export function Pages({ pages, broken }: { pages: readonly Page[]; broken: ComponentType }) {
  const drawn = useSignal<ComponentType | null>(null);
  useFollowing();
  useLayoutEffect(
    () =>
      effect(() => {
        const url = new URL(address.value);
        const [page, params] = find(pages, url.pathname);
        let isLeft = false;
        const show = (Part: ComponentType) => {
          if (isLeft) return;
          batch(() => {
            shown.value = { params, query: Object.fromEntries(url.searchParams) };
            drawn.value = Part;
          });
        };
        const Part = loaded.get(page);
        if (Part) show(Part);
        else {
          page.load().then(
            (Part) => {
              loaded.set(page, Part);
              show(Part);
            },
            () => show(broken),
          );
        }
        return () => {
          isLeft = true;
        };
      }),
    [],
  );
  return drawn.value && <drawn.value />;
}

export function find(pages: readonly Page[], path: string): [Page, Record<string, string>] {
  for (const page of pages) {
    for (const pattern of page.paths) {
      const params = paramsOf(pattern, path);
      if (params !== null) return [page, params];
    }
  }
  return [pages.at(-1) as Page, {}];
}

// null: that path does not fit, or cannot be decoded.
function paramsOf(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/').filter(Boolean);
  const segments = path.split('/').filter(Boolean);
  if (wanted.length !== segments.length) return null;
  const params: Record<string, string> = {};
  try {
    for (const [i, name] of wanted.entries()) {
      const segment = decodeURIComponent(segments[i] ?? '');
      if (name.startsWith(':')) params[name.slice(1)] = segment;
      else if (name !== segment) return null;
    }
  } catch {
    return null;
  }
  return params;
}

function useFollowing(): void {
  useLayoutEffect(() => {
    const unhook = new AbortController();
    const { signal } = unhook;
    const look = () => {
      address.value = location.href;
    };
    look();
    addEventListener('click', follow, { signal });
    addEventListener('popstate', look, { signal });
    return () => unhook.abort();
  }, []);
}

function follow(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const held = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
  if (link === null || held || event.button !== 0 || event.defaultPrevented) return;
  if (link.origin !== location.origin || link.target !== '' || link.hasAttribute('download')) return;
  // Within the page, or to something that is no page of ours.
  if (link.getAttribute('href')?.startsWith('#') || !OURS.test(link.pathname)) return;
  event.preventDefault();
  route(link.href);
  scrollTo(0, 0);
}
