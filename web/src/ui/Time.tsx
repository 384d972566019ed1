// SPDX-License-Identifier: Apache-2.0
// A moment in words, with the exact one for machines and for whoever points at it.
import { fullTime } from './time.ts';

export function Time(props: { at: number; say: (at: number) => string }) {
  return (
    <time dateTime={new Date(props.at).toISOString()} title={fullTime(props.at)}>
      {props.say(props.at)}
    </time>
  );
}
