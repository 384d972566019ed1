// SPDX-License-Identifier: Apache-2.0
// For tests: a place in the document where a component is shown, and the gestures of whoever uses it.
import { type ComponentChild, render } from 'preact';
import { act } from 'preact/test-utils';

export interface Stage {
  root: HTMLElement;
  show(what: ComponentChild): Promise<void>;
  press(words: string): Promise<void>;
  click(element: HTMLElement | undefined): Promise<void>;
  type(value: string, composing?: boolean): Promise<void>;
  submit(): Promise<void>;
  clear(): void;
}

export function newStage(): Stage {
  const root = document.createElement('div');
  document.body.append(root);
  const input = () => root.querySelector('input') as HTMLInputElement;
  return {
    root,
    show: async (what) => {
      await act(async () => render(what, root));
      await act(settled);
    },
    click: (element) =>
      act(async () => {
        element?.click();
        await settled();
      }) as Promise<void>,
    press: (words) =>
      act(async () => {
        const found = [...root.querySelectorAll('button')].filter((one) => one.textContent?.trim() === words);
        if (found.length !== 1) throw new Error(`${found.length} buttons say ${words}`);
        found[0]?.click();
        await settled();
      }) as Promise<void>,
    type: (value, composing = false) =>
      act(async () => {
        input().value = value;
        const event = new Event('input', { bubbles: true });
        Object.defineProperty(event, 'isComposing', { value: composing });
        input().dispatchEvent(event);
      }) as Promise<void>,
    submit: () =>
      act(async () => {
        root.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
        await settled();
      }) as Promise<void>,
    clear: () => {
      render(null, root);
      root.remove();
    },
  };
}

// Until answers that are there already have passed through all who wait for them.
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
