// SPDX-License-Identifier: Apache-2.0
// Puts a sheet over whatever page is there, without that page's doing. Going back leaves the page below, so it
// takes the sheet away.
import { type ComponentChildren, render } from 'preact';

// Answers how to take it away again; `gone` is called when it is.
export function putOver(draw: (close: () => void) => ComponentChildren, gone = () => {}): () => void {
  const host = document.createElement('div');
  document.body.append(host);
  const close = () => {
    if (!host.isConnected) return;
    removeEventListener('popstate', close);
    render(null, host);
    host.remove();
    gone();
  };
  addEventListener('popstate', close);
  render(draw(close), host);
  return close;
}
