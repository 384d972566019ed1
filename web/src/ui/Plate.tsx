// SPDX-License-Identifier: Apache-2.0
// The blue enamel door plate: a room's id, wherever a room is named.
import styles from './Plate.module.css';

export function Plate(props: { id: string; label: string }) {
  return (
    <span class={styles.plate} dir="auto">
      <span class="hidden-text">{props.label} </span>
      {props.id}
    </span>
  );
}
