// SPDX-License-Identifier: Apache-2.0
// The blue enamel door plate: a room's id, wherever a room is named. A `closed` one is grey: nobody gets in.
import styles from './Plate.module.css';

export function Plate(props: { id: string; label: string; closed?: boolean }) {
  return (
    <span class={`${styles.plate} ${props.closed ? styles.closed : ''}`} dir="auto">
      <span class="hidden-text">{props.label} </span>
      {props.id}
    </span>
  );
}
