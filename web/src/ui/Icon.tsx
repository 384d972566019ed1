// SPDX-License-Identifier: Apache-2.0
// The few line drawings of the client, all on one 24-unit grid with one stroke. Decoration: the text beside
// each says the same, so screen readers skip them. Those that every page may need have a name here; the
// others are paths in glyphs.ts, loaded with what shows them.

const EYE =
  'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9a3 3 0 110 6 3 3 0 010-6z';

const PATHS = {
  pass: 'M5 12.5l4.5 4.5L19 7.5',
  fail: 'M7 7l10 10M17 7L7 17',
  wait: 'M7 12h10',
  run: 'M12 6v6l4 2.5',
  eye: EYE,
  eye_off: `${EYE}M4 20L20 4`,
  alert: 'M12 8v5M12 16.5v.1M12 3.5a8.5 8.5 0 110 17 8.5 8.5 0 010-17z',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon(props: { name?: IconName; path?: string; size?: number; stroke?: number }) {
  const size = props.size ?? 22;
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      stroke-width={props.stroke ?? 1.75}
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={props.path ?? PATHS[props.name ?? 'wait']} />
    </svg>
  );
}
