// SPDX-License-Identifier: Apache-2.0
// A window of 600 pixels onto rows of 50, for tests of a list in a document that has no layout.
import { vi } from 'vitest';

export const ROW_PX = 50;
export const WINDOW_PX = 600;

class FakeObserver {
  private watched = new Set<Element>();

  constructor(private readonly on: ResizeObserverCallback) {}

  observe(target: Element): void {
    this.watched.add(target);
    queueMicrotask(() => {
      if (!this.watched.has(target)) return;
      const height = target.getAttribute('role') === 'feed' ? WINDOW_PX : ROW_PX;
      const entry = { target, contentRect: { width: 390, height } } as unknown as ResizeObserverEntry;
      this.on([entry], this as unknown as ResizeObserver);
    });
  }

  unobserve(target: Element): void {
    this.watched.delete(target);
  }

  disconnect(): void {
    this.watched.clear();
  }
}

// Undone by vi.unstubAllGlobals() and vi.restoreAllMocks().
export function layOut(): void {
  vi.stubGlobal('ResizeObserver', FakeObserver);
  Object.defineProperty(HTMLElement.prototype, 'offsetParent', {
    configurable: true,
    get: () => document.body,
  });
  vi.spyOn(Element.prototype, 'scrollTo').mockImplementation(function (this: Element, to?: unknown) {
    scrollFeed(this, (to as { top?: number }).top ?? 0);
  });
  vi.spyOn(Element.prototype, 'scrollBy').mockImplementation(function (this: Element, by?: unknown) {
    scrollFeed(this, this.scrollTop + ((by as { top?: number }).top ?? 0));
  });
}

// As far as there is something to scroll.
export function scrollFeed(feed: Element, top: number): void {
  const total = Number.parseFloat((feed.firstElementChild as HTMLElement).style.height);
  feed.scrollTop = Math.max(0, Math.min(top, total - WINDOW_PX));
  feed.dispatchEvent(new Event('scroll'));
}
