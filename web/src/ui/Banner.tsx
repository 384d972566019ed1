// SPDX-License-Identifier: Apache-2.0
// A strip across a screen about its state, with at most one thing to do about it. The region stays when it
// is empty, so that what comes into it is announced.
import type { ComponentChildren } from 'preact';
import styles from './Banner.module.css';

export function Banner(props: {
  tone?: 'amber' | 'jade';
  // What there is to read; null: nothing is shown.
  children: ComponentChildren;
  action?: string | undefined;
  onAction?: () => void;
}) {
  const { children, action, tone = 'amber' } = props;
  return (
    <div role="status">
      {children !== null && (
        <div class={`${styles.banner} ${styles[tone]}`}>
          <span>{children}</span>
          {action !== undefined && (
            <button type="button" onClick={props.onAction}>
              {action}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
