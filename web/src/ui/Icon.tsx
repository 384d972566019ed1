// SPDX-License-Identifier: Apache-2.0
// The few line drawings of the client, all on one 24-unit grid with one stroke. Decoration: the text beside
// each says the same, so screen readers skip them. The paths are in *glyphs.ts, loaded with what shows them.

export function Icon(props: { path: string; size?: number; stroke?: number }) {
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
      <path d={props.path} />
    </svg>
  );
}
