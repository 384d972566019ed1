// SPDX-License-Identifier: Apache-2.0
// The first letter of a name on a small square, like a plate. Decoration: the name stands beside it.
import styles from './Avatar.module.css';

export function Avatar(props: { name: string; online?: boolean | undefined; size?: 'small' | 'large' }) {
  const kind = props.size === 'large' ? styles.large : '';
  return (
    <span class={`${styles.avatar} ${kind} ${props.online ? styles.online : ''}`} aria-hidden="true">
      {([...props.name][0] ?? '').toUpperCase()}
    </span>
  );
}
