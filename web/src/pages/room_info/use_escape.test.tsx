// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { useRef } from 'preact/hooks';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { newStage, type Stage } from '../../ui/testing/stage.ts';
import { useEscape } from './use_escape.ts';

const onClose = vi.fn();
let stage: Stage;

function Page({ asked }: { asked: boolean }) {
  const column = useRef<HTMLElement>(null);
  useEscape(column, onClose);
  return (
    <>
      <main id="room">
        <textarea />
      </main>
      <aside ref={column}>
        <input />
        {asked && <dialog open />}
      </aside>
    </>
  );
}

async function press(key: string, on: string): Promise<void> {
  const target = stage.root.querySelector<HTMLElement>(on);
  target?.focus();
  await act(
    () => void target?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })),
  );
}

beforeEach(async () => {
  onClose.mockReset();
  stage = newStage();
  await stage.show(<Page asked={false} />);
});

afterEach(() => stage.clear());

test('Esc in the column closes it, and one goes on where one writes', async () => {
  await press('Escape', 'input');
  expect(onClose).toHaveBeenCalledOnce();
  expect(document.activeElement?.tagName).toBe('TEXTAREA');
});

test('elsewhere Esc is for others, as are other keys and what lies over the column', async () => {
  await press('Escape', 'textarea');
  await press('x', 'input');
  await stage.show(<Page asked />);
  await press('Escape', 'input');
  expect(onClose).not.toHaveBeenCalled();
});
